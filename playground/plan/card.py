"""A card in the size of the picture that it stands for, with what would have been sent to the model."""

from __future__ import annotations

import textwrap
from typing import Any

from modules.painting import Batch
from PIL import Image, ImageDraw, ImageFont

LABEL = "PLAN, not a picture"
_PAPER, _INK, _LINE, _SECOND = "#f6f3ea", "#26221b", "#b9ae97", "#c2571a"
_LETTER = 6
"""Pixels that a letter of the built-in font is wide."""
_MARGIN = 12
_SCALE = 1 / 16
"""Pixels of the drawing for each pixel of the picture: 1024x1024 is 64x64."""


def draw_card(p: Any, batch: Batch, prompt: str, negative_prompt: str, seed: int) -> Image.Image:
    """The card: label, model, prompts, settings, and both passes' sizes drawn to scale. Latin letters only.

    It is drawn small and enlarged, because the built-in font has one size.
    """
    width, height = batch.final_size
    enlarged = max(1, round(width / 640))
    small = (max(1, width // enlarged), max(1, height // enlarged))
    card = Image.new("RGB", small, _PAPER)
    drawing = ImageDraw.Draw(card)
    drawing.rectangle((0, 0, small[0] - 1, small[1] - 1), outline=_LINE)
    texts = (LABEL, p.sd_model_name or "", prompt, f"Negative: {negative_prompt}", _settings(p, batch, seed))
    text = "\n\n".join(_wrapped(part, small[0]) for part in texts)
    drawing.multiline_text((_MARGIN, _MARGIN), text, fill=_INK, font=ImageFont.load_default())
    _draw_sizes(drawing, batch, small[1])
    return card.resize((width, height), Image.NEAREST)


def _settings(p: Any, batch: Batch, seed: int) -> str:
    clip_skip = f", clip skip {p.clip_skip}" if p.clip_skip > 1 else ""
    sizes = ", then ".join(f"{width}x{height}" for width, height in dict.fromkeys([batch.size, batch.final_size]))
    return f"{p.sampler_name} / {p.scheduler}, {p.steps} steps, CFG {p.cfg_scale}{clip_skip}, seed {seed}, {sizes}"


def _draw_sizes(drawing: ImageDraw.ImageDraw, batch: Batch, bottom: int) -> None:
    """The sizes as frames with one corner in common, at the lower left; the square is 1024x1024, for comparison."""
    frames = (((1024, 1024), _LINE), (batch.final_size, _SECOND), (batch.size, _INK))
    left, bottom = _MARGIN, bottom - _MARGIN
    for (width, height), colour in frames:
        drawing.rectangle((left, bottom - height * _SCALE, left + width * _SCALE, bottom), outline=colour)


def _wrapped(text: str, width: int) -> str:
    """The text in lines that fit; the built-in font draws Latin letters only."""
    columns = max(8, (width - 2 * _MARGIN) // _LETTER)
    return textwrap.fill(text.encode("latin-1", "replace").decode("latin-1"), columns)
