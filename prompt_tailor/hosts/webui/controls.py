"""The panel in txt2img and img2img: an accordion with the controls, in the order of `panel.CONTROLS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr
from modules.ui_components import InputAccordion, ToolButton

from prompt_tailor.hosts import report_html
from prompt_tailor.hosts.panel import AS_TYPED, AUTO, CONTROLS, SETTINGS, Panel

_REFRESH = "\U0001f504"
_NARROW = 110
"""Pixels that a menu may shrink to, so that three of them stand in a row."""


@dataclass(frozen=True)
class Menus:
    """What the menus offer beside their standing entries; depends on the profile."""

    ratings: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    negatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class PanelControls:
    """The components of one tab's panel: `inputs` by control name, and what shows something."""

    inputs: dict[str, Any]
    reason: gr.HTML
    refresh: gr.Button
    result: gr.HTML

    def values(self) -> list[Any]:
        """The components whose values the webui hands to the hooks."""
        return [self.inputs[name] for name in CONTROLS]

    def described(self) -> list[Any]:
        """The components that depend on the profile: the reason, and the menus of `choices_by_profile`."""
        return [self.reason, *(self.inputs[name] for name in ("rating", "year", "negative"))]


def build(tab: str, panel: Panel, profile_ids: list[str]) -> PanelControls:
    """Make the components inside the webui's page. `tab` is txt2img or img2img.

    What a profile adds to the menus comes later, when the page asks which profile fits.
    """
    ratings, years, negatives = choices_by_profile(Menus())
    show = _Maker(f"prompt_tailor_{tab}", panel)
    with InputAccordion(panel.enabled, label="Prompt Tailor", elem_id=show.prefix) as enabled:
        with gr.Row(elem_id=f"{show.prefix}_head"):
            profile = show.dropdown("profile", "Profile", [AUTO, *profile_ids])
            reason = gr.HTML(elem_id=f"{show.prefix}_reason")
            refresh = ToolButton(_REFRESH, elem_id=f"{show.prefix}_refresh")
        with gr.Row():
            rating = show.dropdown("rating", "Rating", ratings, custom=True)
            year = show.dropdown("year", "Year", years, custom=True)
            form = show.dropdown("character_form", "Characters", [AS_TYPED, "tag", "sentence"])
        with gr.Row():
            quality = show.dropdown("quality", "Quality tags", ["recommended", "off"], custom=True)
            negative = show.dropdown("negative", "Negative", negatives, custom=True)
            size = show.dropdown("size", "Size", ["nearest", "keep"], custom=True)
        with gr.Row():
            order = show.dropdown("order", "Order", ["full", "lead", "off"])
            series = show.checkbox("series", "Add a character's series")
            broader = show.checkbox("merge_broader", "Drop tags that a narrower one covers")
        settings = gr.CheckboxGroup(
            list(SETTINGS), value=panel.control("set"), label="Settings to set", elem_id=f"{show.prefix}_set"
        )
        result = gr.HTML(report_html.NOTHING_YET, elem_id=f"{show.prefix}_result")
    # The settings page holds the defaults of these two; ui-config.json would freeze the first ones.
    for component in (enabled, profile):
        component.do_not_save_to_config = True
    made = (enabled, profile, settings, rating, year, quality, negative, order, series, form, broader, size)
    return PanelControls(dict(zip(CONTROLS, made, strict=True)), reason, refresh, result)


def choices_by_profile(menus: Menus) -> tuple[list[str], list[str], list[str]]:
    """The entries of the rating, year and negative menus."""
    return [AS_TYPED, *menus.ratings], [AS_TYPED, *menus.years], ["recommended", "off", *menus.negatives]


@dataclass(frozen=True)
class _Maker:
    """Makes components with the panel's value, and an id that starts with `prefix`."""

    prefix: str
    panel: Panel

    def dropdown(self, name: str, label: str, choices: list[str], custom: bool = False) -> gr.Dropdown:
        value = self.panel.control(name)
        identity = f"{self.prefix}_{name}"
        kwargs = {"label": label, "elem_id": identity, "min_width": _NARROW}
        return gr.Dropdown(choices, value=value, allow_custom_value=custom, **kwargs)

    def checkbox(self, name: str, label: str) -> gr.Checkbox:
        return gr.Checkbox(value=self.panel.control(name), label=label, elem_id=f"{self.prefix}_{name}")
