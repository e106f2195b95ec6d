"""A prompt as the rules see it: what several of them ask for is worked out once, and only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from ..diagnostics import Span
from ..lazy import lazy
from ..lexicon import Category
from ..passes import Context, text_key
from ..passes.lines import lines_of
from ..setup import Setup
from ..syntax import Atom, Group, Kind, Prompt, Tag

CountTokens = Callable[[str], int]
"""How many tokens the model's tokenizer makes of a text, without the marks for start and end."""


@dataclass(frozen=True)
class Scope:
    """What the rules are asked, beside the prompts."""

    setup: Setup = Setup()
    off: frozenset[str] = frozenset()
    """Codes of rules that are switched off."""
    thorough: bool = True
    """False leaves out the rules that take their time."""
    fitted: tuple[Prompt, Prompt] | None = None
    """The rewritten prompts, where the prompts are rewritten anyway: what that mends is not reported then."""
    count_tokens: CountTokens | None = None


class Seen(NamedTuple):
    """A plain tag with what rules ask of it."""

    tag: Tag
    key: str
    weight: float
    part: int
    """The index of its part."""
    line: int
    """The number of the tags that it is among: those of its part, or of its line where each says who is in it."""
    grouped: bool
    """Whether it stands in emphasis."""


class Checked:
    """One of the two prompts, with everything that is known around it."""

    def __init__(
        self, text: str, prompt: Prompt, context: Context, scope: Scope = Scope(), wanted: Checked | None = None
    ):
        """`wanted` is the positive prompt, while the negative one is looked at."""
        self.text = text
        self.prompt = prompt
        self.context = context
        self.scope = scope
        self.setup = scope.setup
        self.wanted = wanted

    @property
    def where(self) -> str:
        return "prompt" if self.context.positive else "negative_prompt"

    @property
    def rewriting(self) -> bool:
        """Whether the prompt is rewritten afterwards."""
        return self.scope.fitted is not None

    @property
    def final(self) -> Prompt:
        """The prompt that the webui gets: the rewritten one where there is one. Typed tags keep their `at`."""
        if self.scope.fitted is None:
            return self.prompt
        return self.scope.fitted[0 if self.context.positive else 1]

    @lazy
    def tags(self) -> tuple[Atom, ...]:
        """Every tag in order, of all parts."""
        parts = self.prompt.parts
        return parts[0].atoms if len(parts) == 1 else tuple(atom for part in parts for atom in part.atoms)

    @lazy
    def odd(self) -> tuple[Atom, ...]:
        """The tags that are more than letters: whole things, names in brackets, what is broken."""
        return tuple(atom for atom in self.tags if atom.tag.kind is not Kind.PLAIN)

    @lazy
    def plain(self) -> tuple[Seen, ...]:
        """The tags that are letters only."""
        plain = Kind.PLAIN
        found: list[Seen] = []
        lines = [(index, line) for index, part in enumerate(self.prompt.parts) for line in lines_of(part)]
        for number, (index, line) in enumerate(lines):
            found += [
                Seen(tag, text_key(tag.text), atom.weight if groups else 1.0, index, number, bool(groups))
                for atom in line
                for tag, groups in (atom,)
                if tag.kind is plain
            ]
        return tuple(found)

    @lazy
    def by_key(self) -> dict[str, list[Seen]]:
        """The plain tags by their key."""
        found: dict[str, list[Seen]] = {}
        for seen in self.plain:
            found.setdefault(seen.key, []).append(seen)
        return found

    @lazy
    def by_line(self) -> list[dict[str, Seen]]:
        """For each line (`Seen.line`) its plain tags that are asked for (weight above 0): key -> the first of it."""
        found: dict[int, dict[str, Seen]] = {}
        for seen in self.plain:
            if seen.weight > 0:
                found.setdefault(seen.line, {}).setdefault(seen.key, seen)
        return list(found.values())

    @lazy
    def groups(self) -> tuple[tuple[Group, float], ...]:
        """Every emphasis around tags with the weight that it gives in the end, each once, in order."""
        found: dict[int, tuple[Group, float]] = {}
        for atom in self.tags:
            weight = 1.0
            for group in atom.groups:
                weight *= group.factor
                found.setdefault(group.at, (group, weight))
        return tuple(found.values())

    def category(self, seen: Seen) -> Category:
        """What a tag is about in this profile."""
        return self.context.place(seen.tag).category

    @staticmethod
    def span(tag: Tag | Group) -> Span:
        """Where a typed tag or group stands."""
        return Span(tag.at, tag.at + len(tag.text))
