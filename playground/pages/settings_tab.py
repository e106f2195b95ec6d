"""The settings page: one control for each option that an extension has added, and the webui's own few."""

from __future__ import annotations

from typing import Any

import gradio as gr
from modules import shared
from modules.options import OptionInfo

_BY_TYPE = {bool: gr.Checkbox, int: gr.Number, float: gr.Number, str: gr.Textbox}


def build() -> None:
    """Build the controls, section by section, and the button that applies them."""
    controls: dict[str, Any] = {}
    submit = gr.Button("Apply settings", variant="primary", elem_id="settings_submit")
    message = gr.Markdown()
    for title, keys in _sections().items():
        gr.Markdown(f"### {title}")
        for key in keys:
            controls[key] = _control(key, shared.opts.data_labels[key])
    submit.click(
        lambda *values: _apply(dict(zip(controls, values, strict=True))),
        inputs=list(controls.values()),
        outputs=[message],
        queue=False,
    )


def _sections() -> dict[str, list[str]]:
    """The options that a control can be made for, by their section's title."""
    sections: dict[str, list[str]] = {}
    for key, option in shared.opts.data_labels.items():
        if key != "sd_model_checkpoint" and (option.component or type(option.default) in _BY_TYPE):
            sections.setdefault(option.section[1], []).append(key)
    return sections


def _control(key: str, option: OptionInfo) -> Any:
    arguments = option.component_args() if callable(option.component_args) else option.component_args or {}
    component = option.component or _BY_TYPE[type(option.default)]
    return component(label=option.label, value=getattr(shared.opts, key), elem_id=f"setting_{key}", **arguments)


def _apply(values: dict[str, Any]) -> str:
    """Set and save the options; returns what to tell the user."""
    changed = [key for key, value in values.items() if shared.opts.set(key, value)]
    shared.opts.save(shared.config_filename)
    return f"{len(changed)} settings changed{': ' if changed else ''}{', '.join(changed)}."
