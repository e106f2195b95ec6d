"""Options for one job: they come back afterwards, and what the webui would refuse is not asked for."""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor.hosts.report import REPORT_KEY

CLIP_SKIP = "CLIP_stop_at_last_layers"
AIDXL = {"profile": "aidxl"}


@pytest.fixture
def generate_with_clip_skip_2(generate: Any, script: Any) -> Any:
    """A function that runs a job for AIDXL (clip skip 1) in a webui that is set to clip skip 2."""

    def run(**fields: Any) -> Any:
        from modules import shared

        shared.opts.data[CLIP_SKIP] = 2
        return generate(script, prompt="1girl", asked=AIDXL, **fields)

    return run


def reasons(result: Any) -> list[str]:
    """Why settings were left alone."""
    return [left["reason"] for left in result.extra_generation_params[REPORT_KEY]["left"]]


def test_the_option_holds_for_the_job_and_comes_back(generate_with_clip_skip_2: Any) -> None:
    from modules import shared

    p, _ = generate_with_clip_skip_2()
    assert p.clip_skip == 1
    assert shared.opts.data[CLIP_SKIP] == 2


def test_it_comes_back_on_a_fresh_installation_too(make_job: Any, webui: None) -> None:
    """There the option is not in `opts.data`, and the webui would keep our value for ever."""
    from modules import shared
    from modules.processing import process_images

    from prompt_tailor.hosts.webui.parameters import Plan

    p = make_job(prompt="1girl")
    assert CLIP_SKIP not in shared.opts.data
    Plan(options={CLIP_SKIP: 2}).assign(p)
    process_images(p)
    assert p.clip_skip == 2
    assert shared.opts.CLIP_stop_at_last_layers == shared.opts.get_default(CLIP_SKIP)


def test_a_value_that_the_job_brings_is_the_user_s_wish(generate_with_clip_skip_2: Any) -> None:
    p, result = generate_with_clip_skip_2(override_settings={CLIP_SKIP: 3})
    assert p.clip_skip == 3
    assert "the job has its own value" in reasons(result)


@pytest.mark.parametrize(
    ("option", "value"),
    [("freeze_settings", True), ("freeze_specific_settings", f"a, {CLIP_SKIP}")],
)
def test_frozen_settings_are_not_touched(
    generate_with_clip_skip_2: Any, monkeypatch: pytest.MonkeyPatch, option: str, value: object
) -> None:
    from modules import shared

    monkeypatch.setattr(shared.cmd_opts, option, value)
    p, result = generate_with_clip_skip_2(override_settings={})
    assert p.clip_skip == 2 and p.override_settings == {}
    assert "settings are frozen" in reasons(result)


def test_a_frozen_section_is_not_touched(monkeypatch: pytest.MonkeyPatch, make_job: Any) -> None:
    from modules import shared

    from prompt_tailor.hosts.webui import overrides

    monkeypatch.setattr(shared.opts.data_labels[CLIP_SKIP], "section", ("sd", "Stable Diffusion"))
    monkeypatch.setattr(shared.cmd_opts, "freeze_settings_in_sections", "saving-images, sd")
    assert overrides.why_not(make_job(override_settings={}), CLIP_SKIP) == "settings are frozen"


def test_an_option_that_the_webui_does_not_have_is_not_set(make_job: Any) -> None:
    from prompt_tailor.hosts.webui import overrides

    assert overrides.why_not(make_job(), "k_sched_type_of_old") == "this webui has no such option"
