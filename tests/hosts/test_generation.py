"""Whole generations: what the pictures, their infotext and the result say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from prompt_tailor import infotext
from prompt_tailor.hosts.panel import default_panel
from prompt_tailor.hosts.report import REPORT_KEY
from prompt_tailor.infotext import Typed

FITTED = "1girl, smile, masterpiece, high score, great score, absurdres"


def read(text: str) -> dict[str, Any]:
    from modules.infotext_utils import parse_generation_parameters

    return parse_generation_parameters(text)


def typed_of(text: str) -> Typed | None:
    record = infotext.read(read(text))
    assert record is not None
    return record.typed


def test_every_picture_has_the_fitted_prompt_and_the_profile_s_settings(script: Any, generate: Any) -> None:
    p, result = generate(script, prompt="smile, 1girl", negative_prompt="hat", n_iter=2, batch_size=2, width=1920)
    assert len(result.infotexts) == 4
    for text in result.infotexts:
        values = read(text)
        assert values["Prompt"] == FITTED
        assert values["Negative prompt"].startswith("hat, lowres, bad anatomy")
        assert (values["Sampler"], values["Steps"], values["CFG scale"]) == ("Euler a", "28", "5")
        assert values["Prompt Tailor"].startswith("animagine-xl-4.0")
        assert typed_of(text) == Typed("smile, 1girl", "hat")
    assert (p.width, p.height) != (1920, 64)


def test_the_result_tells_what_was_done(script: Any, generate: Any) -> None:
    _, result = generate(script, prompt="smile, 1girl")
    told = result.extra_generation_params[REPORT_KEY]
    assert told["typed"]["prompt"] == "smile, 1girl" and told["fitted"]["prompt"] == FITTED
    assert {"name": "steps", "before": 3, "after": 28} in told["settings"]
    assert (told["profile"], told["name"]) == ("animagine-xl-4.0", "Animagine XL 4.0")
    assert not any(REPORT_KEY in text for text in result.infotexts)


def test_what_a_pasted_prompt_was_written_for_counts_and_comes_back(script: Any, generate: Any) -> None:
    from prompt_tailor.hosts.webui.paste import Restored

    typed = "1girl, smile, old, best quality"
    _, result = generate(script, prompt=typed, asked={"from": "noobaiXL_v11"})
    values = read(result.infotexts[0])
    assert (
        "year 2008" in values["Prompt"] and "year" not in read(generate(script, prompt=typed)[1].infotexts[0])["Prompt"]
    )
    assert result.extra_generation_params[REPORT_KEY]["from"]["profile"] == "noobai-xl-eps"
    pasted = Restored("origin", default_panel(is_img2img=False), lambda model: False)({**values, "Prompt": typed})
    _, again = generate(script, prompt=typed, asked={"from": json.loads(pasted)["from"]})
    assert read(again.infotexts[0]) == values


@pytest.mark.parametrize("asked", [{"enabled": False}, {"enabled": False, "profile": "aidxl"}])
def test_switched_off_nothing_changes(script: Any, generate: Any, asked: dict) -> None:
    p, result = generate(script, prompt="smile, 1girl", asked=asked)
    assert result.infotexts[0].startswith("smile, 1girl\nSteps: 3, Sampler: DDIM")
    assert "Prompt Tailor" not in result.infotexts[0] and REPORT_KEY not in result.extra_generation_params


def test_each_setting_has_its_switch(script: Any, generate: Any) -> None:
    p, _ = generate(script, prompt="1girl", asked={"set": ["CFG"]})
    assert (p.cfg_scale, p.steps, p.sampler_name, p.width) == (5, 3, "DDIM", 64)


def test_what_the_profile_does_not_name_is_left_alone(script: Any, generate: Any) -> None:
    p, _ = generate(script, prompt="1girl")
    assert p.scheduler == "Karras"


def test_a_style_is_fitted_with_the_prompt(script: Any, generate: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared
    from modules.styles import PromptStyle

    monkeypatch.setitem(shared.prompt_styles.styles, "mine", PromptStyle("mine", "{prompt}, long hair", "jpeg"))
    p, result = generate(script, prompt="smile, 1girl", styles=["mine"], n_iter=2, batch_size=2)
    expected = "1girl, smile, long hair, masterpiece, high score, great score, absurdres"
    assert [read(text)["Prompt"] for text in result.infotexts] == [expected] * 4
    assert p.main_prompt == expected and p.main_negative_prompt.endswith("jpeg")
    assert typed_of(result.infotexts[0]) == Typed("smile, 1girl", styles=("mine",))
    told = result.extra_generation_params[REPORT_KEY]
    assert (told["typed"]["prompt"], told["fitted"]["prompt"], told["styles"]) == ("smile, 1girl", expected, ["mine"])
    assert told["fitted"]["negative_prompt"] == read(result.infotexts[0])["Negative prompt"]


def test_prompts_made_by_another_extension_are_fitted_one_by_one(script: Any, generate: Any, other_script: Any) -> None:
    def resolve(p: Any) -> None:
        p.all_prompts = [text.replace("__mood__", mood) for text, mood in zip(p.all_prompts, ("sad", "smile"))]

    wildcards = other_script(process=resolve)
    p, result = generate(wildcards, script, prompt="__mood__, 1girl", n_iter=2)
    moods = [read(text)["Prompt"] for text in result.infotexts]
    assert moods == [FITTED.replace("smile", "sad"), FITTED]
    # The wildcard would give another picture when it is pasted, so it is not remembered.
    assert typed_of(result.infotexts[0]) is None


def test_a_list_of_prompts_keeps_its_length(script: Any, generate: Any) -> None:
    p, result = generate(script, prompt=["smile, 1girl", "hat, 1girl"], n_iter=2)
    assert p.prompt == [FITTED, FITTED.replace("smile", "hat")]
    assert [read(text)["Prompt"] for text in result.infotexts] == p.prompt
    assert typed_of(result.infotexts[0]) is None


def test_the_second_pass_s_own_prompts_are_fitted(script: Any, generate: Any) -> None:
    p, result = generate(script, prompt="smile, 1girl", enable_hr=True, hr_prompt="hat, 1girl")
    assert p.all_hr_prompts == [FITTED.replace("smile", "hat")]
    assert p.all_hr_negative_prompts == p.all_negative_prompts
    assert typed_of(result.infotexts[0]) == Typed("smile, 1girl", hr_prompt="hat, 1girl")


def test_a_second_pass_without_its_own_prompt_follows_the_first(script: Any, generate: Any) -> None:
    p, _ = generate(script, prompt="smile, 1girl", enable_hr=True)
    assert p.all_hr_prompts == [FITTED]


def test_the_prompt_itself_can_switch_us_off(script: Any, generate: Any) -> None:
    prompt = "smile, 1girl\n# prompt-tailor: off"
    p, result = generate(script, prompt=prompt)
    assert p.prompt == prompt and p.steps == 3
    # The webui strips the comment; only what was typed brings it back when the picture is pasted.
    assert typed_of(result.infotexts[0]) == Typed(prompt)


def test_the_same_job_again_changes_nothing_and_remembers_what_was_typed(script: Any, make_job: Any) -> None:
    from modules.processing import process_images

    p = make_job(script, prompt="smile, 1girl", negative_prompt="hat")
    first = process_images(p).infotexts
    assert process_images(p).infotexts == first
    assert typed_of(first[0]) == Typed("smile, 1girl", "hat")


def test_a_job_that_is_used_again_with_another_prompt_is_fitted_anew(script: Any, make_job: Any) -> None:
    from modules.processing import process_images

    p = make_job(script, prompt="smile, 1girl")
    process_images(p)
    p.prompt = "hat, 1girl"
    assert typed_of(process_images(p).infotexts[0]) == Typed("hat, 1girl")


def test_dictionaries_that_copies_of_a_job_share_stay_as_they_are(script: Any, make_job: Any) -> None:
    from modules.processing import process_images

    p = make_job(script, prompt="1girl")
    shared_between_cells = (p.override_settings, p.extra_generation_params)
    before = [dict(one) for one in shared_between_cells]
    process_images(p)
    assert [dict(one) for one in shared_between_cells] == before


def test_parts_that_adetailer_paints_are_left_alone(script: Any, make_job: Any) -> None:
    from modules.processing import process_images

    p = make_job(script, prompt="smile, 1girl")
    p._ad_inner = True
    assert process_images(p).infotexts[0].startswith("smile, 1girl\nSteps: 3")


def test_img2img_leaves_the_size_alone(make_script: Any, tailor: Any) -> None:
    from modules.processing import StableDiffusionProcessingImg2Img, process_images
    from modules.scripts import ScriptRunner
    from PIL import Image

    runner = ScriptRunner()
    runner.scripts = runner.alwayson_scripts = [make_script(tailor, is_img2img=True)]
    p = StableDiffusionProcessingImg2Img(
        prompt="smile, 1girl", width=100, height=300, init_images=[Image.new("RGB", (100, 300))]
    )
    p.scripts, p.script_args = runner, [0, {"profile": "animagine-xl-4.0"}]
    assert read(process_images(p).infotexts[0])["Prompt"] == FITTED
    assert (p.width, p.height, p.steps) == (100, 300, 28)
