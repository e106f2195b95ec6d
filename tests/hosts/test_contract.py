"""What any host must make true, over its own REST API.

Run against the stand-in; and where PROMPT_TAILOR_WEBUI names a webui's folder (or the address of one that runs with
this extension and nothing else), against that one. It needs a checkpoint named like Animagine XL 4.0.
"""

from __future__ import annotations

import base64
import json
import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prompt_tailor import infotext
from tests.hosts.webui_process import running_webui

REAL = os.environ.get("PROMPT_TAILOR_WEBUI", "")
FITTED = "1girl, smile, masterpiece, high score, great score, absurdres"
CHECKPOINT = {"sd_model_checkpoint": "animagine-xl-4.0-opt"}
QUICK = {"steps": False, "size": False}


@pytest.fixture(scope="module")
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the host under test."""
    if not REAL:
        yield request.getfixturevalue("playground_address")
    elif REAL.startswith("http"):
        yield REAL.rstrip("/")
    else:
        with running_webui(Path(REAL), tmp_path_factory.mktemp("webui") / "data") as started:
            yield started


class Picture:
    """One picture of an answer, and what its PNG says."""

    def __init__(self, encoded: str) -> None:
        self.infotext = _png_text(base64.b64decode(encoded))
        lines = self.infotext.split("\n")
        self.settings = lines[-1]
        self.prompt = "\n".join(lines[:-1]).split("\nNegative prompt:")[0]


def _png_text(data: bytes) -> str:
    """The text under the key `parameters`, as webuis store it."""
    import io

    image = pytest.importorskip("PIL.Image").open(io.BytesIO(data))
    return image.info["parameters"]


@pytest.fixture
def post(address: str) -> Any:
    """A function that posts a job; gives the pictures and the result's info. `asked` is the object for our script."""

    def call(
        prompt: str, asked: dict | None = None, path: str = "txt2img", **fields: Any
    ) -> tuple[list[Picture], dict]:
        body = {"prompt": prompt, "steps": 2, "width": 64, "height": 64, "seed": 7, "override_settings": CHECKPOINT}
        given = {"set": QUICK, **(asked or {})}
        body |= {"alwayson_scripts": {"Prompt Tailor": {"args": [given]}}, **fields}
        request = urllib.request.Request(
            f"{address}/sdapi/v1/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as answered:
            answer = json.load(answered)
        info = json.loads(answer["info"])
        count = len(info["all_seeds"])
        call.encoded = answer["images"][-count:]  # a grid goes before the pictures
        return [Picture(encoded) for encoded in call.encoded], info

    return call


def test_a_picture_tells_the_fitted_prompt_and_settings(post: Any) -> None:
    (picture,), info = post("smile, 1girl", sampler_name="DDIM", cfg_scale=9)
    assert picture.prompt == FITTED
    assert "Steps: 2, Sampler: Euler a" in picture.settings and "CFG scale: 5," in picture.settings
    assert "Prompt Tailor: animagine-xl-4.0 " in picture.settings
    assert info["extra_generation_params"]["Prompt Tailor report"]["fitted"]["prompt"] == FITTED


def test_steps_and_size_are_set_where_they_are_switched_on(post: Any) -> None:
    (picture,), _ = post("1girl", {"set": {"size": False}}, steps=26)
    assert "Steps: 28" in picture.settings and "Size: 64x64" in picture.settings


def test_every_picture_of_a_batch(post: Any) -> None:
    pictures, info = post("smile, 1girl", n_iter=2, batch_size=2)
    assert [picture.prompt for picture in pictures] == [FITTED] * 4
    assert info["all_prompts"] == [FITTED] * 4 and info["all_seeds"] == [7, 8, 9, 10]


def test_off_is_off(post: Any) -> None:
    (picture,), _ = post("smile, 1girl", {"enabled": False})
    assert picture.prompt == "smile, 1girl" and "Prompt Tailor" not in picture.settings


def test_positional_values_work_too(post: Any) -> None:
    args = {"Prompt Tailor": {"args": [True, "aidxl", ["CFG"]]}}
    (picture,), _ = post("smile, 1girl", alwayson_scripts=args)
    assert "Prompt Tailor: aidxl " in picture.settings and "Steps: 2," in picture.settings


def test_a_hires_prompt_is_fitted(post: Any) -> None:
    second_pass = {"enable_hr": True, "hr_scale": 2, "hr_upscaler": "Latent", "denoising_strength": 0.7}
    forge = {"hr_additional_modules": []}
    (picture,), _ = post("smile, 1girl", hr_prompt="hat, 1girl", **second_pass, **forge)
    assert picture.prompt == FITTED
    assert FITTED.replace("smile", "hat") in picture.settings


def test_networks_survive(post: Any) -> None:
    (picture,), _ = post("<lora:not-there:0.8>, smile, 1girl")
    assert "<lora:not-there:0.8>" in picture.prompt


def test_what_was_typed_survives_in_the_picture(post: Any, address: str) -> None:
    ugly = 'smile, "1girl",\nlong hair: 🎀, {a|b}\nNegative prompt: no'
    post(ugly, negative_prompt='x "y"')
    image = post.encoded[0]
    request = urllib.request.Request(
        f"{address}/sdapi/v1/png-info", json.dumps({"image": image}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answered:
        values = json.load(answered).get("parameters") or {}
    if not values:
        pytest.skip("this host does not parse the infotext over its API")
    record = infotext.read(values)
    assert record is not None and record.typed == infotext.Typed(ugly, 'x "y"')


def test_img2img_keeps_the_size(post: Any) -> None:
    post("1girl", width=96, height=64)
    start = post.encoded[0]
    (picture,), _ = post("smile, 1girl", {"set": {"steps": False}}, "img2img", init_images=[start], width=96, height=64)
    assert picture.prompt == FITTED and "Size: 96x64" in picture.settings


def test_a_failure_leaves_the_prompt_as_typed(post: Any) -> None:
    (picture,), info = post("smile, 1girl", {"profile": "not-there"})
    assert picture.prompt == "smile, 1girl" and "Prompt Tailor" not in picture.settings
    assert "not-there" in info["extra_generation_params"]["Prompt Tailor report"]["notices"][0]
