"""The parts of a prompt: what they hold and how they are written back.

Everything is an immutable tuple that keeps its source text, so a prompt nobody touched prints byte for byte.
Blanks, commas, line breaks and comments live in the *gaps* between items; inside one only where it is kept whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, partial
from typing import NamedTuple

from ..lazy import lazy

NETWORK = re.compile(r"<\w+:[^>]+>")
"""An extra network as the webui finds it. Source: `modules/extra_networks.py:re_extra_net`."""

ADDED = -1
"""The `at` of a tag that nobody typed."""

_BORDER_INSIDE = re.compile(r"\b(?:BREAK|AND|ADDCOL|ADDROW|ADDCOMM|ADDBASE)\b")
_SUSPICIOUS = re.compile(r"[{}<\[|]|::|\bBREAK\b")
_CONTROL = re.compile(r"<ppp:|\[/?(?:if|elif|else|set|choose|repeat)\b|\|\|\|")
_LOOSE = re.compile(r"[{}]|<\w+:|::")
_OPEN_NETWORK = re.compile(r"<\w+:")
_BRACE = re.compile(r"[{}]")
_EMPHASIS_MARKS = re.compile(r"(?<!\\):\s*[+-]?[.\d]+\s*\)|(?<!\\)[()\[\]]")
_BLANKS = re.compile(r"\s+")
_COMMENT = re.compile(r"#[^\n]*")


class Kind(str, Enum):
    """How a tag's text has to be treated."""

    PLAIN = "plain"
    """Letters and escapes only: may be respelled, merged, weighted."""
    COMPOUND = "compound"
    """Letters mixed with emphasis or networks inside: `long (white:1.2) hair`, `ganyu (genshin impact)`."""
    PROSE = "prose"
    """A sentence, its commas included."""
    NETWORK = "network"
    SCHEDULE = "schedule"
    ALTERNATION = "alternation"
    OPAQUE = "opaque"
    """Another tool's language: `{a|b}`, `__wildcard__`, `1.5::a, b::`."""
    UNBALANCED = "unbalanced"
    """From a bracket that nothing closes to the end: stays where it is."""
    MALFORMED = "malformed"
    """A weight that is no number, such as `(a:1.2.3)`: the webui fails on it."""


WHOLE = frozenset(Kind) - {Kind.PLAIN, Kind.COMPOUND}
"""Kinds whose text is never altered, only moved."""
_CHANGING = frozenset({Kind.SCHEDULE, Kind.ALTERNATION, Kind.OPAQUE})


class Tag(NamedTuple):
    """One concept between two separators."""

    text: str
    """As typed, without the blanks around it."""
    kind: Kind = Kind.PLAIN
    at: int = ADDED
    """Where it was typed (code points), or ADDED. It stays the same when the tag moves, so it also names the tag."""

    @property
    def bare(self) -> str:
        """The words alone: no networks, no brackets, no weights."""
        return bare(self.text)

    @property
    def loose(self) -> bool:
        """Whether moving things around it could change what it means.

        A mark without its other half, such as a lone `{`, could find one; a BREAK inside a schedule or a choice
        divides the tags around it at times; `<ppp:if …>`, `[if …]` and `|||` are other tools' borders.
        """
        if not _SUSPICIOUS.search(self.text):
            return False
        if _CONTROL.search(self.text):
            return True
        if self.kind in _CHANGING and _BORDER_INSIDE.search(self.text):
            return True
        return self.half_open

    @property
    def half_open(self) -> bool:
        """Whether it holds a brace, `<word:` or `1.2::` without its other half."""
        text = NETWORK.sub("", self.text) if "<" in self.text else self.text
        if self.kind is Kind.OPAQUE:
            return _lone_brace(text)
        return self.kind in (Kind.PLAIN, Kind.COMPOUND) and _LOOSE.search(text) is not None


@dataclass(frozen=True)
class Part:
    """Items and the gaps around them: `gaps[0]` before the first, `gaps[-1]` after the last."""

    items: tuple[Item, ...]
    gaps: tuple[str, ...]

    @lazy
    def text(self) -> str:
        """The part as the webui gets it."""
        written = [self.gaps[0]]
        for item, gap in zip(self.items, self.gaps[1:]):
            written += (item.text, gap)
        return "".join(written)

    @lazy
    def atoms(self) -> tuple[Atom, ...]:
        """Every tag in order, group members included."""
        return tuple(_atoms(self, ()))

    @lazy
    def texts(self) -> frozenset[str]:
        """The texts of all tags."""
        return frozenset([atom.tag.text for atom in self.atoms])

    @lazy
    def words(self) -> frozenset[str]:
        """The texts of the tags that are words: no networks, sentences, schedules and the like."""
        return frozenset([atom.tag.text for atom in self.atoms if atom.tag.kind not in WHOLE])

    @lazy
    def loose(self) -> bool:
        """Whether nothing in it may be moved: one of its tags is loose, or a network has no end (`(<3:1.2)`)."""
        if not _SUSPICIOUS.search(self.text):
            return False
        if any(atom.tag.loose for atom in self.atoms):
            return True
        return "<" in self.text and _OPEN_NETWORK.search(NETWORK.sub("", self.text)) is not None

    def with_items(self, items: tuple[Item, ...]) -> Part:
        """The same gaps around other items; their number must be the same."""
        if len(items) != len(self.items):
            raise ValueError(f"{len(self.items)} places, {len(items)} items")
        return Part(items, self.gaps)

    def with_gaps(self, gaps: tuple[str, ...]) -> Part:
        """Other gaps around the same items; their number must be the same."""
        if len(gaps) != len(self.gaps):
            raise ValueError(f"{len(self.gaps)} gaps, now {len(gaps)}")
        if gaps == self.gaps:
            return self
        part = Part(self.items, gaps)
        part.__dict__["atoms"] = self.atoms  # what is known of the items stays known
        return part


class Group(NamedTuple):
    """Emphasis around a part: `(a, b:1.2)`, `((a))` is a group in a group, `[a]`."""

    open: str
    body: Part
    close: str
    at: int = ADDED

    @property
    def text(self) -> str:
        return self.open + self.body.text + self.close

    @property
    def factor(self) -> float:
        """What the webui multiplies the weights inside by. Source: `prompt_parser.parse_prompt_attention`."""
        if self.open == "[":
            return 1 / 1.1
        number = self.close[1:-1].strip()
        return float(number) if number else 1.1


Item = Tag | Group


class Prompt(NamedTuple):
    """Parts and the words that divide them (`BREAK`, `AND`, `ADDCOL`, …); one word fewer than parts."""

    parts: tuple[Part, ...]
    borders: tuple[str, ...] = ()
    pinned: tuple[int, ...] = ()
    """For each part how many of its last items must stay last: an unbalanced one, or the `:weight` of a section."""

    @property
    def text(self) -> str:
        written = [self.parts[0].text]
        for border, part in zip(self.borders, self.parts[1:]):
            written += (border, part.text)
        return "".join(written)

    def sections(self) -> list[range]:
        """The indexes of the parts of each prompt that AND composes; one range when there is no AND."""
        starts = [0, *(index + 1 for index, border in enumerate(self.borders) if border == "AND"), len(self.parts)]
        return [range(start, end) for start, end in zip(starts, starts[1:])]

    def with_part(self, index: int, part: Part) -> Prompt:
        return self._replace(parts=(*self.parts[:index], part, *self.parts[index + 1 :]))


class Atom(NamedTuple):
    """A tag with everything that decides how the webui reads it."""

    tag: Tag
    groups: tuple[Group, ...]
    """The groups around it, outermost first."""

    @property
    def weight(self) -> float:
        if not self.groups:
            return 1.0
        weight = 1.0
        for group in reversed(self.groups):
            weight *= group.factor
        return weight


_atom = partial(tuple.__new__, Atom)
"""An Atom of a pair, without the call that the class would make: nothing is made more often."""


def _atoms(part: Part, around: tuple[Group, ...]) -> list[Atom]:
    found: list[Atom] = []
    for item in part.items:
        if item.__class__ is Tag:  # this is where most of a rewrite's time goes: no call for what is no group
            found.append(_atom((item, around)))
        else:
            found += _atoms(item.body, (*around, item))
    return found


def atoms(part: Part) -> tuple[Atom, ...]:
    """Every tag of a part in order, group members included, with the groups around each."""
    return part.atoms


def has_comma(gap: str) -> bool:
    """Whether a gap divides by a comma; those in its comments are the comments' own."""
    if "#" in gap:
        gap = _COMMENT.sub("", gap)
    return "," in gap or "，" in gap or "、" in gap


def _lone_brace(text: str) -> bool:
    """Whether a brace has no other half in the text."""
    depth = 0
    for brace in _BRACE.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return True
    return depth > 0


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A tag's text without networks, brackets and weights: what a person would say the tag is."""
    if "<" in text:
        text = NETWORK.sub(" ", text)
    if "(" in text or "[" in text or ")" in text:
        text = _EMPHASIS_MARKS.sub(" ", text)
    return _BLANKS.sub(" ", text).strip()
