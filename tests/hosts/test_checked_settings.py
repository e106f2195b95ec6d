"""What the rules are told of a job: its settings beside those that we set, and what the user does not want to hear."""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor.hosts.report import REPORT_KEY

AIDXL = {"profile": "aidxl"}


@pytest.fixture
def codes(generate: Any, script: Any) -> Any:
    """A function that runs a job and gives the codes of what it was told."""

    def run(asked: dict, **fields: Any) -> list[str]:
        result = generate(script, asked={**AIDXL, **asked}, **{"prompt": "1girl", **fields})[1]
        told = result.extra_generation_params[REPORT_KEY]["diagnostics"]
        return [one["code"] for one in told if one["code"] != "N900"]

    return run


def test_what_we_set_is_no_finding_and_what_we_leave_is(codes: Any) -> None:
    assert codes({}, cfg_scale=20, width=512, height=512) == []
    assert codes({"set": {"CFG": False, "size": False}}, cfg_scale=20, width=512, height=512) == ["P010", "P015"]


def test_vae_refiner_and_hires_are_looked_at(codes: Any) -> None:
    assert codes({"profile": "baxl-v3"}, enable_hr=True, denoising_strength=0.8) == ["P018"]
    assert codes({"profile": "baxl-v3"}, denoising_strength=0.8) == []
    vae = {"override_settings": {"sd_vae": "vae-ft-mse-840000-ema-pruned.safetensors"}}
    assert codes({}, **vae) == ["P016"]


def test_the_settings_page_switches_checks_off(codes: Any, webui: None) -> None:
    from modules import shared

    assert codes({}, prompt="1girl, day, night, (a:3)") == ["T004", "W003"]
    shared.opts.data["prompt_tailor_rules_off"] = "t004; W003"
    assert codes({}, prompt="1girl, day, night, (a:3)") == []


def test_a_refiner_that_never_takes_over_is_none(webui: None) -> None:
    from types import SimpleNamespace

    from prompt_tailor.hosts.webui.parameters import _refiner, kept

    assert _refiner(SimpleNamespace(refiner_checkpoint="sd_xl_refiner", refiner_switch_at=0.8)) == "sd_xl_refiner"
    assert _refiner(SimpleNamespace(refiner_checkpoint="sd_xl_refiner", refiner_switch_at=1)) is None
    assert _refiner(SimpleNamespace(refiner_checkpoint="sd_xl_refiner")) is None
    assert kept({"CFG", "steps", "sampler", "scheduler", "clip skip"}) == ["width", "height"]


def test_forge_s_vae_is_the_one_that_is_looked_at(webui: None) -> None:
    from types import SimpleNamespace

    from prompt_tailor.hosts.webui.parameters import checked_settings

    def vae_of(*files: str) -> str | None:
        chosen = {"forge_additional_modules": [f"/models/{name}" for name in files]}
        return checked_settings(SimpleNamespace(override_settings=chosen)).get("vae")

    assert vae_of("my.safetensors") == "my.safetensors"
    assert vae_of("clip_l.safetensors", "sdxl_vae.safetensors") == "sdxl_vae.safetensors"
    assert vae_of() is vae_of("clip_l.safetensors", "clip_g.safetensors") is None
