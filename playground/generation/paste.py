"""Fill the page from an infotext in the prompt box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from modules import infotext_utils, scripts

_KEYS = {
    "prompt": "Prompt",
    "negative_prompt": "Negative prompt",
    "sampler_name": "Sampler",
    "scheduler": "Schedule type",
    "steps": "Steps",
    "width": "Size-1",
    "height": "Size-2",
    "cfg_scale": "CFG scale",
    "seed": "Seed",
    "denoising_strength": "Denoising strength",
    "enable_hr": lambda params: "Hires upscaler" in params,
    "hr_upscaler": "Hires upscaler",
    "hr_second_pass_steps": "Hires steps",
    "hr_scale": "Hires upscale",
    "hr_resize_x": "Hires resize-1",
    "hr_resize_y": "Hires resize-2",
    "hr_prompt": "Hires prompt",
    "hr_negative_prompt": "Hires negative prompt",
    "override_settings": infotext_utils.override_settings_of,
}


def fill_request(request: dict, kind: type) -> tuple[dict, dict[str, Any]]:
    """An API request with what it leaves open filled from its `infotext`, and the pairs of that.

    `kind` is the class of the job, whose defaults tell what kind of value each field has. As in the webui, nobody
    hears of this as of a paste on the page.
    """
    params = infotext_utils.parse_generation_parameters(request["infotext"])
    filled = {name: infotext_utils.field_value(key, params, getattr(kind, name, None)) for name, key in _KEYS.items()}
    overrides = infotext_utils.create_override_settings_dict(filled.pop("override_settings"))
    asked = {**filled, **request, "override_settings": {**overrides, **(request.get("override_settings") or {})}}
    return {name: value for name, value in asked.items() if value is not None}, params


def fields(tab: str, controls: dict[str, Any]) -> list[tuple[Any, str | Callable]]:
    """The components that an infotext fills, each with its key or function: the page's own, then the scripts'."""
    runner = scripts.scripts_txt2img if tab == "txt2img" else scripts.scripts_img2img
    own = [(controls[name], key) for name, key in _KEYS.items() if name in controls]
    return own + [(field[0], field[1]) for field in runner.infotext_fields]


def fill(infotext: str, targets: list[tuple[Any, str | Callable]]) -> list[Any]:
    """The updates for all components."""
    params = infotext_utils.parse_pasted(infotext)
    return [_update(component, target, params) for component, target in targets]


def _update(component: Any, target: str | Callable, params: dict[str, Any]) -> Any:
    value = infotext_utils.field_value(target, params, component.value)
    if value is None:
        return gr.update()
    if isinstance(value, dict):
        return value
    if isinstance(component, gr.Dropdown) and component.multiselect:
        return gr.update(value=value, choices=value)
    return gr.update(value=value)
