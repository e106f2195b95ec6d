"""What happens on the page: the profile that a checkpoint gets, and the last rewrite."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr

from prompt_tailor.hosts import report_html
from prompt_tailor.hosts.panel import AUTO

from . import checkpoint, controls, forge
from .controls import Menus, PanelControls

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

_QUIETLY = {"queue": False, "show_progress": False}


class Page:
    """The panels of one page of the webui, and the webui's components that they follow."""

    def __init__(self, tailor: Callable[[], Tailor]):
        self._tailor = tailor
        self._panels: dict[str, PanelControls] = {}
        self._waiting: list[Callable[[], None]] = []
        self._followed: set[str] = set()

    def add_panel(self, tab: str, panel: PanelControls) -> None:
        """Keep a tab's panel and make it work. The webui builds panels again for its API; the page's come first."""
        self._panels[tab] = panel
        for event in (panel.refresh.click, panel.inputs["profile"].change):
            event(self._describe, [panel.inputs["profile"]], panel.described(), **_QUIETLY)

    def after_component(self, component: Any, elem_id: str | None) -> None:
        """Follow a component of the webui's tabs.

        The webui calls this while the component is being made; its events are there when the next one comes.
        """
        self._wire()
        for tab, panel in self._panels.items():
            if elem_id == f"generation_info_{tab}":
                self._follow(elem_id, partial(_show_result, component, panel))

    def after_any_component(self, component: Any, **given: Any) -> None:
        """Follow a component outside of the tabs: Forge's checkpoint menu. For `on_after_component`."""
        self._wire()
        if forge.is_checkpoint_menu(given):
            self._follow("checkpoint", partial(self._follow_checkpoint, component))

    def _follow(self, name: str, wire: Callable[[], None]) -> None:
        # Once: gradio 4 makes a component anew for each of its updates, long after the page was built.
        if name not in self._followed:
            self._followed.add(name)
            self._waiting.append(wire)

    def _wire(self) -> None:
        waiting, self._waiting = self._waiting, []
        for wire in waiting:
            wire()

    def _describe(self, chosen: str, wanted: str | None = None) -> list[Any]:
        """The reason line and the menus for a chosen profile. `wanted` is a checkpoint other than the webui's."""
        # Not at the top: this loads the library, and the webui's start must not wait for it.
        from prompt_tailor.api import RequestError

        profile, reason = (chosen, "chosen by you") if chosen != AUTO else self._recognised(wanted)
        try:
            about = self._tailor().profile(profile)
        except RequestError as error:
            return [report_html.detection_html(profile, "", notices=[str(error)]), *[gr.update()] * 3]
        broken = self._tailor().broken_profiles().values()
        line = report_html.detection_html(about["name"], reason, about["licence"], broken)
        return [line, *(gr.update(choices=choices) for choices in controls.choices_by_profile(_menus(about)))]

    def _recognised(self, wanted: str | None) -> tuple[str, str]:
        """The profile of the checkpoint, and how it was recognised."""
        from prompt_tailor.profiles import ModelFacts  # as above

        found = self._tailor().detect(ModelFacts(**checkpoint.model_facts(wanted)))
        return found.profile_id, found.reason

    def _follow_checkpoint(self, dropdown: Any) -> None:
        """Ask anew when the menu changes, for what it shows now: the webui's option changes a little later."""
        for panel in self._panels.values():
            dropdown.change(self._describe, [panel.inputs["profile"], dropdown], panel.described(), **_QUIETLY)


def _show_result(generation_info: Any, panel: PanelControls) -> None:
    generation_info.change(report_html.result_html, [generation_info], [panel.result], **_QUIETLY)


def _menus(about: dict) -> Menus:
    return Menus(
        _unique(word["text"] for word in about["words"].get("rating", ())),
        _unique(word["text"] for word in about["words"].get("year", ())),
        _unique(about["negative"]["variants"]),
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
