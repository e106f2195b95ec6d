"""The picture that the stand-in makes: a card in the picture's size with what would have been sent to the model."""

from __future__ import annotations

import hashlib
import textwrap
from typing import Any

from PIL import Image, ImageDraw, ImageFont

_MARGIN = 24


def draw(p: Any, prompt: str, negative_prompt: str, seed: int, infotext: str) -> Image.Image:
    """A card that shows prompt, negative prompt and settings; `infotext` goes into the picture's `parameters`."""
    width, height = _size(p)
    background = "#" + hashlib.sha256(f"{prompt}{negative_prompt}{seed}".encode()).hexdigest()[:6]
    image = Image.new("RGB", (width, height), background)
    settings = (
        f"{p.sampler_name} / {p.scheduler}, {p.steps} steps, CFG {p.cfg_scale}, seed {seed}, {p.width}x{p.height}"
    )
    text = "\n\n".join(
        _wrapped(part, width) for part in (p.sd_model_name or "", prompt, f"- {negative_prompt}", settings)
    )
    ImageDraw.Draw(image).multiline_text((_MARGIN, _MARGIN), text, fill=_ink(background), font=ImageFont.load_default())
    image.info["parameters"] = infotext
    return image


def _size(p: Any) -> tuple[int, int]:
    """The picture's size, after the second pass where there is one."""
    return getattr(p, "hr_upscale_to_x", 0) or p.width, getattr(p, "hr_upscale_to_y", 0) or p.height


def _wrapped(text: str, width: int) -> str:
    """The text in lines that fit; the built-in font draws Latin letters only."""
    columns = max(20, (width - 2 * _MARGIN) // 6)
    return textwrap.fill(text.encode("latin-1", "replace").decode("latin-1"), columns)


def _ink(background: str) -> str:
    """Black on light, white on dark."""
    red, green, blue = (int(background[start : start + 2], 16) for start in (1, 3, 5))
    return "black" if 0.3 * red + 0.6 * green + 0.1 * blue > 128 else "white"
