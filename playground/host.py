"""Make the stand-in webui importable as `modules`, and load the extension into it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modules.painting import Painter

PLAYGROUND = Path(__file__).resolve().parent
EXTENSION = PLAYGROUND.parent
STAND_IN = str(PLAYGROUND / "webui")


class WebuiFoundError(RuntimeError):
    """A real webui could be imported here, which the stand-in must not hide; the message says where it is."""


def make_importable() -> None:
    """Put the stand-in's `modules` on the import path. Raises WebuiFoundError where a real webui is there already."""
    found = importlib.util.find_spec("modules")
    if found is None:
        sys.path.insert(0, STAND_IN)
    elif not str(found.origin).startswith(STAND_IN):
        place = found.origin or ", ".join(found.submodule_search_locations or ())
        raise WebuiFoundError(
            f"A webui is on the import path already ({place}); the playground is for machines without."
        )


def load_extension(painter: Painter | None = None) -> None:
    """Start the stand-in and run the extension's script in it, as the webui does with every extension.

    Other extensions that lie in `extensions` in the data folder are loaded too. `painter` makes the pictures; without
    one, plans are made.
    """
    from modules import gradio_extensions, script_callbacks, scripts, sd_models, sd_samplers, shared

    gradio_extensions.install()
    sd_models.list_models()
    painter = painter or _planner()
    sd_models.load_model(painter)
    if painter.samplers is not None:
        sd_samplers.offer(painter.samplers)
    if painter.upscalers is not None:
        shared.sd_upscalers[:] = [one for one in shared.sd_upscalers if one.name in painter.upscalers]
    scripts.load_scripts(extensions())
    script_callbacks.call("ui_settings")


def extensions() -> list[Path]:
    """The folders of all extensions: ours, and those in the data folder, unless they are this one again."""
    from modules.paths_internal import extensions_dir

    folder = Path(extensions_dir)
    others = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return [EXTENSION, *(path for path in others if path.resolve() != EXTENSION)]


def _planner() -> Painter:
    from playground.plan import Planner

    return Planner()
