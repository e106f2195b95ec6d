"""The parameters in a picture that was dropped on the workbench."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Any

from modules import images
from PIL import Image

from prompt_tailor import infotext
from prompt_tailor.texts import say

_LARGEST = 64 * 2**20
"""Bytes of a picture's file; a larger one is most likely no picture of the webui."""


class PictureError(ValueError):
    """A file that has no parameters for us. The message can be shown to the user."""


def read(data: object) -> dict:
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
    return parse(text)


def parse(text: str) -> dict:
    """The prompts in an infotext, as they were typed where that was recorded, and its settings."""
    values = _parser()(text)
    record = infotext.read(values)
    typed = record.typed if record else None
    return {
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


def _parser() -> Any:
    try:
        from modules.infotext_utils import parse_generation_parameters
    except ImportError:  # before A1111 1.8
        from modules.generation_parameters_copypaste import parse_generation_parameters
    return parse_generation_parameters
