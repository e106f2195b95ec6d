"""Counting tokens as the webui does: 75 to a chunk, a comma's tag moved over the edge, BREAK starting a new one.

Source: A1111 v1.10.1 `modules/sd_hijack_clip.py:tokenize_line`; the pieces are those of CLIP's tokenizer
(`clip/simple_tokenizer.py`), each of which is at least one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..passes.inside import words_inside
from ..syntax import NETWORK, Group, Kind, Part, Prompt, Tag, bare
from .checked import CountTokens

CHUNK = 75
BACKTRACK = 20
"""The webui's `comma_padding_backtrack` as it comes: so many tokens behind a comma move to the next chunk."""

_PIECE = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+|_+", re.IGNORECASE)
_COMMENT = re.compile(r"#[^\n]*")
_ESCAPE = re.compile(r"\\(.)")
_CHANGING = frozenset({Kind.SCHEDULE, Kind.ALTERNATION, Kind.OPAQUE})


class Run(NamedTuple):
    """Tokens that belong together. `tag` is None for commas."""

    tag: Tag | None
    tokens: int


_COMMA = (Run(None, 1),)


@lru_cache(maxsize=65536)
def at_least(text: str) -> int:
    """The fewest tokens that CLIP's tokenizer can make of a text. Rare words are more."""
    return len(_PIECE.findall(text))


def runs(part: Part, count: CountTokens) -> Iterator[Run]:
    """A part's tags and commas with their tokens, in order."""
    yield from _commas(part.gaps[0])
    for item, gap in zip(part.items, part.gaps[1:]):
        if isinstance(item, Group):
            yield from runs(item.body, count)
        else:
            yield Run(item, _tokens(item, count))
        yield from _commas(gap)


def total(prompt: Prompt, count: CountTokens) -> int:
    """The tokens of the longest of the prompts that AND divides."""
    return max(
        sum(run.tokens for index in section for run in runs(prompt.parts[index], count))
        for section in prompt.sections()
    )


def first_beyond(prompt: Prompt, count: CountTokens, limit: int) -> Tag | None:
    """The first tag with a token beyond the limit."""
    for section in prompt.sections():
        spent = 0
        for run in (run for index in section for run in runs(prompt.parts[index], count)):
            spent += run.tokens
            if spent > limit and run.tag is not None:
                return run.tag
    return None


def cut(part: Part, count: CountTokens) -> list[Tag]:
    """The tags that a chunk's edge divides, because they are longer than what the webui moves over it."""
    found: list[Tag] = []
    filled, behind_comma = 0, 0
    for run in runs(part, count):
        if run.tag is None:
            filled, behind_comma = (filled + run.tokens) % CHUNK, 0
            continue
        if filled + run.tokens > CHUNK:
            if behind_comma + (CHUNK - filled) <= BACKTRACK and behind_comma < filled:
                filled = behind_comma
            elif filled < CHUNK:
                found.append(run.tag)
        filled = (filled + run.tokens - 1) % CHUNK + 1 if run.tokens else filled
        behind_comma += run.tokens
    return found


def _commas(gap: str) -> tuple[Run, ...]:
    """The commas of a gap, as a run; none where there are none."""
    return _COMMA if gap == ", " else _counted_commas(gap)


def _counted_commas(gap: str) -> tuple[Run, ...]:
    commas = sum(mark in ",，、" for mark in _COMMENT.sub("", gap))
    return (Run(None, commas),) if commas else ()


def _tokens(tag: Tag, count: CountTokens) -> int:
    if tag.kind is Kind.NETWORK:
        return 0
    if tag.kind in _CHANGING:
        return max((count(piece) for piece in words_inside(tag.text)), default=0)
    text = tag.text
    if tag.kind is not Kind.PLAIN:
        text = bare(text)
    elif "<" in text:
        text = NETWORK.sub(" ", text)
    return count(_ESCAPE.sub(r"\1", text) if "\\" in text else text)
