"""Prompts that change while a picture is painted: `[from:to:when]`, `[a|b]`, and the prompts that AND composes.

How they are read: A1111 v1.10.1 `prompt_parser.py`, whose grammar knows no `|` outside of square brackets: a prompt
with one is sent as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_AND = re.compile(r"\bAND\b")
_WEIGHT = re.compile(r"(.*?)(?:\s*:\s*([-+]?(?:\d+\.?|\d*\.\d+)))?\s*", re.DOTALL)
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*")
_CLOSING = {"[": "]", "(": ")"}

Text = Sequence["str | _Scheduled | _Alternating"]
When = Callable[[str], int]
"""The last step before a change, of the number in the prompt."""


class _Scheduled(NamedTuple):
    before: Text
    after: Text
    when: str


class _Alternating(NamedTuple):
    options: list[Text]


class _StrayBarError(Exception):
    """A `|` stands outside of square brackets."""


def get_learned_conditioning_prompt_schedules(
    prompts: Sequence[str], base_steps: int, hires_steps: int | None = None
) -> list[list[tuple[int, str]]]:
    """For each prompt its texts in their order, each with the last step (from 1) that it is for.

    `hires_steps` is given for the second pass. There a share (`0.5`) counts from 1 and a number of steps goes on from
    the first pass's.
    """
    steps = base_steps if hires_steps is None else hires_steps

    def last_step(number: str) -> int:
        if "." in number:
            return min(steps, int((float(number) - (hires_steps is not None)) * steps))
        return min(steps, int(float(number)) - (0 if hires_steps is None else base_steps))

    return [_schedule(prompt, steps, last_step) for prompt in prompts]


def get_multicond_prompt_list(prompts: Sequence[str]) -> list[list[tuple[str, float]]]:
    """For each prompt those that AND composes it of, with their weights."""
    found = [[_WEIGHT.fullmatch(section) for section in _AND.split(prompt)] for prompt in prompts]
    return [[(match[1], float(match[2] or 1)) for match in matches] for matches in found]


def _schedule(prompt: str, steps: int, last_step: When) -> list[tuple[int, str]]:
    try:
        text = _read(prompt)
    except _StrayBarError:
        return [(steps, prompt)]
    ends = sorted({steps, *_ends(text, steps, last_step)})
    return [(end, _at(text, end, last_step)) for end in ends]


def _ends(text: Text, steps: int, last_step: When) -> set[int]:
    """The last steps before something changes."""
    found: set[int] = set()
    for piece in text:
        if isinstance(piece, _Scheduled):
            found |= {last_step(piece.when)} if last_step(piece.when) >= 1 else set()
            found |= _ends(piece.before, steps, last_step) | _ends(piece.after, steps, last_step)
        elif isinstance(piece, _Alternating):
            found |= set(range(1, steps + 1))
    return found


def _at(text: Text, step: int, last_step: When) -> str:
    """The text at a step."""
    read = []
    for piece in text:
        if isinstance(piece, _Scheduled):
            read.append(_at(piece.before if step <= last_step(piece.when) else piece.after, step, last_step))
        elif isinstance(piece, _Alternating):
            read.append(_at(piece.options[(step - 1) % len(piece.options)], step, last_step))
        else:
            read.append(piece)
    return "".join(read)


def _read(text: str) -> Text:
    """The pieces of a text. Raises _StrayBarError."""
    pieces: list = []
    place = 0
    while place < len(text):
        mark = text[place]
        end = _end_of(text, place) if mark in _CLOSING else None
        if end is not None:
            inner = text[place + 1 : end]
            pieces += _read_square(inner) if mark == "[" else ["(", *_read(inner), ")"]
            place = end + 1
            continue
        if mark == "|":
            raise _StrayBarError
        length = 2 if mark == "\\" else 1
        pieces.append(text[place : place + length])
        place += length
    return pieces


def _read_square(inner: str) -> Text:
    """What stands between square brackets: a schedule, an alternation, or weaker text, which keeps its brackets."""
    parts = _split(inner, ":")
    number = _NUMBER.fullmatch(parts[-1])
    if number and len(parts) in (2, 3):
        before = _read(parts[0]) if len(parts) == 3 else []
        return [_Scheduled(before, _read(parts[-2]), number[1])]
    options = _split(inner, "|")
    if len(options) > 1:
        return [_Alternating([_read(option) for option in options])]
    return ["[", *_read(inner), "]"]


def _split(text: str, mark: str) -> list[str]:
    """The parts between those marks that stand in no brackets."""
    parts, start, place = [], 0, 0
    while place < len(text):
        if text[place] in _CLOSING:
            place = _end_of(text, place) or place
        elif text[place] == "\\":
            place += 1
        elif text[place] == mark:
            parts.append(text[start:place])
            start = place + 1
        place += 1
    return [*parts, text[start:]]


def _end_of(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` is closed; None where it is not, or another closes before."""
    opened: list[str] = []
    place = start
    while place < len(text):
        mark = text[place]
        if mark == "\\":
            place += 1
        elif mark in _CLOSING:
            opened.append(_CLOSING[mark])
        elif mark in _CLOSING.values():
            if opened.pop() != mark:
                return None
            if not opened:
                return place
        place += 1
    return None
