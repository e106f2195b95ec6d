"""What a host refuses, and in which words: a client that is tested against the stand-in must meet the same elsewhere."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.hosts.contract import PROBES, Host, RefusedError

OFF = {"enabled": False}
MALFORMED = "could not convert string to float: '1.2.3'"


def refusal(host: Host, path: str = "txt2img", *asked: Any, **fields: Any) -> tuple[int, dict]:
    """The status and the content of the answer to a job that must be refused."""
    with pytest.raises(RefusedError) as refused:
        host.generate(path, *asked, **fields)
    return refused.value.status, answered(refused.value)


def answered(refused: RefusedError) -> dict:
    """What a refusal says, in A1111's fields: Forge calls `errors` a message, and leaves an HTTPException to FastAPI."""
    told = json.loads(refused.text)
    return {"error": "HTTPException", "body": "", "errors": told.pop("message", ""), **told}


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt": "(a:1.2.3)"},
        {"prompt": "b AND (a:1.2.3)"},
        {"prompt": "[(a:1.2.3):b:0.5]"},
        {"prompt": "b", "negative_prompt": "(a:1.2.3)"},
        {
            "prompt": "b",
            "hr_prompt": "(a:1.2.3)",
            "enable_hr": True,
            "hr_upscaler": "Latent",
            "denoising_strength": 0.7,
        },
    ],
)
def test_a_weight_that_is_no_number_stops_the_job(host: Host, fields: dict) -> None:
    status, told = refusal(host, ours=OFF, **fields)
    assert (status, told["error"], told["errors"]) == (500, "ValueError", MALFORMED)


def test_a_weight_in_a_part_of_a_schedule_that_never_comes_is_not_read(host: Host) -> None:
    assert host.txt2img("[a:(b:1.2.3):9]", OFF).pictures


def test_without_emphasis_no_weight_is_read(host: Host) -> None:
    if host.version < (1, 8):
        pytest.skip("1.6 has no such option")
    host.call("/sdapi/v1/options", {"emphasis": "Original"})  # an option that was never set would stay overridden
    assert host.txt2img("(a:1.2.3)", OFF, override_settings={"emphasis": "None"}).pictures


def test_no_steps_are_an_error(host: Host) -> None:
    assert refusal(host, ours=OFF, steps=0)[0] == 500


@pytest.mark.parametrize(
    ("fields", "place", "reason"),
    [
        ({"steps": "abc"}, "steps", "integer"),
        ({"cfg_scale": "abc"}, "cfg_scale", "number|float"),
        ({"prompt": ["a", "b"]}, "prompt", "str"),
        ({"styles": "soft"}, "styles", "list"),
        ({"send_images": "perhaps"}, "send_images", "bool"),
        ({"alwayson_scripts": [1]}, "alwayson_scripts", "dict"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(host: Host, fields: dict, place: str, reason: str) -> None:
    status, told = refusal(host, **fields)
    (problem,) = told["detail"]
    assert status == 422 and problem["loc"] == ["body", place] and re.search(reason, problem["msg"])


def test_all_wrong_values_are_told_at_once(host: Host) -> None:
    status, told = refusal(host, steps="a", cfg_scale="b")
    assert status == 422 and {problem["loc"][1] for problem in told["detail"]} == {"steps", "cfg_scale"}


@pytest.mark.parametrize("title", ["nope", "no such script"])
def test_an_unknown_script_is_refused_by_its_name(host: Host, title: str) -> None:
    expected = {"error": "HTTPException", "detail": f"Script '{title}' not found", "body": "", "errors": ""}
    assert refusal(host, alwayson_scripts={title: {"args": []}}) == (422, expected)
    assert refusal(host, script_name=title) == (422, expected)


def test_a_script_that_is_always_on_is_none_of_the_menu(host: Host) -> None:
    assert refusal(host, script_name="Prompt Tailor")[1]["detail"] == "Script 'Prompt Tailor' not found"


def test_values_of_a_script_outside_of_args_are_overlooked(host: Host) -> None:
    wanted = json.dumps({"before_process": {"prompt": "changed"}})
    scripts = {"Prompt Tailor": {"args": [OFF]}, f"Contract probe {PROBES[1]}": [wanted]}
    assert host.txt2img("1girl", alwayson_scripts=scripts).pictures[0].prompt == "1girl"


def test_nothing_in_place_of_a_script_s_values_is_an_error(host: Host) -> None:
    status, told = refusal(host, alwayson_scripts={"Prompt Tailor": None})
    assert (status, told["error"]) == (500, "TypeError")


@pytest.mark.parametrize("pictures", [["zzzz"], ["data:image/png;base64,zzzz"]])
def test_a_start_that_is_no_picture_is_refused(host: Host, pictures: list) -> None:
    status, told = refusal(host, "img2img", init_images=pictures)
    assert (status, told["error"], told["detail"]) == (500, "HTTPException", "Invalid encoded image")


def test_img2img_without_a_picture_is_refused(host: Host) -> None:
    assert refusal(host, "img2img")[0] == 404
    assert refusal(host, "img2img", init_images=[])[0] == 500


def test_a_second_pass_needs_a_denoising_strength(host: Host) -> None:
    if host.version < (1, 8):
        pytest.skip("1.6 takes none for 0")
    status, told = refusal(host, ours=OFF, enable_hr=True, hr_upscaler="Latent")
    assert (status, told["error"]) == (500, "TypeError")


@pytest.mark.parametrize(
    ("path", "body", "status", "told"),
    [
        ("png-info", {"image": "zz"}, 500, {"error": "HTTPException", "detail": "Invalid encoded image"}),
        ("options", {"nope": 1}, 500, {"error": "KeyError", "errors": "'nope'"}),
        ("options", {"sd_model_checkpoint": "zzz"}, 500, {"errors": "model 'zzz' not found"}),
    ],
)
def test_other_routes_tell_what_is_wrong(host: Host, path: str, body: dict, status: int, told: dict) -> None:
    with pytest.raises(RefusedError) as refused:
        host.call(f"/sdapi/v1/{path}", body)
    assert refused.value.status == status and answered(refused.value).items() >= told.items()


def test_png_info_needs_a_picture(host: Host) -> None:
    with pytest.raises(RefusedError) as refused:
        host.call("/sdapi/v1/png-info", {})
    assert refused.value.status == 422


@pytest.mark.parametrize(
    "pair", ["Steps: abc", "CFG scale: None", "Clip skip: two", "Denoising strength: x", "Hires steps: 1.5"]
)
def test_an_infotext_with_a_value_that_is_none_is_refused(host: Host, pair: str) -> None:
    if host.version < (1, 8):
        pytest.skip("the field infotext of requests came with 1.8")
    known = {"Sampler": "Euler", "Seed": "1", "Size": "64x64"}
    line = ", ".join([pair, *(f"{key}: {value}" for key, value in known.items())])
    with pytest.raises(RefusedError) as refused:
        host.call("/sdapi/v1/txt2img", {"infotext": f"1girl\n{line}", "styles": []})
    assert refused.value.status == 500 and answered(refused.value)["error"] == "ValueError"
