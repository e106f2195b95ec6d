"""Make the stand-in webui importable as `modules`, and load the extension into it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

PLAYGROUND = Path(__file__).resolve().parent
EXTENSION = PLAYGROUND.parent
STAND_IN = str(PLAYGROUND / "webui")


def make_importable() -> None:
    """Put the stand-in's `modules` on the import path. Raises RuntimeError where a real webui is there already."""
    found = importlib.util.find_spec("modules")
    if found is None:
        sys.path.insert(0, STAND_IN)
    elif not str(found.origin).startswith(STAND_IN):
        raise RuntimeError(
            f"A webui is on the import path already ({found.origin}); the playground is for machines without."
        )


def load_extension() -> None:
    """Start the stand-in and run the extension's script in it, as the webui does with every extension."""
    from modules import gradio_extensions, script_callbacks, scripts, sd_models

    gradio_extensions.install()
    sd_models.list_models()
    sd_models.load_model()
    scripts.load_scripts([EXTENSION])
    script_callbacks.call("ui_settings")
