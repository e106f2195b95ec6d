"""What the page's scripts hear of the webui's components: values that change without anybody typing them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from . import forge
from .controls import PanelControls

_TABS = ("txt2img", "img2img")
_MENUS = ("sampling", "scheduler")
_BOXES = ("prompt", "neg_prompt")
"""The webui's components that matter here: ids without the tab's name."""
_PAGE_TELLS = int(gr.__version__.partition(".")[0]) >= 4
"""From gradio 4 on the page itself tells of boxes that change (`javascript/lib/panel.mjs`). An event of ours on them
would have gradio go through all components of the page once more for each key, which takes it as long as the key."""


class Page:
    """The panels of one page of the webui, and the webui's components that they follow."""

    def __init__(self) -> None:
        self._panels: dict[str, PanelControls] = {}
        self._menus: dict[str, Any] = {}
        self._waiting: list[Callable[[], None]] = []
        self._followed: set[str] = set()

    def add_panel(self, tab: str, panel: PanelControls) -> None:
        """Keep a tab's panel. The webui builds panels again for its API; the page's come first."""
        if self._panels.setdefault(tab, panel) is panel:
            for component in (panel.enabled, panel.wishes, panel.origin):
                self._waiting.append(partial(_tell, component, "panel", tab))

    def after_component(self, component: Any, elem_id: str | None) -> None:
        """Follow a component of the webui's tabs.

        The webui calls this while the component is being made; its events are there when the next one comes.
        """
        self._wire()
        tab, _, name = (elem_id or "").partition("_")
        if tab in _TABS and name in _MENUS:
            self._menus.setdefault(elem_id or "", component)
        if tab in _TABS and name in _BOXES and not _PAGE_TELLS:
            self._follow(elem_id or "", partial(_tell, component, "typed", tab))
        for tab, panel in self._panels.items():
            if elem_id == f"generation_info_{tab}":
                self._follow(elem_id, partial(_tell, component, "result", tab))
                self._follow(f"{tab}_apply", partial(self._wire_apply, tab, panel))

    def _wire_apply(self, tab: str, panel: PanelControls) -> None:
        """Let the hidden button set the webui's menus, which scripts in the browser cannot do by themselves."""
        menus = [self._menus[f"{tab}_{name}"] for name in _MENUS if f"{tab}_{name}" in self._menus]
        if menus:
            # gradio hands over the outputs' values behind the inputs', and wants no list where there is one output.
            now = f"values.slice(0, {len(menus)})"
            one = "[0]" if len(menus) == 1 else ""
            told = f"(...values) => (window.promptTailor?.('settings', '{tab}', {now}) ?? {now}){one}"
            panel.apply.click(None, menus, menus, _js=told)

    def after_any_component(self, component: Any, **given: Any) -> None:
        """Follow a component outside of the tabs: Forge's menus of the model. For `on_after_component`."""
        self._wire()
        if forge.is_checkpoint_menu(given):
            self._follow("checkpoint", partial(_tell, component, "checkpoint", ""))
        elif forge.is_modules_menu(given):
            self._follow("modules", partial(_tell, component, "modules", ""))

    def _follow(self, name: str, wire: Callable[[], None]) -> None:
        # Once: gradio 4 makes a component anew for each of its updates, long after the page was built.
        if name not in self._followed:
            self._followed.add(name)
            self._waiting.append(wire)

    def _wire(self) -> None:
        waiting, self._waiting = self._waiting, []
        for wire in waiting:
            wire()


def _tell(component: Any, what: str, tab: str) -> None:
    """Call `promptTailor(what, tab, value)` in the browser when the component's value changes."""
    told = f"(value) => {{ window.promptTailor?.('{what}', '{tab}', value); return []; }}"
    component.change(None, [component], None, _js=told)
