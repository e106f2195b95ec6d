"""What a host's API takes and tells beside pictures: defaults, seeds of variations, infotexts, lists."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hosts.contract import CHECKPOINT, Host, Picture

OFF = {"enabled": False}
SMALL = {
    "prompt": "1girl",
    "steps": 2,
    "width": 64,
    "height": 64,
    "alwayson_scripts": {"Prompt Tailor": {"args": [OFF]}},
}
SECOND = "animagineXLV31_v31"


def made_from(host: Host, infotext: str, **fields: Any) -> Picture:
    """What comes of a request that holds an infotext; our script is off."""
    if host.version < (1, 8):
        pytest.skip("the field infotext of requests came with 1.8")
    # Forge answers an infotext without styles beside it with an error of its own.
    body = {"infotext": infotext, "styles": [], "alwayson_scripts": SMALL["alwayson_scripts"], **fields}
    (picture,) = host.pictures_of(host.call("/sdapi/v1/txt2img", body))
    return picture


@pytest.mark.parametrize(
    ("fields", "sampler", "schedule"),
    [
        ({}, "Euler", "Automatic"),
        ({"sampler_index": "Heun"}, "Heun", "Automatic"),
        ({"sampler_name": "DDIM", "sampler_index": "Heun"}, "DDIM", "Automatic"),
        ({"sampler_name": "Euler a Karras"}, "Euler a", "Karras"),
        ({"sampler_name": "DPM++ 2M"}, "DPM++ 2M", "Karras"),
        ({"sampler_name": "DPM++ 2M", "scheduler": "Exponential"}, "DPM++ 2M", "Exponential"),
        ({"sampler_name": "nope", "scheduler": "nope"}, "DPM++ 2M", "Karras"),
    ],
)
def test_sampler_and_schedule(host: Host, fields: dict, sampler: str, schedule: str) -> None:
    if host.version < (1, 10):
        pytest.skip("these rules came with 1.10")
    values = host.txt2img("1girl", OFF, **fields).pictures[0].values
    assert (values["Sampler"], values["Schedule type"]) == (sampler, schedule)


def test_pictures_are_sent_only_where_they_are_wanted(host: Host) -> None:
    answer = host.call("/sdapi/v1/txt2img", {**SMALL, "send_images": False})
    assert answer["images"] == [] and "infotexts" in answer["info"]


def test_the_answer_tells_all_fields_of_the_request(host: Host) -> None:
    told = host.call("/sdapi/v1/txt2img", {**SMALL, "steps": "2", "unheard": 1})["parameters"]
    assert told["steps"] == 2 and "unheard" not in told
    defaults = {"cfg_scale": 7, "subseed": -1, "sampler_index": "Euler", "send_images": True, "hr_scale": 2}
    assert {name: told[name] for name in defaults} == defaults


def test_a_start_picture_comes_back_only_where_it_is_wanted(host: Host) -> None:
    (start,) = host.txt2img("1girl").pictures
    body = {**SMALL, "init_images": [start.encoded]}
    assert host.call("/sdapi/v1/img2img", body)["parameters"]["init_images"] is None
    told = host.call("/sdapi/v1/img2img", {**body, "include_init_images": True})["parameters"]
    assert told["init_images"] == [start.encoded]


def test_the_info_tells_what_the_job_was(host: Host) -> None:
    info = host.txt2img("1girl", OFF, subseed=5, subseed_strength=0.3).info
    told = {"subseed": 5, "all_subseeds": [5], "subseed_strength": 0.3, "width": 64, "steps": 2, "clip_skip": 1}
    assert {name: info[name] for name in told} == told
    assert not info["denoising_strength"] and info["seed_resize_from_w"] <= 0
    assert {"sd_model_hash", "sd_vae_name", "job_timestamp", "styles", "sampler_name"} <= info.keys()
    assert "version" in info or host.version < (1, 8)


def test_variations_keep_their_seed(host: Host) -> None:
    result = host.txt2img("1girl", OFF, batch_size=2, subseed=5, subseed_strength=0.3)
    told = [
        [one.values[key] for key in ("Seed", "Variation seed", "Variation seed strength")] for one in result.pictures
    ]
    assert told == [["7", "5", "0.3"], ["7", "6", "0.3"]]


def test_without_strength_there_is_no_variation(host: Host) -> None:
    (picture,) = host.txt2img("1girl", OFF, subseed=5).pictures
    assert "Variation seed" not in picture.values


def test_a_checkpoint_that_is_not_there_leaves_the_one_that_is_chosen(host: Host) -> None:
    before = host.call("/sdapi/v1/options")["sd_model_checkpoint"]
    host.call("/sdapi/v1/options", {"sd_model_checkpoint": SECOND})
    try:
        (picture,) = host.txt2img("1girl", OFF, override_settings={"sd_model_checkpoint": "zzz"}).pictures
        assert picture.values["Model"] == SECOND
    finally:
        host.call("/sdapi/v1/options", {"sd_model_checkpoint": before})


LINE = "CFG scale: 7, Seed: 1, Size: 64x64"


@pytest.mark.parametrize(
    ("sampler", "told"),
    [("DPM++ 2M Karras", ("DPM++ 2M", "Karras")), ("Euler a Karras", ("Euler a", "Karras"))],
)
def test_an_older_infotext_names_sampler_and_schedule_as_one(host: Host, sampler: str, told: tuple) -> None:
    values = made_from(host, f"1girl\nSteps: 2, Sampler: {sampler}, {LINE}").values
    assert (values["Sampler"], values["Schedule type"]) == told


def test_the_variation_of_an_infotext_is_made_again(host: Host) -> None:
    line = f"Steps: 2, Sampler: Euler, {LINE}, Variation seed: 9, Variation seed strength: 0.4"
    values = made_from(host, f"1girl\n{line}").values
    assert (values["Variation seed"], values["Variation seed strength"]) == ("9", "0.4")


def test_a_key_without_a_value_is_left_out(host: Host) -> None:
    picture = made_from(host, "1girl\nSteps: 2, Sampler: Euler, Seed: , CFG scale: 7, Size: 64x64", seed=11)
    assert picture.values["Seed"] == "11"
    assert made_from(host, "1girl\nSteps: 2, Sampler: Euler, Seed: , CFG scale: 7, Size: 64x64").values["Seed"] != "-1"


def test_png_info_reads_the_picture_s_text(host: Host) -> None:
    if host.version < (1, 8):
        pytest.skip("1.6 answers the text alone")
    (picture,) = host.txt2img("smile, 1girl").pictures
    read = host.call("/sdapi/v1/png-info", {"image": f"data:image/png;base64,{picture.encoded}"})
    assert read["info"] == picture.infotext and read["parameters"]["Steps"] == "2"
    # As where it is pasted: our script puts back what was typed.
    assert read["parameters"]["Prompt"] == "smile, 1girl"


@pytest.mark.parametrize(
    ("path", "name", "keys"),
    [
        ("sd-models", CHECKPOINT, {"title", "model_name", "hash", "sha256", "filename", "config"}),
        ("samplers", "DPM++ 2M", {"name", "aliases", "options"}),
        ("schedulers", "Karras", {"name", "label", "aliases"}),
        ("upscalers", "Lanczos", {"name", "model_name", "model_path", "model_url", "scale"}),
        ("latent-upscale-modes", "Latent", {"name"}),
        ("prompt-styles", "soft", {"name", "prompt", "negative_prompt"}),
    ],
)
def test_lists(host: Host, path: str, name: str, keys: set) -> None:
    if path == "schedulers" and host.version < (1, 9):
        pytest.skip("schedulers have a list since 1.9")
    found = host.call(f"/sdapi/v1/{path}")
    (one,) = [one for one in found if name in (one.get("label"), one.get("model_name"), one.get("name"))][:1]
    assert keys <= one.keys()


def test_embeddings_are_loaded_or_skipped(host: Host) -> None:
    assert {"loaded", "skipped"} <= host.call("/sdapi/v1/embeddings").keys()


def test_checkpoints_can_be_looked_for_again(host: Host) -> None:
    assert host.call("/sdapi/v1/refresh-checkpoints", {}) is None
    assert any(one["model_name"] == CHECKPOINT for one in host.call("/sdapi/v1/sd-models"))
