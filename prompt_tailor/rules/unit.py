"""What a rule is: one check that finds, explains and may offer a fix, but never changes anything itself.

A rule lives in a file of its own, named like its function. Tests, the README's table, `check --explain` and the REST
routes are made from its docstring, its examples and what it declares; nothing else has to be edited to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from ..diagnostics import Diagnostic, Fix, Severity, Span
from .checked import Checked

About = Literal["prompt", "settings"]


class Found(NamedTuple):
    """One thing that a rule found. `severity` is given where it differs from the rule's own."""

    message: str
    span: Span | None = None
    fix: Fix | None = None
    severity: Severity | None = None


class Flags(NamedTuple):
    """An example in which the rule finds something, `at` those words; None: without a place."""

    text: str
    at: str | None
    profile: str = "aidxl"
    positive: bool = True
    other: str = ""
    """The positive prompt, for an example in the negative one."""
    given: Mapping[str, Any] = {}  # noqa: RUF012 - read only
    """What is set beside the prompt: fields of `Setup`."""


class Passes(NamedTuple):
    """An example in which it finds nothing."""

    text: str
    profile: str = "aidxl"
    positive: bool = True
    other: str = ""
    given: Mapping[str, Any] = {}  # noqa: RUF012 - read only


Find = Callable[[Checked], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """A registered rule."""

    code: str
    """Stable, never used again: S syntax, W weights, T tags, P profile and settings, N names and networks."""
    name: str
    severity: Severity
    find: Find = field(repr=False)
    examples: tuple[Flags | Passes, ...] = field(repr=False)
    doc: str = field(repr=False)
    fix: Literal["none", "safe", "unsafe"] = "none"
    """Whether it offers a fix. A safe one is read by the webui as the correctly typed prompt would be."""
    mended: bool = False
    """True: rewriting the prompt mends it, so that whoever has it rewritten need not hear of it."""
    thorough: bool = False
    """True: it takes its time, so it is left out where a rewrite has to be quick."""
    about: About = "prompt"
    """`settings`: it looks once at what is set, and not at each prompt."""
    values: tuple[str, ...] = ()
    """The profile's values that it goes by, as paths: `settings.cfg`."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its doc, each paragraph as one line. The first sums it up."""
        return tuple(" ".join(one.split()) for one in self.doc.split("\n\n"))

    @property
    def summary(self) -> str:
        """The first paragraph of its doc."""
        return self.paragraphs[0]

    def check(self, checked: Checked) -> list[Diagnostic]:
        """What it finds, as diagnostics."""
        where = "" if self.about == "settings" else checked.where
        return [
            Diagnostic(self.code, found.severity or self.severity, found.message, found.span, found.fix, where)
            for found in self.find(checked)
        ]


def rule(
    code: str,
    severity: Severity,
    examples: Iterable[Flags | Passes],
    fix: Literal["none", "safe", "unsafe"] = "none",
    mended: bool = False,
    thorough: bool = False,
    about: About = "prompt",
    values: tuple[str, ...] = (),
) -> Callable[[Find], Find]:
    """Declare a generator of Found over a Checked to be the rule with that code; see `Rule` for the rest."""

    def declare(function: Find) -> Find:
        doc = (function.__doc__ or "").strip()
        function.declared = Rule(  # type: ignore[attr-defined]
            code, function.__name__, severity, function, tuple(examples), doc, fix, mended, thorough, about, values
        )
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
