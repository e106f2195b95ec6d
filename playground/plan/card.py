"""A card in the size of the picture that it stands for, with what would have been sent to the model."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from modules.painting import Batch
from PIL import Image, ImageDraw, ImageFont

LABEL = "PLAN, not a picture"
_PAPER, _INK, _LINE, _SECOND = "#f6f3ea", "#26221b", "#b9ae97", "#c2571a"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz, "
_MARGIN = 12
_LEADING = 4
_SCALE = 1 / 16
"""Pixels of the drawing for each pixel of the picture: 1024x1024 is 64x64."""
_COLUMNS = 40
"""A line holds about so many letters where all texts fit like that."""


def draw_card(p: Any, batch: Batch, prompt: str, negative_prompt: str, seed: int) -> Image.Image:
    """The card: label, model, prompts, settings, and both passes' sizes drawn to scale. Latin letters only.

    It is drawn small and enlarged, because the built-in font has one size: as much as leaves room for all texts.
    """
    width, height = batch.final_size
    font = ImageFont.load_default()
    texts = (LABEL, p.sd_model_name or "", prompt, f"Negative: {negative_prompt}", _settings(p, batch, seed))
    small, text = _layout(texts, font, batch)
    card = Image.new("RGB", small, _PAPER)
    drawing = ImageDraw.Draw(card)
    drawing.rectangle((0, 0, small[0] - 1, small[1] - 1), outline=_LINE)
    drawing.multiline_text((_MARGIN, _MARGIN), text, fill=_INK, font=font, spacing=_LEADING)
    _draw_sizes(drawing, batch, small[1])
    return card.resize((width, height), Image.NEAREST)


def _layout(texts: Sequence[str], font: Any, batch: Batch) -> tuple[tuple[int, int], str]:
    """The size to draw the card in, before it is enlarged, and its text in lines that fit."""
    width, height = batch.final_size
    letter = font.getlength(_ALPHABET) / len(_ALPHABET)
    line = font.getbbox(_ALPHABET)[3] + _LEADING
    drawn_sizes = max(1024, batch.final_size[1]) * _SCALE
    for enlarged in range(max(1, int(width / (_COLUMNS * letter + 2 * _MARGIN))), 0, -1):
        small = (max(1, width // enlarged), max(1, height // enlarged))
        columns = max(8, int((small[0] - 2 * _MARGIN) / letter))
        text = "\n\n".join(_wrapped(part, columns) for part in texts)
        if (text.count("\n") + 1) * line + drawn_sizes + 3 * _MARGIN <= small[1]:
            break
    return small, text


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


def _wrapped(text: str, columns: int) -> str:
    """The text in lines of so many letters; the built-in font draws Latin ones only."""
    return textwrap.fill(text.encode("latin-1", "replace").decode("latin-1"), columns)
