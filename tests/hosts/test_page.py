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

    from prompt_tailor.hosts.webui import options

    shared.opts.data |= {"prompt_tailor_enabled": False, "prompt_tailor_profile": "aidxl"}
    values = [control.value for control in make_ui(make_script(None))]
    panel, problems = read_controls(values, options.panel(is_img2img=False))
    assert (panel.enabled, panel.profile, problems) == (False, "aidxl", [])


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


@pytest.mark.parametrize(
    ("what", "made_with"),
    [
        ("checkpoint", {"label": "Checkpoint", "elem_classes": ["model_selection"]}),
        ("modules", {"label": "VAE / Text Encoder"}),
    ],
)
def test_the_page_hears_of_forge_s_own_menus(what: str, made_with: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    from prompt_tailor.hosts.webui import forge
    from prompt_tailor.hosts.webui.page import Page

    monkeypatch.setattr(forge, "is_present", lambda: True)
    page = Page()
    with gr.Blocks() as blocks:
        menu = gr.Dropdown(["one", "two"], label=made_with["label"])
        page.after_any_component(menu, **made_with)
        other = gr.Textbox(label="Something else")
        page.after_any_component(other, label="Something else")
    told = [one["js"] for one in blocks.config["dependencies"]]
    assert any(f"promptTailor?.('{what}', ''" in one for one in told)
