"""What a rule is: one check that finds, explains and may offer a fix, but never changes anything itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..diagnostics import Diagnostic
from ..passes import Context
from ..syntax import Prompt


class Checked(NamedTuple):
    """A prompt as a rule sees it."""

    text: str
    prompt: Prompt
    context: Context

    @property
    def where(self) -> str:
        return "prompt" if self.context.positive else "negative_prompt"


class Flags(NamedTuple):
    """An example in which the rule finds something, `at` those words."""

    text: str
    at: str
    profile: str = "aidxl"
    positive: bool = True


class Passes(NamedTuple):
    """An example in which it finds nothing."""

    text: str
    profile: str = "aidxl"
    positive: bool = True


class Rule(NamedTuple):
    """A registered rule."""

    code: str
    name: str
    find: Callable[[Checked], Iterator[Diagnostic]]
    examples: tuple[Flags | Passes, ...]
    doc: str


def rule(code: str, examples: Iterable[Flags | Passes]) -> Callable:
    """Declare a generator of diagnostics over a Checked to be the rule with that code (codes are never reused)."""

    def declare(function: Callable[[Checked], Iterator[Diagnostic]]) -> Callable[[Checked], Iterator[Diagnostic]]:
        doc = (function.__doc__ or "").strip()
        function.declared = Rule(code, function.__name__, function, tuple(examples), doc)  # type: ignore[attr-defined]
        return function

    return declare


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this package, by code."""
    package = importlib.import_module(__package__)
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{__package__}.{module.name}")
        declared = getattr(getattr(loaded, module.name, None), "declared", None)
        if isinstance(declared, Rule):
            found.append(declared)
    return tuple(sorted(found, key=lambda one: one.code))
