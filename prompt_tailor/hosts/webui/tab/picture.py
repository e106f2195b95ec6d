"""The parameters in a picture that was dropped on the workbench, or in a text that was pasted there."""

from __future__ import annotations

import base64
import binascii
import io
from typing import TYPE_CHECKING, Any

from modules import images
from PIL import Image

from prompt_tailor import infotext
from prompt_tailor.profiles import ModelFacts
from prompt_tailor.texts import say

from ..paste import checkpoint_title

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

_LARGEST = 64 * 2**20
"""Bytes of a picture's file; a larger one is most likely no picture of the webui."""


class PictureError(ValueError):
    """A file that has no parameters for us. The message can be shown to the user."""


def read(tailor: Tailor, data: object) -> dict:
    """The parameters in a picture's file, given as base64. Raises PictureError."""
    if not isinstance(data, str) or len(data) > _LARGEST * 4 // 3:
        raise PictureError(say("Expected a picture of at most {n} MiB.", n=_LARGEST // 2**20))
    try:
        with Image.open(io.BytesIO(base64.b64decode(data, validate=True))) as image:
            text = images.read_info_from_image(image)[0]
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError(say("This file is no picture that can be read.")) from error
    if not text or not isinstance(text, str):
        raise PictureError(say("This picture holds no generation parameters."))
    return _told(tailor, _parser()(text))


def parse(tailor: Tailor, text: str) -> dict | None:
    """The same of an infotext; None for a text that is none, in which the webui finds no settings."""
    values = _parser()(text)
    return _told(tailor, values) if "Steps" in values else None


def _told(tailor: Tailor, values: dict) -> dict:
    """The prompts of a parsed infotext, as they were typed where that was recorded, its settings, its size, and the id
    of the profile that the prompts were written for (`from`; empty where nobody knows)."""
    record = infotext.read(values)
    typed = record.typed if record else None
    width, height = (_number(values.get(f"Size-{side}")) for side in (1, 2))
    return {
        "from": _written_for(tailor, values, record),
        "size": {"width": width, "height": height} if width and height else None,
        "prompt": typed.prompt if typed else values.pop("Prompt", ""),
        "negative_prompt": typed.negative_prompt if typed else values.pop("Negative prompt", ""),
        "typed": typed is not None,
        "profile": record.profile if record else None,
        "settings": {
            name: value
            for name, value in values.items()
            if isinstance(value, (str, int, float)) and value != "" and name not in ("Prompt", "Negative prompt")
        },
    }


def _written_for(tailor: Tailor, values: dict, record: infotext.Record | None) -> str:
    """The picture's model, unless we fitted the prompt to it: then the one that the typed prompt is said to be for."""
    fitted = record is not None and record.typed is not None
    model = record.choices.get("from") if record is not None and fitted else checkpoint_title(values)
    if not isinstance(model, str) or not model:
        return ""
    if tailor.has_profile(model):
        return model
    found = tailor.detect(ModelFacts(model))
    return "" if found.how == "fallback" else found.profile_id


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, (str, int)) and str(value).isdecimal() else None


def _parser() -> Any:
    try:
        from modules.infotext_utils import parse_generation_parameters
    except ImportError:  # before A1111 1.8
        from modules.generation_parameters_copypaste import parse_generation_parameters
    return parse_generation_parameters
