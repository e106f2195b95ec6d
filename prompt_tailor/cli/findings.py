"""Findings for people to read: each with its line, and a caret under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from ..texts import say, translated

_WIDTH = 100
"""Longer lines are cut around the place."""
_AROUND = 40


def shown(diagnostics: Iterable[Mapping], texts: Mapping[str, str], name: str, language: str) -> Iterator[str]:
    """The lines to print. `texts`: the checked prompts by `where`; `name` stands in place of `prompt`, for files."""
    for found in diagnostics:
        where = name if name and found["where"] == "prompt" else found["where"] or name
        message = translated(found["message"], language)
        if found["span"] is None:
            yield f"{f'{where}: ' if where else ''}{found['severity']} {found['code']}: {message}"
            continue
        text, (start, end) = texts[found["where"]], found["span"]
        line_start = text.rfind("\n", 0, start) + 1
        line = text[line_start:].split("\n", 1)[0]
        number = text.count("\n", 0, start) + 1
        yield f"{where}:{number}:{start - line_start + 1}: {found['severity']} {found['code']}: {message}"
        yield from _pointed(line, start - line_start, end - line_start)
        if found["fix"]:
            yield f"    {_offer(found['fix'], language)}"


def _pointed(line: str, start: int, end: int) -> Iterator[str]:
    """The line, cut where it is long, and carets under a stretch of it."""
    end = min(max(end, start + 1), len(line) + 1)
    first = max(0, start - _AROUND) if len(line) > _WIDTH else 0
    last = min(len(line), max(end, start) + _AROUND) if len(line) > _WIDTH else len(line)
    before, cut = "…" if first else "", "…" if last < len(line) else ""
    yield f"    {before}{_plain(line[first:last])}{cut}"
    pad = len(before) + columns(line[first:start])
    yield f"    {' ' * pad}{'^' * max(1, columns(line[start:end]))}"


def columns(text: str) -> int:
    """How many columns a terminal gives a text: two for wide signs, none for marks that join the one before."""
    return sum(_columns(mark) for mark in text)


def _columns(mark: str) -> int:
    if unicodedata.combining(mark) or unicodedata.category(mark) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1


def _plain(text: str) -> str:
    """A text without control characters, which a terminal would obey."""
    return "".join(mark if mark.isprintable() or _columns(mark) == 0 else " " for mark in text)


def _offer(fix: Mapping, language: str) -> str:
    label = fix["label"]
    offer = say("fix: {label}", label=label) if fix["safe"] else say("fix, not safe: {label}", label=label)
    return translated(offer, language)
