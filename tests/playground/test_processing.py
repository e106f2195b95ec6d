"""The stand-in's generation treats an extension as the webui does: order, effects, and the known traps."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from .probe import make_probe, runner_of

pytestmark = pytest.mark.usefixtures("webui")


def generate(probe: Any, *, image: bool = False, **fields: Any) -> Any:
    """Run one generation of small pictures with a probe; returns the processing object and what was made."""
    from modules import processing

    kind = processing.StableDiffusionProcessingImg2Img if image else processing.StableDiffusionProcessingTxt2Img
    small = {"prompt": "1girl", "seed": 7, "width": 64, "height": 64, "steps": 5, "do_not_save_grid": True}
    start = {"init_images": [Image.new("RGB", (64, 64))]} if image else {}
    p = kind(**{**small, **start, **fields})
    p.scripts, p.script_args = runner_of(probe), [0]
    return p, processing.process_images(p)


def test_hooks_come_in_the_webuis_order() -> None:
    probe = make_probe()
    generate(probe, n_iter=2)
    batch = [
        "before_process_batch",
        "after_extra_networks_activate",
        "process_batch",
        "process_before_every_sampling",
        "post_sample",
        "postprocess_batch",
        "postprocess_batch_list",
        "postprocess_image",
        "postprocess_image_after_composite",
    ]
    assert probe.log == ["setup", "before_process", "process", *batch, *batch, "postprocess"]


def test_the_prompt_set_before_processing_reaches_every_picture() -> None:
    p, processed = generate(
        make_probe(before_process=lambda p: setattr(p, "prompt", "fitted")), n_iter=2, batch_size=2, enable_hr=True
    )
    assert p.all_prompts == ["fitted"] * 4 and p.all_hr_prompts == ["fitted"] * 4
    assert len(processed.images) == 4
    assert [text.splitlines()[0] for text in processed.infotexts] == ["fitted"] * 4


def test_the_prompt_set_in_process_has_no_effect() -> None:
    _, processed = generate(make_probe(process=lambda p: setattr(p, "prompt", "late")))
    assert processed.infotexts[0].startswith("1girl\n")


def test_each_picture_of_a_batch_can_have_its_own_prompt() -> None:
    prompts = ["a", "b", "c", "d"]
    _, processed = generate(make_probe(process=lambda p: setattr(p, "all_prompts", prompts)), n_iter=2, batch_size=2)
    assert [text.splitlines()[0] for text in processed.infotexts] == prompts


def test_styles_come_between_the_two_hooks() -> None:
    from modules import shared
    from modules.styles import PromptStyle

    seen = {}
    shared.prompt_styles.styles["soft"] = PromptStyle("soft", "soft, {prompt}, light", "hard")
    probe = make_probe(
        before_process=lambda p: seen.update(before=p.prompt), process=lambda p: seen.update(process=p.all_prompts)
    )
    p, _ = generate(probe, styles=["soft", "unknown"], negative_prompt="bad")
    assert seen == {"before": "1girl", "process": ["soft, 1girl, light"]}
    assert p.all_negative_prompts == ["bad, hard"]


def test_networks_are_gone_from_the_prompt_but_not_from_the_infotext() -> None:
    seen = []
    probe = make_probe(process_batch=lambda p: seen.extend(p.prompts))
    _, processed = generate(probe, prompt="1girl, <lora:x:0.8>")
    assert seen == ["1girl, "]
    assert processed.infotexts[0].startswith("1girl, <lora:x:0.8>\n")


def test_an_override_of_a_key_that_was_never_saved_stays_on() -> None:
    """The webui's own trap on a fresh installation: what was not in the options cannot be put back."""
    from modules import shared

    generate(make_probe(), override_settings={"CLIP_stop_at_last_layers": 2})
    assert shared.opts.CLIP_stop_at_last_layers == 2


def test_an_override_of_a_saved_key_is_put_back() -> None:
    from modules import shared

    shared.opts.data["CLIP_stop_at_last_layers"] = 1
    _, processed = generate(make_probe(), override_settings={"CLIP_stop_at_last_layers": 2})
    assert shared.opts.CLIP_stop_at_last_layers == 1
    assert "Clip skip: 2" in processed.infotexts[0]


def test_an_unknown_override_stops_the_generation() -> None:
    with pytest.raises(KeyError):
        generate(make_probe(), override_settings={"no_such_option": 1})


def test_hires_switched_on_too_late_stops_the_generation() -> None:
    with pytest.raises(RuntimeError, match="hires"):
        generate(make_probe(process=lambda p: setattr(p, "enable_hr", True)))


@pytest.mark.parametrize(
    ("asked", "sampler", "scheduler"),
    [
        ("DPM++ 2M Karras", "DPM++ 2M", "Karras"),
        ("Euler a", "Euler a", "Automatic"),
        ("No such", "DPM++ 2M", "Automatic"),
    ],
)
def test_sampler_names_are_corrected_after_before_process(asked: str, sampler: str, scheduler: str) -> None:
    p, _ = generate(make_probe(before_process=lambda p: setattr(p, "sampler_name", asked)))
    assert (p.sampler_name, p.scheduler) == (sampler, scheduler)


def test_a_failing_hook_leaves_the_picture_alone(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(p: Any) -> None:
        raise ValueError("ours")

    _, processed = generate(make_probe(before_process=fail))
    assert processed.infotexts[0].startswith("1girl\n")
    assert "Error running before_process" in capsys.readouterr().err


def test_infotext_of_a_second_pass() -> None:
    p, processed = generate(make_probe(), enable_hr=True, hr_scale=1.5, hr_upscaler="Latent", hr_prompt="2girls")
    assert (
        "Denoising strength: 0.75, Hires prompt: 2girls, Hires upscale: 1.5, Hires upscaler: Latent" in processed.info
    )
    assert processed.images[0].size == (96, 96)
    assert p.hr_upscale_to_x == 96


def test_img2img_has_no_second_pass() -> None:
    probe = make_probe()
    _, processed = generate(probe, image=True, denoising_strength=0.4)
    assert "before_hr" not in probe.log
    assert "Denoising strength: 0.4" in processed.info
