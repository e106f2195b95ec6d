"""The stand-in's REST routes, over HTTP, with the extension loaded."""

from __future__ import annotations

import base64
import json
import urllib.error

import pytest

from tests.serving import call


def infotexts(answer: dict) -> list[str]:
    return json.loads(answer["info"])["infotexts"]


def test_checkpoints_are_listed(playground_address: str) -> None:
    names = [model["model_name"] for model in call(playground_address, "/sdapi/v1/sd-models")]
    assert "animagine-xl-4.0-opt" in names and "someUnknownModel" in names


def test_a_posted_prompt_is_fitted_to_the_checkpoint(playground_address: str) -> None:
    request = {
        "prompt": "smile, 1girl",
        "width": 1024,
        "height": 1024,
        "n_iter": 2,
        "batch_size": 2,
        "override_settings": {"sd_model_checkpoint": "animagineXLV31_v31.safetensors"},
    }
    answer = call(playground_address, "/sdapi/v1/txt2img", request)
    assert len(answer["images"]) == 4
    assert all(text.startswith("masterpiece, best quality") for text in infotexts(answer))
    assert all("Prompt Tailor: animagine-xl-3.1" in text for text in infotexts(answer))


def test_the_picture_carries_its_infotext(playground_address: str) -> None:
    answer = call(playground_address, "/sdapi/v1/txt2img", {"prompt": "1girl", "width": 64, "height": 64})
    assert base64.b64decode(answer["images"][0]).startswith(b"\x89PNG")
    read = call(playground_address, "/sdapi/v1/png-info", {"image": answer["images"][0]})
    assert read["info"] == infotexts(answer)[0]


def test_an_unknown_script_is_refused(playground_address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        call(playground_address, "/sdapi/v1/txt2img", {"prompt": "x", "alwayson_scripts": {"nope": {"args": []}}})
    told = {"error": "HTTPException", "detail": "Script 'nope' not found", "body": "", "errors": ""}
    assert refused.value.code == 422 and json.load(refused.value) == told


def test_a_job_that_fails_tells_why_in_a1111_s_fields(playground_address: str) -> None:
    broken = {"prompt": "(a:1.2.3)", "alwayson_scripts": {"Prompt Tailor": {"args": [{"enabled": False}]}}}
    with pytest.raises(urllib.error.HTTPError) as refused:
        call(playground_address, "/sdapi/v1/txt2img", broken)
    why = "could not convert string to float: '1.2.3'"
    assert json.load(refused.value) == {"error": "ValueError", "detail": "", "body": "", "errors": why}


def test_options_can_be_read_and_set(playground_address: str) -> None:
    call(playground_address, "/sdapi/v1/options", {"emphasis": "No norm"})
    assert call(playground_address, "/sdapi/v1/options")["emphasis"] == "No norm"
    call(playground_address, "/sdapi/v1/options", {"emphasis": "Original"})


def test_the_extensions_routes_are_there(playground_address: str) -> None:
    answer = call(
        playground_address, "/prompt-tailor/v1/rewrite", {"prompt": "smile, 1girl", "profile": "animagine-xl-4.0"}
    )
    assert answer["prompt"].startswith("1girl, smile, masterpiece")
