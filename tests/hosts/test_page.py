"""The panel: made as often as the webui likes, without reading a data file."""

from __future__ import annotations

from typing import Any

import pytest

from prompt_tailor.api import Tailor
from prompt_tailor.hosts.panel import CONTROLS, default_panel, read_controls

gr = pytest.importorskip("gradio")
pytestmark = pytest.mark.usefixtures("webui")


def make_ui(script: Any) -> list[Any]:
    with gr.Blocks():
        return script.ui(script.is_img2img)


@pytest.mark.parametrize("is_img2img", [False, True])
def test_the_values_of_a_fresh_panel_are_the_defaults(make_script: Any, is_img2img: bool) -> None:
    script = make_script(None, is_img2img)
    for _ in range(3):  # the page, and twice more for the API
        controls = make_ui(script)
        assert len(controls) == len(CONTROLS)
        read = read_controls([control.value for control in controls], default_panel(is_img2img))
        assert read == (default_panel(is_img2img), [])


def test_the_last_control_s_value_is_no_list(make_script: Any) -> None:
    """Forge drops values from the end of a list when it finds a list near it."""
    assert not isinstance(make_ui(make_script(None))[-1].value, list)


def test_making_the_panel_needs_no_library(make_script: Any) -> None:
    class NotToBeUsed:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(f"the panel asked for {name}")

    make_ui(make_script(NotToBeUsed()))


def test_settings_decide_the_defaults(make_script: Any) -> None:
    from modules import shared

    shared.opts.data |= {"prompt_tailor_enabled": False, "prompt_tailor_profile": "aidxl"}
    values = [control.value for control in make_ui(make_script(None))]
    assert values[:2] == [False, "aidxl"]


def describe(script: Any, *arguments: Any) -> tuple[str, list[list[str]]]:
    line, *menus = script.extension.page._describe(*arguments)
    return line, [menu.get("choices") for menu in menus]


def test_the_reason_of_the_match_is_shown(script: Any) -> None:
    line, (ratings, years, negatives) = describe(script, "auto", "animagine-xl-4.0-opt.safetensors")
    assert "Animagine XL 4.0" in line and "file name" in line
    assert [str(choice) for choice in map(_value, ratings)][:2] == ["as typed", "safe"]
    assert "year 2023" in map(_value, years) and list(map(_value, negatives))[:2] == ["recommended", "off"]


def _value(choice: Any) -> Any:
    return choice[-1] if isinstance(choice, (tuple, list)) else choice


def test_a_chosen_profile_needs_no_reason(script: Any) -> None:
    assert "chosen by you" in describe(script, "aidxl")[0]


def test_a_profile_that_is_not_there_is_told(script: Any) -> None:
    line, menus = describe(script, "<nope>")
    assert "&lt;nope&gt;" in line and menus == [None] * 3


def test_the_script_s_title_is_the_api_s_key(script: Any) -> None:
    assert script.title() == "Prompt Tailor"


def test_the_webui_hears_of_us(tailor: Tailor, monkeypatch: pytest.MonkeyPatch) -> None:
    from fastapi import FastAPI
    from modules import script_callbacks, shared

    from prompt_tailor.hosts.webui.script import register

    heard: dict[str, Any] = {}
    for event in ("on_app_started", "on_infotext_pasted", "on_after_component"):
        monkeypatch.setattr(script_callbacks, event, lambda call, event=event: heard.setdefault(event, call))
    register()
    assert {"prompt_tailor_enabled", "prompt_tailor_profile", "prompt_tailor_log"} <= set(shared.opts.data_labels)
    app = FastAPI()
    heard["on_app_started"](None, app)
    assert "/prompt-tailor/v1/rewrite" in {route.path for route in app.routes}
    assert set(heard) == {"on_app_started", "on_infotext_pasted"}
