"""From text to marks: the places in a prompt that mean something to the webui or to its neighbours.

Everything between two marks is plain text. The order of the alternatives is the order in which the hosts look:
comments first, then networks, then brackets (`reference` of each rule: A1111 v1.10.1 `modules/`).
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import NamedTuple


class Sign(str, Enum):
    """What a mark is."""

    COMMENT = "comment"
    NETWORK = "network"
    ESCAPE = "escape"
    WILDCARD = "wildcard"
    NAI_OPEN = "nai_open"
    NAI_CLOSE = "nai_close"
    WEIGHT = "weight"
    OPEN = "open"
    CLOSE = "close"
    BRACE = "brace"
    COMMA = "comma"
    NEWLINE = "newline"
    BAR = "bar"
    COLON = "colon"
    BORDER = "border"
    OPAQUE = "opaque"


class Mark(NamedTuple):
    """One meaningful stretch of the text, `start` included, `end` not."""

    sign: Sign
    start: int
    end: int


_COMMENT = r"(?P<comment>\#[^\n]*)"  # processing_scripts/comments.py: to the end of the line, anywhere, no escape
_NETWORK = r"|(?P<network><\w+:[^>]+>)"  # extra_networks.py:re_extra_net
_REST = r"""
|(?P<escape>\\[()\[\]{}\\|]|\\:(?!\s*[+-]?[.\d]+\s*\)))
|(?P<wildcard>__[^\s,<>]+?__)
|(?P<nai_open>(?<![\w.])-?\d*\.?\d+::)
|(?P<nai_close>::)
|(?P<weight>:\s*[+-]?[.\d]+\s*\))
|(?P<open>[(\[])
|(?P<close>[)\]])
|(?P<brace>[{}])
|(?P<comma>[,，、])
|(?P<newline>\n)
|(?P<bar>\|)
|(?P<colon>:)
|(?P<border>\b(?:BREAK|AND|ADDCOL|ADDROW|ADDCOMM|ADDBASE|ADDP)\b)
"""
_WITH_NETWORKS = re.compile(_COMMENT + _NETWORK + _REST, re.VERBOSE)
_WITHOUT_NETWORKS = re.compile(_COMMENT + _REST, re.VERBOSE)
_OPAQUE_BRACKETS = frozenset({"{", "::"})
_SIGNS = {sign.value: sign for sign in Sign}


def lex(text: str) -> list[Mark]:
    """The marks of a text in order, without overlap; braces and NovelAI weights that close are one OPAQUE mark."""
    marks = _raw_marks(text)
    if "{" in text or "::" in text:
        marks = _fold_opaque(text, marks)
    return marks


def _raw_marks(text: str) -> list[Mark]:
    # After the last ">" no network can close; searching on for one at each "<" would take quadratic time.
    last_network_end = text.rfind(">") if "<" in text else -1
    position, marks = 0, []
    while position <= last_network_end:
        found = _WITH_NETWORKS.search(text, position)
        if found is None:
            return marks
        position = found.end()
        marks.append(Mark(_SIGNS[found.lastgroup], found.start(), position))
    for found in _WITHOUT_NETWORKS.finditer(text, position):
        marks.append(Mark(_SIGNS[found.lastgroup], found.start(), found.end()))
    return marks


def _fold_opaque(text: str, marks: list[Mark]) -> list[Mark]:
    """Make one mark of each `{…}` and each `1.2::…::` whose inside is balanced; the others are letters."""
    ends = _opaque_ends(text, marks)
    folded: list[Mark] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if index in ends:
            start = mark.start - 1 if text[mark.start - 1 : mark.start] == "$" else mark.start
            folded.append(Mark(Sign.OPAQUE, start, marks[ends[index]].end))
            index = ends[index]
        elif mark.sign in (Sign.NAI_OPEN, Sign.NAI_CLOSE):
            folded += [Mark(Sign.COLON, mark.end - 2, mark.end - 1), Mark(Sign.COLON, mark.end - 1, mark.end)]
        elif mark.sign is not Sign.BRACE:
            folded.append(mark)
        index += 1
    return folded


def _opaque_ends(text: str, marks: list[Mark]) -> dict[int, int]:
    """For each mark that opens a balanced opaque stretch the index of the mark that closes it."""
    ends: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    waiting = Counter[str]()
    for index, mark in enumerate(marks):
        opening, closing = _role(text, mark)
        if opening:
            opened.append((opening, index))
            waiting[opening] += 1
        elif closing in _OPAQUE_BRACKETS:
            if opened and opened[-1][0] == closing:
                ends[opened.pop()[1]] = index
                waiting[closing] -= 1
        elif waiting[closing]:
            # A round or square bracket that closes one outside: what was opened in between is letters.
            while opened[-1][0] in _OPAQUE_BRACKETS:
                waiting[opened.pop()[0]] -= 1
            if opened[-1][0] == closing:
                opened.pop()
                waiting[closing] -= 1
    return ends


def _role(text: str, mark: Mark) -> tuple[str, str]:
    """What a mark opens and what it closes, each named by its opening bracket."""
    if mark.sign is Sign.OPEN:
        return text[mark.start], ""
    if mark.sign in (Sign.CLOSE, Sign.WEIGHT):
        return "", "[" if text[mark.end - 1] == "]" else "("
    if mark.sign is Sign.BRACE:
        return ("{", "") if text[mark.start] == "{" else ("", "{")
    if mark.sign is Sign.NAI_OPEN:
        return "::", ""
    return "", "::" if mark.sign is Sign.NAI_CLOSE else ""
