"""Run a generation from the values on the page."""

from __future__ import annotations

import html
from typing import Any

from modules import processing, scripts, sd_models, shared
from modules.call_queue import queue_lock
from modules.infotext_utils import create_override_settings_dict

from playground.plan import Planner
from playground.plan.page import infotexts_html, plan_html


def generate(tab: str, values: dict[str, Any], script_values: tuple) -> tuple:
    """Generate; returns the pictures, the generation info as JSON, the infotext as HTML and the log as HTML."""
    p = make_processing(tab, values)
    runner = scripts.scripts_txt2img if tab == "txt2img" else scripts.scripts_img2img
    processed = run(p, runner, script_values)
    is_plan = isinstance(sd_models.model_data.sd_model, Planner)
    shown = plan_html(p, processed.infotexts) if is_plan else infotexts_html(processed.infotexts)
    return processed.images, processed.js(), shown, html.escape(processed.comments)


def run(p: Any, runner: Any, script_values: tuple | list) -> Any:
    """Give a processing object its scripts and generate, one at a time."""
    with queue_lock:
        shared.state.begin("generate")
        try:
            p.scripts, p.script_args = runner, script_values
            return runner.run(p, *script_values) or processing.process_images(p)
        finally:
            shared.state.end()


def make_processing(tab: str, values: dict[str, Any]) -> Any:
    """The processing object for values by field name."""
    fields = dict(values)
    fields["override_settings"] = create_override_settings_dict(fields.get("override_settings") or [])
    if tab == "txt2img":
        return processing.StableDiffusionProcessingTxt2Img(**fields)
    image = fields.pop("init_images", None)
    return processing.StableDiffusionProcessingImg2Img(**fields, init_images=[image] if image is not None else [])
