"""The words inside a text that moves whole, in order: how `[red:blue:0.5] hair` or `{smile|blush}` is placed."""

from __future__ import annotations

import re

_WILDCARD = re.compile(r"__[^\s,<>]+?__")
_QUOTED = re.compile(r"[\"'“”‘「『【《〈（［〔]+(.+?)(?:[:：]\s*[\d.]+\s*)?[\"'“”’」』】》〉）］〕]+")
_DIVIDERS = re.compile(r"(?<!\\)[\[\](){}|,<>\n]|(?<=\w):|\$\$|::")


def words_inside(text: str) -> list[str]:
    """`{smile, open mouth|:d}` -> `smile`, `open mouth`, `:d`. Wildcards and bare numbers say nothing."""
    pieces = _DIVIDERS.split(_WILDCARD.sub(",", text))
    return [piece.strip() for piece in pieces if piece and any(mark.isalpha() for mark in piece) or ":" in piece]


def unquoted(text: str) -> str | None:
    """The words between quotation marks or full-width brackets around a whole tag: `「smile」`, `（smile:1.2）`.

    None without such marks. To the webui they are letters; they say nothing of what the tag is about.
    """
    found = _QUOTED.fullmatch(text)
    return found[1] if found else None
