"""What any host must make true of our script, over its own REST API: prompts, settings, pictures, failures.

Runs against the stand-in; and where PROMPT_TAILOR_WEBUI names a webui's folder, against that one. It needs a
checkpoint named like Animagine XL 4.0 (its weights do not matter) and one named like Animagine XL 3.1.
"""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor import infotext
from tests.hosts.contract import FITTED, Host

SECOND_PASS = {"enable_hr": True, "hr_scale": 2, "hr_upscaler": "Latent", "denoising_strength": 0.7}


def typed_in(picture: Any, host: Host) -> infotext.Typed | None:
    """What a picture's infotext says was typed, as the host itself reads it where it can."""
    values = host.call("/sdapi/v1/png-info", {"image": picture.encoded}).get("parameters") or picture.values
    record = infotext.read(values)
    return record and record.typed


def test_a_picture_tells_the_fitted_prompt_and_settings(host: Host) -> None:
    result = host.txt2img("smile, 1girl", sampler_name="DDIM", cfg_scale=9)
    (picture,) = result.pictures
    assert picture.prompt == FITTED
    values = picture.values
    assert (values["Steps"], values["Sampler"], float(values["CFG scale"])) == ("2", "Euler a", 5)
    assert values["Prompt Tailor"].startswith("animagine-xl-4.0 ")
    assert result.report["fitted"]["prompt"] == FITTED


def test_steps_and_size_are_set_where_they_are_switched_on(host: Host) -> None:
    (picture,) = host.txt2img("1girl", {"set": {"size": False}}, steps=26).pictures
    assert picture.values["Steps"] == "28" and picture.values["Size"] == "64x64"


def test_every_picture_of_a_batch(host: Host) -> None:
    result = host.txt2img(n_iter=2, batch_size=2)
    assert [picture.prompt for picture in result.pictures] == [FITTED] * 4
    assert result.info["all_prompts"] == [FITTED] * 4 and result.info["all_seeds"] == [7, 8, 9, 10]


def test_the_grid_of_a_batch_tells_the_fitted_prompt(host: Host) -> None:
    result = host.txt2img(n_iter=2, save_images=True)
    assert result.grid is not None and result.grid.prompt == FITTED


def test_off_is_off(host: Host) -> None:
    (picture,) = host.txt2img("smile, 1girl", {"enabled": False}).pictures
    assert picture.prompt == "smile, 1girl" and "Prompt Tailor" not in picture.values


def test_off_by_the_prompt_itself(host: Host) -> None:
    (picture,) = host.txt2img("smile, 1girl # prompt-tailor: off").pictures
    assert picture.prompt.startswith("smile, 1girl")
    assert picture.values["Prompt Tailor"] == "off"


def test_positional_values_work_too(host: Host) -> None:
    args = {"Prompt Tailor": {"args": [True, "aidxl", ["CFG"]]}}
    (picture,) = host.txt2img(alwayson_scripts=args).pictures
    assert picture.values["Prompt Tailor"].startswith("aidxl ") and picture.values["Steps"] == "2"


def test_the_second_pass_follows_the_first(host: Host) -> None:
    (picture,) = host.txt2img("smile, 1girl", **SECOND_PASS).pictures
    assert picture.prompt == FITTED and "Hires prompt" not in picture.values
    assert picture.size == (128, 128)


def test_a_hires_prompt_is_fitted(host: Host) -> None:
    (picture,) = host.txt2img("smile, 1girl", hr_prompt="hat, 1girl", **SECOND_PASS).pictures
    assert picture.prompt == FITTED
    assert picture.values["Hires prompt"] == FITTED.replace("smile", "hat")
    typed = typed_in(picture, host)
    assert typed is not None and typed.hr_prompt == "hat, 1girl"


def test_networks_survive(host: Host) -> None:
    (picture,) = host.txt2img("<lora:not-there:0.8>, smile, 1girl").pictures
    assert "<lora:not-there:0.8>" in picture.prompt
    assert picture.prompt.endswith("masterpiece, high score, great score, absurdres")


@pytest.mark.parametrize("batch", [{}, {"n_iter": 2, "batch_size": 2}])
def test_the_words_of_a_style_are_fitted_with_the_prompt(host: Host, batch: dict) -> None:
    result = host.txt2img("smile, 1girl", styles=["soft", "back"], negative_prompt="blurry", **batch)
    prompts = {picture.prompt for picture in result.pictures}
    assert len(prompts) == 1
    (prompt,) = prompts
    assert prompt.startswith("1girl") and prompt.endswith("absurdres")
    assert prompt.count("masterpiece") == 1 and "white background" in prompt and "soft light" in prompt
    assert result.pictures[0].negative_prompt.startswith("blurry")
    assert typed_in(result.pictures[0], host) == infotext.Typed("smile, 1girl", "blurry", styles=("soft", "back"))


def test_what_was_typed_survives_in_the_picture(host: Host) -> None:
    ugly = 'smile, "1girl",\nlong hair: 🎀, {a|b}\nNegative prompt: no'
    (picture,) = host.txt2img(ugly, negative_prompt='x "y"').pictures
    assert typed_in(picture, host) == infotext.Typed(ugly, 'x "y"')


def test_a_fitted_prompt_sent_again_makes_the_same_picture(host: Host) -> None:
    (first,) = host.txt2img("smile, (ganyu (genshin impact):1.1), 1girl", negative_prompt="bad").pictures
    (again,) = host.txt2img(first.prompt, negative_prompt=first.negative_prompt).pictures
    assert (again.prompt, again.negative_prompt) == (first.prompt, first.negative_prompt)
    assert again.encoded_pixels == first.encoded_pixels


def test_img2img_keeps_the_size(host: Host) -> None:
    (start,) = host.txt2img("1girl", width=96, height=64).pictures
    (picture,) = host.img2img(
        "smile, 1girl", {"set": {"steps": False}}, init_images=[start.encoded], width=96, height=64
    ).pictures
    assert picture.prompt == FITTED and picture.values["Size"] == "96x64"


def test_the_checkpoint_of_one_job_decides(host: Host) -> None:
    (picture,) = host.txt2img(override_settings={"sd_model_checkpoint": "animagineXLV31_v31"}).pictures
    assert picture.values["Prompt Tailor"].startswith("animagine-xl-3.1 ")
    assert picture.prompt.startswith("masterpiece, best quality")
    (after,) = host.txt2img().pictures
    assert after.values["Model"] == "animagine-xl-4.0-opt"


def test_a_profile_that_is_not_there_gives_way_to_the_checkpoint_s(host: Host) -> None:
    result = host.txt2img("smile, 1girl", {"profile": "not-there"}, cfg_scale=9)
    (picture,) = result.pictures
    assert picture.prompt == FITTED and picture.values["Prompt Tailor"].startswith("animagine-xl-4.0")
    assert float(picture.values["CFG scale"]) == 5
    assert "not-there" in result.report["notices"][0]


def test_a_wrong_wish_is_told_and_the_others_count(host: Host) -> None:
    result = host.txt2img("smile, 1girl", {"choices": {"order": "sideways"}, "unheard": 1})
    assert result.pictures[0].prompt == FITTED
    assert len(result.report["notices"]) == 2


def test_a_request_with_an_infotext_makes_the_same_picture_and_remembers_what_was_typed(host: Host) -> None:
    if host.version < (1, 8):
        pytest.skip("the field infotext of requests came with 1.8")
    wishes = {"profile": "aidxl", "choices": {"rating": "safe"}}
    (first,) = host.txt2img("smile, 1girl", wishes, negative_prompt="blurry").pictures
    # Forge answers an infotext without styles beside it with an error of its own.
    again = host.call("/sdapi/v1/txt2img", {"infotext": first.infotext, "styles": []})
    (picture,) = host.pictures_of(again)
    assert picture.encoded_pixels == first.encoded_pixels
    # A1111 1.9 writes this of a picture from an infotext that does not, and it means the same.
    same = [one.infotext.replace("Schedule type: Automatic, ", "") for one in (picture, first)]
    assert same[0] == same[1]
    assert typed_in(picture, host) == infotext.Typed("smile, 1girl", "blurry")


def test_a_prompt_beside_an_infotext_is_what_was_typed(host: Host) -> None:
    if host.version < (1, 8):
        pytest.skip("the field infotext of requests came with 1.8")
    (first,) = host.txt2img("smile, 1girl", negative_prompt="blurry").pictures
    again = host.call("/sdapi/v1/txt2img", {"infotext": first.infotext, "styles": [], "prompt": "hat, 1girl"})
    (picture,) = host.pictures_of(again)
    assert picture.prompt == FITTED.replace("smile", "hat")
    assert typed_in(picture, host) == infotext.Typed("hat, 1girl", "blurry")
