"""How the webui reads emphasis: `(x)` times 1.1, `[x]` divided by 1.1, `(x:1.3)`, escapes, and BREAK."""

from __future__ import annotations

import re

from modules.prompt_schedules import get_learned_conditioning_prompt_schedules, get_multicond_prompt_list

__all__ = ["get_learned_conditioning_prompt_schedules", "get_multicond_prompt_list", "parse_prompt_attention"]

_TOKEN = re.compile(r"\\[\\()\[\]]|\\|\(|\[|:\s*([+-]?[.\d]+)\s*\)|\)|\]|[^\\()\[\]:]+|:")
_BREAK = re.compile(r"\s*\bBREAK\b\s*", re.DOTALL)
_ROUND, _SQUARE = 1.1, 1 / 1.1

Fragment = list
"""A text and its weight."""


def parse_prompt_attention(text: str) -> list[Fragment]:
    """The prompt as texts with weights, neighbours of one weight joined; `["BREAK", -1]` starts a new chunk.

    Raises ValueError for a weight that is no number, as the webui does.
    """
    found: list[Fragment] = []
    opened: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        _read(match, found, opened)
    for mark, start in opened:
        _multiply(found, start, _ROUND if mark == "(" else _SQUARE)
    return _joined(found) or [["", 1.0]]


def _read(match: re.Match, found: list[Fragment], opened: list[tuple[str, int]]) -> None:
    token, weight = match.group(), match.group(1)
    if token.startswith("\\"):
        found.append([token[1:], 1.0])
    elif token in "([":
        opened.append((token, len(found)))
    elif weight is not None and _last(opened, "(") is not None:
        _multiply(found, _close(opened, "("), float(weight))
    elif token == ")" and _last(opened, "(") is not None:
        _multiply(found, _close(opened, "("), _ROUND)
    elif token == "]" and _last(opened, "[") is not None:
        _multiply(found, _close(opened, "["), _SQUARE)
    else:
        for place, part in enumerate(_BREAK.split(token)):
            if place:
                found.append(["BREAK", -1.0])
            found.append([part, 1.0])


def _last(opened: list[tuple[str, int]], mark: str) -> int | None:
    """Where the innermost open bracket of a kind is in the list."""
    return next((place for place in reversed(range(len(opened))) if opened[place][0] == mark), None)


def _close(opened: list[tuple[str, int]], mark: str) -> int:
    """Close the innermost bracket of a kind; returns where its content starts."""
    return opened.pop(_last(opened, mark))[1]


def _multiply(found: list[Fragment], start: int, factor: float) -> None:
    for fragment in found[start:]:
        fragment[1] *= factor


def _joined(found: list[Fragment]) -> list[Fragment]:
    joined: list[Fragment] = []
    for text, weight in found:
        if joined and joined[-1][1] == weight and weight != -1.0:
            joined[-1][0] += text
        elif text or weight == -1.0:
            joined.append([text, weight])
    return joined
