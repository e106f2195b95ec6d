"""Run a generation from the values on the page."""

from __future__ import annotations

import html
import json
from typing import Any

from modules import processing, scripts, shared
from modules.call_queue import queue_lock
from modules.infotext_utils import create_override_settings_dict


def generate(tab: str, values: dict[str, Any], script_values: tuple) -> tuple:
    """Generate; returns the pictures, the generation info as JSON, the infotext as HTML and the log as HTML."""
    p = make_processing(tab, values)
    runner = scripts.scripts_txt2img if tab == "txt2img" else scripts.scripts_img2img
    processed = run(p, runner, script_values)
    infotexts = "".join(f"<pre class='infotext'>{html.escape(text)}</pre>" for text in processed.infotexts)
    return processed.images, json.dumps(processed.as_dict(), default=str), infotexts, html.escape(processed.comments)


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
