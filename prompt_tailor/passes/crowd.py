"""What a prompt says against guesses: of what sex they all are, whose name a word is a part of, what may be a work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain

from ..lazy import lazy
from ..lexicon import Category, Placement
from ..lexicon.other_names import Candidate
from ..syntax import Prompt, atoms
from .unit import Context, tag_key, text_key

_COUNT = re.compile(r"(?:\d+\+? ?|multiple )(girl|boy)s?")
_CHANGED = re.compile(r"genderswap|crossdress|reverse trap|androgynous|otoko no ko")
"""Where one of these stands somebody may be drawn as what they are not."""
_NAMED = frozenset({Category.CHARACTER, Category.SERIES})
_PERHAPS_NAMES = frozenset({Category.CHARACTER, Category.UNKNOWN})


class Crowd:
    """Looked at only where there is something to guess."""

    def __init__(self, prompt: Prompt, context: Context, unclear: Iterable[str]):
        """`unclear`: the texts of those who are to be guessed; they say nothing of themselves."""
        self._unclear = frozenset(map(text_key, unclear))
        self._prompt = prompt
        self._context = context

    def speaks_against(self, word: str, candidate: Candidate) -> bool:
        """Whether the candidate is not of the one sex in the prompt, or the word a part of another name in it."""
        if candidate.kind != "character":
            return False
        subject = self._context.other_names.subject_of(candidate.name)
        if self._only and subject in ("1girl", "1boy") and subject != self._only:
            return True
        return word in self._in_longer_names

    def works_beside(self, works: dict[str, set[str]]) -> Callable[[str], frozenset[str]]:
        """Of what each text may name, a function: text -> what all others may name, the franchises above included."""
        around = self._context.other_names.around
        times = Counter(chain.from_iterable(works.values()))
        every = self._titles | times.keys()
        all_around = around(every)

        def beside(text: str) -> frozenset[str]:
            only_here = {work for work in works.get(text, ()) if times[work] == 1} - self._titles
            return around(every - only_here) if only_here else all_around

        return beside

    @lazy
    def _titles(self) -> frozenset[str]:
        """The works that tags may name which are not taken for names: `beauty and the beast`, `suikoden`."""
        perhaps = self._context.other_names.perhaps_work
        placed = self._placed.items()
        words = [word for word, one in placed if one.category not in _NAMED and word not in self._unclear]
        return frozenset(work for work in map(perhaps, words) if work)

    @lazy
    def _placed(self) -> dict[str, Placement]:
        """What the tags are about, by their keys."""
        return {tag_key(tag): self._context.place(tag) for part in self._prompt.parts for tag, _ in atoms(part)}

    @lazy
    def _only(self) -> str | None:
        """`1girl` or `1boy` where all people who are counted are of that sex."""
        if any(map(_CHANGED.search, self._placed)):
            return None
        found = {count[1] for word in self._placed if (count := _COUNT.fullmatch(word))}
        return f"1{found.pop()}" if len(found) == 1 else None

    @lazy
    def _in_longer_names(self) -> frozenset[str]:
        """The words of names, known or not, that have several."""
        several = [
            word.split() for word, placed in self._placed.items() if placed.category in _PERHAPS_NAMES and " " in word
        ]
        return frozenset(chain.from_iterable(several))
