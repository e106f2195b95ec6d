"""A prompt for front ends that do not speak the webui's language: as words alone, or with simple weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..passes.inside import words_inside
from ..syntax import NETWORK, Group, Item, Kind, Part, Prompt, Tag, bare, has_comma
from ..texts import say

_COMMENT = re.compile(r"#[^\n]*")
_ESCAPE = re.compile(r"\\([()\[\]{}\\:|])")
_RUN_OF_COMMAS = re.compile(r"\s*,(?:\s*,)*\s*")
_WHEN = re.compile(r":[^:\[\]]*\]$")
_CHANGING = (Kind.SCHEDULE, Kind.ALTERNATION)


class Worded(NamedTuple):
    """The text, and what of the prompt is not in it."""

    text: str
    lost: tuple[str, ...]


def words_alone(prompt: Prompt) -> Worded:
    """The tags without weights, escapes, networks and comments, on one line."""
    text = _joined(prompt, lambda item, _: _words(item))
    return Worded(text, tuple(_lost(prompt, weights=True)))


def with_weights(prompt: Prompt, respell: Callable[[Tag], str]) -> Worded:
    """The same with weights, each as `(x:1.2)`: `respell` gives a plain tag's text."""

    def written(item: Item, weight: float) -> str:
        if isinstance(item, Tag):
            text = _weighable(item, respell)
            return _weighted(text, weight) if text and weight != 1 else text
        inner = weight * item.factor
        if any(isinstance(member, Group) for member in item.body.items):
            return _part(item.body, written, inner)
        text = _part(item.body, lambda member, _: _weighable(member, respell), 1.0)
        return _weighted(text, inner) if text else ""

    return Worded(_joined(prompt, written), tuple(_lost(prompt, weights=False)))


def _weighted(text: str, weight: float) -> str:
    return f"({text}:{weight:.4g})"


def _joined(prompt: Prompt, written: Callable[[Item, float], str]) -> str:
    pieces = (_part(part, written, 1.0) for part in prompt.parts)
    return ", ".join(piece for piece in pieces if piece)


def _part(part: Part, written: Callable[[Item, float], str], weight: float) -> str:
    """A part on one line: what a line break divided a comma divides now."""
    found = []
    for item, gap in zip(part.items, part.gaps[1:]):
        gap = _COMMENT.sub("", gap)
        found += [written(item, weight), ", " if has_comma(gap) or "\n" in gap else " "]
    return _RUN_OF_COMMAS.sub(", ", " ".join("".join(found).split())).strip(", ")


def _words(item: Item) -> str:
    if isinstance(item, Group):
        return _part(item.body, lambda member, _: _words(member), 1.0)
    if item.kind is Kind.NETWORK:
        return ""
    if item.kind in _CHANGING:
        return _one_of(item.text)
    text = item.text if item.kind in (Kind.PLAIN, Kind.PROSE, Kind.OPAQUE) else bare(item.text)
    return _ESCAPE.sub(r"\1", NETWORK.sub(" ", text))


def _weighable(item: Item, respell: Callable[[Tag], str]) -> str:
    """A tag's text where weights are known: its escapes stay."""
    if isinstance(item, Group) or item.kind is Kind.NETWORK:
        return ""
    if item.kind in _CHANGING:
        return _one_of(item.text)
    if item.kind is Kind.PLAIN:
        return respell(item)
    # What is broken would break the weights of others as well.
    return bare(item.text) if item.kind in (Kind.MALFORMED, Kind.UNBALANCED) else NETWORK.sub(" ", item.text).strip()


def _one_of(text: str) -> str:
    """What a schedule becomes in the end, or an alternation is at first."""
    pieces = words_inside(text if "|" in text else _WHEN.sub("", text))
    if not pieces:
        return ""
    return pieces[0] if "|" in text else pieces[-1]


def _lost(prompt: Prompt, weights: bool) -> Iterator[str]:
    tags = [atom for part in prompt.parts for atom in part.atoms]
    weighted = [atom for atom in tags if atom.weight != 1]
    if weights and weighted:
        names = ", ".join(f"{_words(atom.tag)} {atom.weight:.2f}".rstrip("0").rstrip(".") for atom in weighted)
        yield say("Weights are lost: {tags}.", tags=names)
    if prompt.borders:
        yield say("{words} became commas.", words=", ".join(dict.fromkeys(prompt.borders)))
    changing = [atom.tag.text for atom in tags if atom.tag.kind in _CHANGING]
    if changing:
        yield say("Of what changes while the picture is made, one state is left: {texts}.", texts=", ".join(changing))
    opaque = [atom.tag.text for atom in tags if atom.tag.kind is Kind.OPAQUE]
    if opaque:
        yield say("This belongs to an extension and was left as it is: {texts}.", texts=", ".join(opaque))
    if any("#" in gap for part in prompt.parts for gap in part.gaps):
        yield say("Comments are left out.")
