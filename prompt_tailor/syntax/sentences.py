"""Sentences in a prompt: their commas do not divide tags.

A sentence starts like one (`The girl …`, `She …`, `A girl is …`), has a verb, and ends in a full stop.
"""

from __future__ import annotations

import re

from .nodes import Item, Kind, Part, Tag

FEWEST_BLANKS = 2
LONGEST = 12
"""A sentence of more comma-separated pieces than this is not believed to be one."""

_START = re.compile(r"(?:[A-Z][a-z]+|an?|the|she|he|they|it|her|his|their|its|this|there|in the)\s", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|wears|stands|sits|holds|looks|smiles|walks|runs|rides|lies|leans|emits|glows"
    r"|does|can|will)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?。！？…][\"'”’)]*$")


def is_clause(text: str) -> bool:
    """Whether a piece of text reads like the beginning of a sentence, not like a tag."""
    return text.count(" ") >= FEWEST_BLANKS and _START.match(text) is not None and _VERB.search(text) is not None


def join_sentences(part: Part) -> Part:
    """The part with each sentence as one PROSE tag."""
    starts = [
        index
        for index, item in enumerate(part.items)
        if isinstance(item, Tag) and item.text.count(" ") >= FEWEST_BLANKS and is_clause(item.bare)
    ]
    if not starts:
        return part
    items: list[Item] = []
    gaps = [part.gaps[0]]
    index = 0
    while index < len(part.items):
        end = _sentence_end(part, index) if index in starts else None
        if end is None:
            items.append(part.items[index])
            end = index
        else:
            items.append(_joined(part, index, end))
        gaps.append(part.gaps[end + 1])
        index = end + 1
    return Part(tuple(items), tuple(gaps))


def _sentence_end(part: Part, start: int) -> int | None:
    """The index of the item that ends the sentence; None when none does, or it holds what must not be joined."""
    for index in range(start, min(start + LONGEST, len(part.items))):
        item = part.items[index]
        if isinstance(item, Tag) and item.kind is Kind.UNBALANCED:
            return None
        if index > start and "#" in part.gaps[index]:
            return None
        if _END.search(item.text):
            return index
    return None


def _joined(part: Part, start: int, end: int) -> Tag:
    written = [part.items[start].text]
    for index in range(start + 1, end + 1):
        written += (part.gaps[index], part.items[index].text)
    return Tag("".join(written), Kind.PROSE, part.items[start].at)
