"""In which order a host calls the hooks of scripts, and what a change in each of them does.

We rely on this in `prompt_tailor/hosts/webui`; a probe before us and one after us look on.
"""

from __future__ import annotations

import pytest

from tests.hosts.contract import FITTED, PROBES, Host, RefusedError

BEFORE_US, AFTER_US = PROBES
BATCH = ["before_process_batch", "after_extra_networks_activate", "process_batch"]
AFTERWARDS = ["postprocess_batch", "postprocess_batch_list", "postprocess_image"]
NEWER = {"process_before_every_sampling": (1, 10), "post_sample": (1, 8), "postprocess_image_after_composite": (1, 8)}
OFF = {"enabled": False}


def hooks_of(result, host: Host, probe: str = AFTER_US) -> list[str]:
    """The hooks that the probe met; without those that only newer hosts have, which come where they belong."""
    return [hook for hook, _ in result.log(probe) if hook not in NEWER]


def test_the_order_of_the_hooks(host: Host) -> None:
    result = host.txt2img(n_iter=2)
    assert hooks_of(result, host) == [
        "setup",
        "before_process",
        "process",
        *[*BATCH, *AFTERWARDS] * 2,
        "postprocess",
    ]
    met = {hook for hook, _ in result.log()}
    assert {hook for hook, version in NEWER.items() if hook in met} == {
        hook for hook, version in NEWER.items() if host.version >= version
    }


def test_before_hr_comes_between_the_passes(host: Host) -> None:
    result = host.txt2img(enable_hr=True, hr_scale=2, hr_upscaler="Latent", denoising_strength=0.7)
    hooks = hooks_of(result, host)
    assert hooks.index("process_batch") < hooks.index("before_hr") < hooks.index("postprocess_batch")
    # The networks are loaded anew for the second pass.
    assert hooks.count("after_extra_networks_activate") >= 2
    if host.version >= (1, 10):
        passes = [hook for hook, _ in result.log() if hook in ("process_before_every_sampling", "before_hr")]
        assert passes[:2] == ["process_before_every_sampling", "before_hr"] and len(passes) >= 3


def test_img2img_calls_the_same_hooks(host: Host) -> None:
    (start,) = host.txt2img("1girl").pictures
    result = host.img2img(init_images=[start.encoded])
    assert hooks_of(result, host) == ["setup", "before_process", "process", *BATCH, *AFTERWARDS, "postprocess"]


def test_scripts_after_us_see_the_fitted_prompt_and_those_before_us_the_typed_one(host: Host) -> None:
    result = host.txt2img("smile, 1girl")
    assert result.seen("before_process", BEFORE_US)["prompt"] == "smile, 1girl"
    assert result.seen("before_process", AFTER_US)["prompt"] == FITTED
    assert result.seen("process", BEFORE_US)["all_prompts"] == [FITTED]
    assert result.seen("process", AFTER_US)["main_prompt"] == FITTED


def test_styles_are_applied_between_before_process_and_process(host: Host) -> None:
    result = host.txt2img("smile, 1girl", OFF, styles=["soft"], negative_prompt="bad")
    assert result.seen("before_process")["prompt"] == "smile, 1girl"
    assert result.seen("process")["all_prompts"] == ["smile, 1girl, soft light"]
    assert result.seen("process")["all_negative_prompts"] == ["bad, hard"]


def test_networks_are_out_of_the_prompt_before_it_is_encoded(host: Host) -> None:
    result = host.txt2img("1girl, <lora:not-there:0.8>", OFF)
    assert result.seen("process_batch")["prompts"] == ["1girl, "]
    assert result.pictures[0].prompt == "1girl, <lora:not-there:0.8>"


def test_a_prompt_set_in_before_process_reaches_everything(host: Host) -> None:
    result = host.txt2img("1girl", OFF, {"before_process": {"prompt": "changed"}}, n_iter=2, save_images=True)
    assert [picture.prompt for picture in result.pictures] == ["changed"] * 2
    assert result.grid is not None and result.grid.prompt == "changed"
    assert result.info["prompt"] == "changed"


def test_a_prompt_set_in_process_is_too_late(host: Host) -> None:
    result = host.txt2img("1girl", OFF, {"process": {"prompt": "late"}})
    assert result.pictures[0].prompt == "1girl"


def test_lists_set_in_process_count_picture_by_picture(host: Host) -> None:
    wanted = ["a", "b", "c", "d"]
    result = host.txt2img("1girl", OFF, {"process": {"all_prompts": wanted}}, n_iter=2, batch_size=2, save_images=True)
    assert [picture.prompt for picture in result.pictures] == wanted
    # The grid tells the main prompt, which nobody changed.
    assert result.grid is not None and result.grid.prompt == "1girl"


def test_settings_set_in_before_process_count(host: Host) -> None:
    wanted = {"steps": 3, "cfg_scale": 6, "width": 128, "height": 64, "sampler_name": "Heun"}
    (picture,) = host.txt2img("1girl", OFF, {"before_process": wanted}).pictures
    values = picture.values
    assert (values["Steps"], float(values["CFG scale"]), values["Size"]) == ("3", 6, "128x64")
    assert values["Sampler"] == "Heun" and picture.size == (128, 64)


def test_a_size_set_once_the_batch_runs_is_told_and_not_made(host: Host) -> None:
    (picture,) = host.txt2img("1girl", OFF, {"before_process_batch": {"width": 128}}).pictures
    assert picture.size == (64, 64) and picture.values["Size"] == "128x64"


def test_hires_switched_on_in_process_stops_the_job(host: Host) -> None:
    with pytest.raises(RefusedError) as refused:
        host.txt2img("1girl", OFF, {"process": {"enable_hr": True, "hr_upscaler": "Latent"}})
    assert refused.value.status == 500


def test_a_failing_hook_leaves_the_picture_alone(host: Host) -> None:
    (picture,) = host.txt2img("smile, 1girl", None, {"before_process": "fail", "process": "fail"}).pictures
    assert picture.prompt == FITTED


def test_comments_are_gone_from_the_picture(host: Host) -> None:
    if host.version < (1, 8):
        pytest.skip("comments came with 1.8")
    (picture,) = host.txt2img("1girl # a note", OFF).pictures
    assert picture.prompt.strip() == "1girl"
