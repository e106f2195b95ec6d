"""What a prompt says against guesses: of what sex they all are, whose name a word is a part of, what may be a work."""

from __future__ import annotations

import re

from ..lazy import lazy
from ..lexicon import Category
from ..lexicon.other_names import Candidate
from ..syntax import Prompt, atoms
from .unit import Context, tag_key

_COUNT = re.compile(r"(?:\d+\+? ?|multiple )(girl|boy)s?")
_CHANGED = re.compile(r"genderswap|crossdress|reverse trap|androgynous|otoko no ko")
"""Where one of these stands somebody may be drawn as what they are not."""
_NAMED = frozenset({Category.CHARACTER, Category.SERIES})
_PERHAPS_NAMES = frozenset({Category.CHARACTER, Category.UNKNOWN})


class Crowd:
    """Looked at only where there is something to guess."""

    def __init__(self, prompt: Prompt, context: Context):
        self._context = context
        self._placed = {tag_key(tag): context.place(tag) for part in prompt.parts for tag, _ in atoms(part)}

    def speaks_against(self, word: str, candidate: Candidate) -> bool:
        """Whether the candidate is not of the one sex in the prompt, or the word a part of another name in it."""
        if candidate.kind != "character":
            return False
        subject = self._context.other_names.subject_of(candidate.name)
        if self._only and subject in ("1girl", "1boy") and subject != self._only:
            return True
        return any(word in words for words in self._longer_names)

    @lazy
    def titles(self) -> frozenset[str]:
        """The works that tags may name which are not taken for names: `beauty and the beast`, `suikoden`."""
        perhaps = self._context.other_names.perhaps_work
        words = [word for word, placed in self._placed.items() if placed.category not in _NAMED]
        return frozenset(work for work in map(perhaps, words) if work)

    @lazy
    def _only(self) -> str | None:
        """`1girl` or `1boy` where all people who are counted are of that sex."""
        if any(map(_CHANGED.search, self._placed)):
            return None
        found = {count[1] for word in self._placed if (count := _COUNT.fullmatch(word))}
        return f"1{found.pop()}" if len(found) == 1 else None

    @lazy
    def _longer_names(self) -> list[list[str]]:
        """The words of names, known or not, that have several."""
        return [
            word.split() for word, placed in self._placed.items() if " " in word and placed.category in _PERHAPS_NAMES
        ]
