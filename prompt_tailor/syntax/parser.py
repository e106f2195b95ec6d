"""From marks to a prompt tree. Never fails: what cannot be told for sure is kept whole.

The reading is that of the webui (A1111 v1.10.1 `modules/prompt_parser.py`): AND divides before brackets are looked at,
`:number` before `)` is a weight, round and square brackets are emphasis unless they hold a schedule or alternation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .lexer import Mark, Sign, lex
from .nodes import Group, Item, Kind, Part, Prompt, Tag
from .pinned import pinned_items
from .sentences import join_sentences

MAX_DEPTH = 12
"""Groups deeper than this are kept whole: nobody means them, and a tree must not outgrow the interpreter's stack."""

_REMEMBERED = 64
"""Prompts kept parsed: rules, passes and guard look at the same few texts of a run."""

_SCHEDULE_END = re.compile(r":\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*\]$")
_EMOTICON = r"""(?:
        >?[:;=8xX][\'\-^]?[()]              # :)  >:(  ;-)
      | \\?\(\^[o_]\^\\?\)/              # \(^o^)/
      | \(([ox@0^])\)[_.]\(\1\)          # (o)_(o)
    )"""
_EMOTICON_ALONE = re.compile(_EMOTICON, re.VERBOSE)
_EMOTICON_BEFORE_SEPARATOR = re.compile(_EMOTICON + r"(?=\s*(?:[,，、\n\#]|$))", re.VERBOSE)


def is_emoticon(text: str) -> bool:
    """Whether a text is one emoticon with brackets in it, such as `:)`."""
    return _EMOTICON_ALONE.fullmatch(text) is not None


@dataclass
class _Frame:
    """What is known of one bracket level while it is open."""

    start: int
    """Where its bracket stands; the text's start for the lowest level."""
    gap_start: int
    items: list[Item] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    chunk_start: int = -1
    chunk_end: int = -1
    kinds: set[Kind] = field(default_factory=set)
    group: Group | None = None
    letters: bool = False
    colons: int = 0
    bars: int = 0
    opaque: bool = False
    tangled: bool = False

    def extend(self, start: int, end: int) -> None:
        if self.chunk_start < 0:
            self.chunk_start = start
        self.chunk_end = end


@lru_cache(maxsize=_REMEMBERED)
def parse(text: str, positive: bool = True) -> Prompt:
    """The tree of a prompt; `parse(text).text == text` for every string.

    `positive` says whether AND composes prompts and a last `:number` weighs them: the webui does both in the
    positive prompt only (`prompt_parser.get_multicond_prompt_list`).
    """
    pieces = parse_pieces(text, positive)
    return pieces._replace(parts=tuple(join_sentences(part) for part in pieces.parts))


@lru_cache(maxsize=_REMEMBERED)
def parse_pieces(text: str, positive: bool = True) -> Prompt:
    """The same tree, but with sentences divided at their commas like anything else."""
    builder = _Builder(text)
    builder.feed(lex(text))
    prompt = Prompt(*builder.finish())
    return prompt._replace(pinned=pinned_items(prompt, positive))


class _Builder:
    """One walk over the marks with a stack of open brackets."""

    def __init__(self, text: str):
        self.text = text
        self.position = 0
        self.frames = [_Frame(0, 0)]
        self.parts: list[Part] = []
        self.borders: list[str] = []

    def feed(self, marks: list[Mark]) -> None:
        text = self.text
        for index, mark in enumerate(marks):
            sign, start, end = mark
            if start < self.position:  # inside an emoticon or a weighted tag that was taken as a whole
                continue
            frame = self.frames[-1]
            if sign is Sign.COMMA and frame.chunk_start < 0:
                # The common case in one step: nothing but letters since the last separator.
                words = text[self.position : start].lstrip()
                first = start - len(words)
                words = words.rstrip()
                if words:
                    frame.gaps.append(text[frame.gap_start : first])
                    frame.items.append(Tag(words, Kind.PLAIN, first))
                    frame.gap_start = first + len(words)
            elif sign is Sign.OPEN and frame.chunk_start < 0 and self._take_weighted_tag(marks[index : index + 3]):
                continue
            else:
                self._letters(self.position, start)
                self.position = end
                _FEEDERS[sign](self, mark)
            if end > self.position:
                self.position = end

    def _take_weighted_tag(self, marks: list[Mark]) -> bool:
        """Read `(words:1.2)` in one step when it is all that stands between two separators, as it most often is."""
        opening, weight = marks[0], marks[1] if len(marks) > 1 else None
        if len(self.frames) > 1 or weight is None or weight.sign is not Sign.WEIGHT:
            return False
        text, end = self.text, weight.end
        separated = marks[2].sign is Sign.COMMA and marks[2].start == end if len(marks) > 2 else end == len(text)
        words, close = text[opening.end : weight.start], text[weight.start : end]
        if not separated or text[opening.start] != "(" or not words or words != words.strip():
            return False
        if text[self.position : opening.start].strip() or not _is_number(close[1:-1]):
            return False
        body = Part((Tag(words, Kind.PLAIN, opening.end),), ("", ""))
        frame = self.frames[0]
        frame.gaps.append(text[frame.gap_start : opening.start])
        frame.items.append(Group("(", body, close, opening.start))
        frame.gap_start = self.position = end
        return True

    def finish(self) -> tuple[tuple[Part, ...], tuple[str, ...]]:
        self._letters(self.position, len(self.text))
        self._end_part(len(self.text))
        return tuple(self.parts), tuple(self.borders)

    def _letters(self, start: int, end: int) -> None:
        segment = self.text[start:end]
        stripped = segment.strip()
        if not stripped:
            return
        frame = self.frames[-1]
        first = start + len(segment) - len(segment.lstrip())
        frame.extend(first, first + len(stripped))
        frame.letters = True

    def _mark_is_letters(self, mark: Mark) -> None:
        self._letters(mark.start, mark.end)

    def _whole(self, mark: Mark) -> None:
        frame = self.frames[-1]
        frame.extend(mark.start, mark.end)
        frame.kinds.add(Kind.NETWORK if mark.sign is Sign.NETWORK else Kind.OPAQUE)

    def _tangle(self, mark: Mark) -> None:
        frame = self.frames[-1]
        frame.extend(mark.start, mark.start + len(self.text[mark.start : mark.end].rstrip()))
        frame.kinds.add(Kind.UNBALANCED)

    def _separator(self, mark: Mark) -> None:
        self._end_chunk(self.frames[-1])

    def _newline(self, mark: Mark) -> None:
        # Inside brackets a line break is a blank; outside it ends a tag, as everybody who uses lines means it.
        if len(self.frames) == 1:
            self._end_chunk(self.frames[0])

    def _colon(self, mark: Mark) -> None:
        self._letters(mark.start, mark.end)
        self.frames[-1].colons += 1

    def _bar(self, mark: Mark) -> None:
        self._letters(mark.start, mark.end)
        self.frames[-1].bars += 1

    def _open(self, mark: Mark) -> None:
        if self._take_emoticon(mark):
            return
        if len(self.frames) > MAX_DEPTH:
            self.frames[-1].opaque = True
        self.frames.append(_Frame(mark.start, mark.end))

    def _close(self, mark: Mark) -> None:
        closes = "[" if self.text[mark.end - 1] == "]" else "("
        frame = self.frames[-1]
        if len(self.frames) == 1:
            if self._take_emoticon(mark):
                return
            self._letters(mark.start, mark.end)
            return
        if frame.tangled:
            self._letters(mark.start, mark.end)
            return
        if self.text[frame.start] != closes:
            self._stray_close(mark, closes)
            return
        self._end_chunk(frame)
        frame.gaps.append(self.text[frame.gap_start : mark.start])
        self.frames.pop()
        self._add_bracket(self.frames[-1], frame, mark)

    def _stray_close(self, mark: Mark, closes: str) -> None:
        """A bracket that does not close the innermost one: letters, or a tangle that nothing may pull apart."""
        tangled = any(self.text[frame.start] == closes for frame in self.frames[1:])
        self._letters(mark.start, mark.end)
        for frame in self.frames[1:]:
            frame.opaque = True
        if tangled:
            # `( [ ) ]`: nothing may close this level any more, so it becomes one unbalanced whole to the end.
            del self.frames[2:]
            self.frames[1].tangled = True

    def _border(self, mark: Mark) -> None:
        word = self.text[mark.start : mark.end]
        if len(self.frames) > 1:
            self._border_in_brackets(mark, word)
            return
        if word.startswith(_TO_THE_END):
            # What follows Neutral Prompt's words is no prompt of its own but bends the one before; and what follows
            # `//` is a comment in some webuis and a part of the prompt in others. Touch nothing of it.
            self._end_chunk(self.frames[-1])
            self._to_the_end(mark, mark.start)
            return
        self._end_part(mark.start)
        self.borders.append(word)
        self.frames = [_Frame(mark.end, mark.end)]
        if self.text.startswith(_COMMENTS, mark.end):  # `BREAK//`: with a blank between, it would be a comment
            self._to_the_end(mark, mark.end)

    def _to_the_end(self, mark: Mark, start: int) -> None:
        """Keep everything from `start` on as it is."""
        self._tangle(Mark(mark.sign, start, len(self.text)))
        self.position = len(self.text)

    def _border_in_brackets(self, mark: Mark, word: str) -> None:
        if word.startswith(("AND", *_TO_THE_END)):
            # The webui divides here and leaves both halves with a lone bracket: touch nothing from the bracket on.
            start = self.frames[1].start
            del self.frames[1:]
            self._to_the_end(mark, start)
            return
        # BREAK is no break there but a word with an odd weight: leave the bracket as it is.
        self._letters(mark.start, mark.end)
        for frame in self.frames[1:]:
            frame.opaque = True

    def _take_emoticon(self, mark: Mark) -> bool:
        """Read `:)` and its like as letters when it is all that stands between two separators."""
        frame = self.frames[-1]
        if len(self.frames) > 1:
            return False
        start = mark.start if frame.chunk_start < 0 else frame.chunk_start
        found = _EMOTICON_BEFORE_SEPARATOR.match(self.text, start)
        if found is None or found.end() < mark.end:
            return False
        self._letters(start, found.end())
        self.position = found.end()
        return True

    def _add_bracket(self, outer: _Frame, frame: _Frame, mark: Mark) -> None:
        """Put a closed bracket into the chunk of the level around it."""
        first = outer.chunk_start < 0
        outer.extend(frame.start, mark.end)
        kind = self._bracket_kind(frame, mark)
        if kind is None:
            body = Part(tuple(frame.items), tuple(frame.gaps))
            opening, closing = self.text[frame.start], self.text[mark.start : mark.end]
            outer.group = Group(opening, body, closing, frame.start) if first else None
            outer.letters = outer.letters or not first
            outer.kinds.add(Kind.COMPOUND)
        else:
            outer.kinds.add(kind)

    def _bracket_kind(self, frame: _Frame, mark: Mark) -> Kind | None:
        """None for emphasis that can be taken apart, else what the whole bracket is."""
        inside = self.text[frame.start : mark.end]
        if self.text[frame.start] == "[" and not frame.opaque:
            if frame.bars:
                return Kind.OPAQUE if frame.colons else Kind.ALTERNATION
            if 1 <= frame.colons <= 2 and _SCHEDULE_END.search(inside):
                return Kind.SCHEDULE
        if mark.sign is Sign.WEIGHT and not _is_number(self.text[mark.start + 1 : mark.end - 1]):
            return Kind.MALFORMED
        return Kind.OPAQUE if frame.opaque or not frame.items else None

    def _end_chunk(self, frame: _Frame) -> None:
        """Turn what stands since the last separator into an item."""
        if frame.chunk_start < 0:
            return
        frame.gaps.append(self.text[frame.gap_start : frame.chunk_start])
        frame.items.append(self._item(frame))
        frame.gap_start = frame.chunk_end
        frame.chunk_start = -1
        frame.kinds = set()
        frame.group = None
        frame.letters = False

    def _item(self, frame: _Frame) -> Item:
        text = self.text[frame.chunk_start : frame.chunk_end]
        if frame.group is not None and not frame.letters and frame.kinds == {Kind.COMPOUND}:
            return frame.group
        if not frame.kinds:
            return Tag(text, Kind.PLAIN, frame.chunk_start)
        for kind in _GRAVEST_FIRST:
            if kind in frame.kinds:
                break
        if kind is Kind.NETWORK and frame.letters:
            kind = Kind.COMPOUND
        return Tag(text, kind, frame.chunk_start)

    def _end_part(self, end: int) -> None:
        """Close the part at `end`; brackets still open become one unbalanced tag."""
        base = self.frames[0]
        if len(self.frames) > 1:
            start = self.frames[1].start
            stripped_end = start + len(self.text[start:end].rstrip())
            base.extend(start, stripped_end)
            base.kinds.add(Kind.UNBALANCED)
            base.group = None
        self._end_chunk(base)
        base.gaps.append(self.text[base.gap_start : end])
        self.parts.append(Part(tuple(base.items), tuple(base.gaps)))


_COMMENTS = ("//", "/*")
_TO_THE_END = ("AND_", *_COMMENTS)
_GRAVEST_FIRST = (
    Kind.UNBALANCED,
    Kind.MALFORMED,
    Kind.OPAQUE,
    Kind.SCHEDULE,
    Kind.ALTERNATION,
    Kind.COMPOUND,
    Kind.NETWORK,
)
_FEEDERS = {
    Sign.COMMENT: _Builder._separator,
    Sign.NETWORK: _Builder._whole,
    Sign.ESCAPE: _Builder._mark_is_letters,
    Sign.WILDCARD: _Builder._whole,
    Sign.OPAQUE: _Builder._whole,
    Sign.TANGLE: _Builder._tangle,
    Sign.BRACE: _Builder._mark_is_letters,
    Sign.WEIGHT: _Builder._close,
    Sign.OPEN: _Builder._open,
    Sign.CLOSE: _Builder._close,
    Sign.COMMA: _Builder._separator,
    Sign.NEWLINE: _Builder._newline,
    Sign.BAR: _Builder._bar,
    Sign.COLON: _Builder._colon,
    Sign.BORDER: _Builder._border,
}


def _is_number(text: str) -> bool:
    """Whether the webui's `float()` takes a weight; where it does not, the webui fails to make the picture."""
    try:
        float(text.strip())
    except ValueError:
        return False
    return True
