"""Fill the page from an infotext in the prompt box."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import gradio as gr
from modules import errors, infotext_utils, scripts, sd_samplers

from playground.request_fields import RequestField

_KEYS = {
    "prompt": "Prompt",
    "negative_prompt": "Negative prompt",
    "sampler_name": sd_samplers.get_sampler_from_infotext,
    "scheduler": sd_samplers.get_scheduler_from_infotext,
    "steps": "Steps",
    "width": "Size-1",
    "height": "Size-2",
    "cfg_scale": "CFG scale",
    "seed": "Seed",
    "subseed": "Variation seed",
    "subseed_strength": "Variation seed strength",
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


def fill_request(values: dict[str, Any], given: Collection[str], known: dict[str, RequestField]) -> dict[str, Any]:
    """Fill the fields of an API request that are not `given` from its infotext; returns the pairs of that.

    As in `Api.apply_infotext` of the webui, nobody hears of this as of a paste on the page, and a value that is none
    stops the request: raises TypeError or ValueError.
    """
    params = infotext_utils.parse_generation_parameters(values["infotext"])
    for name, key in _KEYS.items():
        if name in given or name not in known or name == "override_settings":
            continue
        value = key(params) if callable(key) else params.get(key)
        if value is not None:
            values[name] = known[name].read(value)
    overrides = infotext_utils.create_override_settings_dict(infotext_utils.override_settings_of(params))
    values["override_settings"] = {**overrides, **(values["override_settings"] or {})}
    return params


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
    """The update of one component; none where the infotext has no value for it that it could hold.

    `infotext_utils.connect_paste` of the webui leaves such a field alone, too, and fills the others.
    """
    try:
        value = infotext_utils.field_value(target, params, component.value)
    except Exception:  # functions of extensions may raise whatever they like
        errors.report(f"Error pasting {component.label}", exc_info=True)
        return gr.update()
    if value is None:
        return gr.update()
    if isinstance(value, dict):
        return value
    if isinstance(component, gr.Dropdown) and component.multiselect:
        return gr.update(value=value, choices=value)
    return gr.update(value=value)
