"""From text to marks: the places in a prompt that mean something to the webui or to its neighbours.

Everything between two marks is plain text. The order of the alternatives is the order in which the hosts look:
comments first, then networks, then brackets (`reference` of each rule: A1111 v1.10.1 `modules/`).
"""

from __future__ import annotations

import re
from collections import Counter, deque
from enum import Enum
from functools import partial
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
    TANGLE = "tangle"
    """Braces around brackets that do not close inside: from here to the end nothing can be told apart."""


class Mark(NamedTuple):
    """One meaningful stretch of the text, `start` included, `end` not."""

    sign: Sign
    start: int
    end: int


_mark = partial(tuple.__new__, Mark)
"""A Mark of a triple, without the call that the class would make."""

_SPECIAL = re.compile(r"[#<\\_(\[)\]{},，、\n|:]")
_SINGLE = {
    ",": Sign.COMMA, "，": Sign.COMMA, "、": Sign.COMMA, "\n": Sign.NEWLINE, "(": Sign.OPEN, "[": Sign.OPEN,
    ")": Sign.CLOSE, "]": Sign.CLOSE, "{": Sign.BRACE, "}": Sign.BRACE, "|": Sign.BAR,
}  # fmt: skip
_LONGER = {
    "#": (Sign.COMMENT, re.compile(r"#[^\n]*")),  # processing_scripts/comments.py: to the line's end, no escape
    # extra_networks.py:re_extra_net, after comments are gone: one that ends in a later line runs through them.
    "<": (Sign.NETWORK, re.compile(r"<\w+:(?!>)[^>#]*(?:#[^\n]*\n[^>#]*)*>")),
    "_": (Sign.WILDCARD, re.compile(r"__[^\s,<>#]+?__")),  # dynamic prompts, Unprompted and their kin
    # A backslash before `:1.2)` does not keep the webui from reading a weight.
    "\\": (Sign.ESCAPE, re.compile(r"\\[()\[\]{}\\|]|\\:(?!\s*[+-]?[.\d]+\s*\))")),
}
_WEIGHT = re.compile(r":\s*[+-]?[.\d]+\s*\)")  # prompt_parser.py:re_attention
_NUMBER_BEFORE = re.compile(r"(?<![\w.])-?\d*\.?\d+$")
_LONGEST_NUMBER = 12
_BORDER = re.compile(
    r"\b(?:BREAK|AND(?:_(?:PERP|SALT|TOPK))?|ADDCOL|ADDROW|ADDCOMM|ADDBASE|ADDP)\b|(?<![^\s,，、])(?://|/\*)"
)
"""Words that divide a prompt; and `//`, `/*`, which begin comments in reForge and Forge Neo. `.hack//` begins none."""
BORDER_BEGINNINGS = ("BREAK", "AND", "ADD", "//", "/*")
"""What a text holds that has any such word."""
_OPAQUE_BRACKETS = frozenset({"{", "::"})


def lex(text: str) -> list[Mark]:
    """The marks of a text in order, without overlap; braces and NovelAI weights that close are one OPAQUE mark."""
    marks = _raw_marks(text)
    if "{" in text or "::" in text:
        marks = _fold_opaque(text, marks)
    return marks


def _raw_marks(text: str) -> list[Mark]:
    # After the last ">" no network can close; trying one at each "<" would take quadratic time.
    last_network_end = text.rfind(">")
    borders = _borders(text)
    marks: list[Mark] = []
    position = 0
    for found in _SPECIAL.finditer(text):
        start = found.start()
        if start < position:  # inside a longer mark
            continue
        while borders and borders[0].start < start:
            marks.append(borders.popleft())
        mark = text[start]
        sign = _SINGLE.get(mark)
        if sign is not None:
            position = start + 1
            marks.append(_mark((sign, start, position)))
            continue
        if mark == ":":
            marks.append(_colon_mark(text, position, start))
        elif mark != "<" or start < last_network_end:
            sign, pattern = _LONGER[mark]
            longer = pattern.match(text, start)
            if longer:
                marks.append(Mark(sign, start, longer.end()))
        position = max(start + 1, marks[-1].end if marks else 0)
        while borders and borders[0].start < position:
            borders.popleft()
    return [*marks, *borders]


def _borders(text: str) -> deque[Mark]:
    """The words that divide a prompt into parts; a comment or network that holds one takes it away."""
    if not any(beginning in text for beginning in BORDER_BEGINNINGS):
        return deque()
    return deque(Mark(Sign.BORDER, found.start(), found.end()) for found in _BORDER.finditer(text))


def _colon_mark(text: str, after: int, start: int) -> Mark:
    """What the colon at `start` is: `:1.2)`, the `1.2::` or `::` of NovelAI, or a colon."""
    if text.startswith("::", start) and not _WEIGHT.match(text, start + 1):
        number = _NUMBER_BEFORE.search(text, max(after, start - _LONGEST_NUMBER), start)
        return Mark(Sign.NAI_OPEN, number.start(), start + 2) if number else Mark(Sign.NAI_CLOSE, start, start + 2)
    weight = _WEIGHT.match(text, start)
    return Mark(Sign.WEIGHT, start, weight.end()) if weight else Mark(Sign.COLON, start, start + 1)


def _fold_opaque(text: str, marks: list[Mark]) -> list[Mark]:
    """Make one mark of each `{…}` and each `1.2::…::` whose inside is balanced; the others are letters."""
    ends = _opaque_ends(text, marks)
    tangle = _first_tangle(text, marks, ends)
    folded: list[Mark] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if index == tangle:
            return [*folded, Mark(Sign.TANGLE, mark.start, len(text))]
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
            while closing == "{" and opened and opened[-1][0] == "::":
                waiting[opened.pop()[0]] -= 1  # `{2::a|1::b}`: there the numbers are the choice's own
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


def _first_tangle(text: str, marks: list[Mark], ends: dict[int, int]) -> int | None:
    """The first brace that has a partner by the braces alone, but none once the other brackets are looked at."""
    opened: list[int] = []
    tangled: list[int] = []
    for index, mark in enumerate(marks):
        if mark.sign is not Sign.BRACE:
            continue
        if text[mark.start] == "{":
            opened.append(index)
        elif opened:
            first = opened.pop()
            if ends.get(first) != index:
                tangled.append(first)
    return min(tangled, default=None)


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
