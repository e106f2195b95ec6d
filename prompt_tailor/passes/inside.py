"""The words inside a text that moves whole, in order: how `[red:blue:0.5] hair` or `{smile|blush}` is placed."""

from __future__ import annotations

import re

_WILDCARD = re.compile(r"__[^\s,<>]+?__")
_QUOTED = re.compile(r"[\"'“”‘「『【《〈（［〔]+(.+?)(?:[:：]\s*[\d.]+\s*)?[\"'“”’」』】》〉）］〕]+")
_DIVIDERS = re.compile(r"::|\$\$|(?<!\\)[\[\](){}|,<>\n]|(?<=\w):")
_CHOICE = re.compile(
    r"(?<!\\)(?:\{(?:[\d.-]+\$\$)?([^{}|]+)\|[^{}]*\}|\[([^\[\]|:]+)(?:\|[^\[\]:]*|(?::[^\[\]:]*){1,2})\])"
)
_LIST = re.compile(r"([^()\[\]]*\w[^()\[\]]*)(?<!\\)[(\[][^()\[\],]*[^()\[\],\s][^()\[\],]*,")
_SHARE = re.compile(r"^\s*[\d.]+::")


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


def with_first_choice(text: str) -> str | None:
    """`{red|blue} hair` and `[red:blue:0.5] hair` -> `red hair`; None without letters around the choice."""
    chosen = _CHOICE.sub(lambda found: _SHARE.sub("", found[1] or found[2]), text)
    if chosen == text or not any(mark.isalpha() for mark in _CHOICE.sub("", text)):
        return None
    return chosen


def before_list(text: str) -> str | None:
    """`1girl (red hair, green eyes)` -> `1girl`: what a list in brackets tells more of; None without one."""
    found = _LIST.match(text)
    return found[1].strip() if found else None
