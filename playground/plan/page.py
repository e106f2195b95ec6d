"""A result as HTML for the page: its infotexts, and for a plan the sizes drawn to scale."""

from __future__ import annotations

from html import escape
from typing import Any

from playground.plan.card import LABEL

_PIXELS = 10
"""Pixels of a picture for one of the drawing."""
_SQUARE = (1024, 1024)


def infotexts_html(infotexts: list[str]) -> str:
    """The infotexts, one below the other."""
    return "".join(f"<pre class='infotext'>{escape(text)}</pre>" for text in infotexts)


def plan_html(p: Any, infotexts: list[str]) -> str:
    """The same under a heading that says that it is a plan, with the sizes."""
    note = "Nothing was painted: this is what would have been sent to the model."
    return f"<h3 class='plan'>{LABEL}</h3><p>{note}</p>{size_drawing(p)}{infotexts_html(infotexts)}"


def size_drawing(p: Any) -> str:
    """Both passes' sizes to scale as SVG, over a square of 1024 x 1024 for comparison where neither is that."""
    first = (p.width, p.height)
    last = (getattr(p, "hr_upscale_to_x", 0) or p.width, getattr(p, "hr_upscale_to_y", 0) or p.height)
    compared = _SQUARE not in (first, last)
    frames = [("square", *_SQUARE)] * compared + [("second", *last)] * (last != first) + [("first", *first)]
    wide, high = (max(frame[place] for frame in frames) / _PIXELS for place in (1, 2))
    boxes = "".join(
        f"<rect class='{kind}' x='1' y='{high - height / _PIXELS + 1:g}' width='{width / _PIXELS:g}'"
        f" height='{height / _PIXELS:g}'><title>{width}x{height}</title></rect>"
        for kind, width, height in frames
    )
    names = ", then ".join(f"{width}x{height}" for width, height in dict.fromkeys([first, last]))
    note = "; dashed: {}x{}".format(*_SQUARE) if compared else ""
    return (
        f"<figure class='plan-size'><svg width='{wide + 2:g}' height='{high + 2:g}' role='img' aria-label='{names}'>"
        f"{boxes}</svg><figcaption>{names}{note}</figcaption></figure>"
    )
