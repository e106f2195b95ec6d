"""Sentences in a prompt: their commas do not divide tags.

Models such as AIDXL take sentences beside tags, and people paste whole captions. A sentence starts like one (a capital
letter, `a girl`, `she`), reads like one (a verb, or the little words that tags do not have), and ends in a full stop.
Where it ends does not hang on what stands behind it, so that a moved sentence is still one.
"""

from __future__ import annotations

import re

from .nodes import Item, Kind, Part, Tag

LONGEST = 24
"""A sentence of more comma-separated pieces than this is not believed to be one."""
FEWEST_BLANKS = 2
"""A first piece of fewer words than these blanks divide is a tag."""

_START = re.compile(r"(?:[A-Z][a-z]*|an?|the|she|he|they|it|her|his|their|its|this|there|in the)\s")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|wears|stands|sits|holds|looks|smiles|walks|runs|rides|lies|leans|emits|glows"
    r"|shows|depicts|features|captures|does|can|will)\b"
)
_LITTLE_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "with",
        "in",
        "on",
        "at",
        "and",
        "or",
        "is",
        "are",
        "was",
        "has",
        "have",
        "to",
        "from",
        "by",
        "as",
        "into",
        "over",
        "under",
        "her",
        "his",
        "their",
        "its",
        "that",
        "this",
        "which",
        "who",
        "while",
        "she",
        "he",
        "they",
        "it",
    ]
)
_LITTLE_SHARE = 0.22
_WORDS_A_PIECE = 3
_FEWEST_WORDS = 4
_END = re.compile(r"\w[\"'”’)]*[.。…]+[\"'”’)]*$")
_END_WITHIN = re.compile(r"[a-z]{3}\.\s+[a-z(]")
"""Where the user went on without a comma: `looking at the sky. masterpiece`."""
_CALL = re.compile(r"[!?！？][\"'”’)]*$|[a-z]{3}[!?]\s+[a-z(]")
"""Ends a sentence of one piece only: behind a comma it is most likely a name's (`love live!`, `hugtto! precure`)."""


def join_sentences(part: Part) -> Part:
    """The part with each sentence as one PROSE tag."""
    if not may_hold_sentences(part):
        return part
    items: list[Item] = []
    gaps = [part.gaps[0]]
    index = 0
    while index < len(part.items):
        end = _sentence_end(part, index) if _may_start(part.items[index]) else None
        if end is None:
            items.append(part.items[index])
            end = index
        else:
            items.append(_joined(part, index, end))
        gaps.append(part.gaps[end + 1])
        index = end + 1
    return Part(tuple(items), tuple(gaps))


def may_hold_sentences(part: Part) -> bool:
    """Whether one of its tags may begin a sentence."""
    return any([_may_start(item) for item in part.items])


def _may_start(item: Item) -> bool:
    return isinstance(item, Tag) and item.text.count(" ") >= FEWEST_BLANKS and _START.match(item.text) is not None


def _sentence_end(part: Part, start: int) -> int | None:
    """The index of the item that ends the sentence; None when there is none, or it holds what must not be joined."""
    for index in range(start, min(start + LONGEST, len(part.items))):
        item = part.items[index]
        if isinstance(item, Tag) and item.kind is Kind.UNBALANCED:
            return None
        if index > start and "#" in part.gaps[index]:
            return None
        pieces = part.items[start : index + 1]
        if _END.search(item.text) or (index == start and _CALL.search(item.text)):
            return index if _reads_like_a_sentence(pieces) else None
        if _END_WITHIN.search(item.text):
            return index if _reads_like_a_sentence(pieces) and _has_long_pieces(pieces) else None
    return None


def _reads_like_a_sentence(pieces: tuple[Item, ...]) -> bool:
    words = _words(" ".join(piece.text for piece in pieces))
    if len(words) < _FEWEST_WORDS:
        return False
    if _VERB.search(pieces[0].text):
        return True
    share = sum(word in _LITTLE_WORDS for word in words) / len(words)
    return share >= _LITTLE_SHARE and len(words) >= _WORDS_A_PIECE * len(pieces) and _ends_like_a_sentence(pieces)


def _ends_like_a_sentence(pieces: tuple[Item, ...]) -> bool:
    """Whether the last of several pieces is no name with a full stop: `the legend of zelda, super smash bros.`"""
    last = _words(pieces[-1].text.split(".")[0])
    return len(pieces) == 1 or any(word in _LITTLE_WORDS or word.endswith("ing") for word in last)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def _has_long_pieces(pieces: tuple[Item, ...]) -> bool:
    """Whether its pieces are no tags between which somebody wrote a full stop."""
    return sum(piece.text.count(" ") + 1 for piece in pieces) >= _WORDS_A_PIECE * len(pieces)


def _joined(part: Part, start: int, end: int) -> Tag:
    written = [part.items[start].text]
    for index in range(start + 1, end + 1):
        written += (part.gaps[index], part.items[index].text)
    return Tag("".join(written), Kind.PROSE, part.items[start].at)
