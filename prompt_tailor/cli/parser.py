"""Arguments, with help and mistakes in the user's language. argparse itself speaks English."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any, NoReturn

from ..texts import ENGLISH, languages, say, term, translated

_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_OF_ARGPARSE = (say("options"), say("positional arguments"), say("show this help message and exit"))
"""What argparse says by itself; here only for the catalogue."""
_MISTAKES: Sequence[tuple[str, Callable[..., str]]] = (
    (r"the following arguments are required: (?P<names>.*)", lambda names: say("missing: {names}", names=names)),
    (r"unrecognized arguments: (?P<names>.*)", lambda names: say("unknown: {names}", names=names)),
    (
        r"argument (?P<name>.*?): invalid choice: (?P<got>.*) \(choose from (?P<known>.*)\)",
        lambda name, got, known: _not_one_of(name, got, known),
    ),
    (
        r"argument (?P<name>.*?): invalid int value: (?P<got>.*)",
        lambda name, got: say("{name}: expected a whole number, got {got}", name=name, got=got),
    ),
    (
        r"argument (?P<name>.*?): invalid float value: (?P<got>.*)",
        lambda name, got: say("{name}: expected a number, got {got}", name=name, got=got),
    ),
    (
        r"argument (?P<name>.*?): expected (?:one|at least one) argument",
        lambda name: say("{name}: the value is missing", name=name),
    ),
    (r"argument (?P<name>.*?): (?P<told>.*)", lambda name, told: f"{name}: {told}"),  # in our own words
)
"""How argparse words mistakes, and how we do. What it words otherwise is told as it stands."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose texts are translated when they are shown; so are those of its commands."""

    def __init__(self, *, language: str = ENGLISH, **more: Any):
        self.language = language
        super().__init__(formatter_class=partial(_Formatter, language=language), **more)

    def add_subparsers(self, **more: Any) -> argparse._SubParsersAction:
        return super().add_subparsers(parser_class=partial(Parser, language=self.language), **more)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and stop with status 2."""
        self.print_usage(sys.stderr)
        told = say("{program}: {message}\n", program=self.prog, message=_reworded(message))
        self.exit(2, translated(told, self.language))


class _Formatter(argparse.HelpFormatter):
    """Help in a language. Ideographs take two columns, so that half as many fit a line."""

    def __init__(self, prog: str, language: str):
        super().__init__(prog)
        self._language = language

    def add_usage(self, usage: str | None, actions: Iterable, groups: Iterable, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._said(say("usage: ")) if prefix is None else prefix)

    def add_text(self, text: str | None) -> None:
        super().add_text(text and self._said(text))

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and self._said(term(heading)))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and self._said(term(action.help))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(text, signs(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(text, signs(text, width), indent)

    def _said(self, text: str) -> str:
        return translated(text, self._language)


def language_asked(arguments: Sequence[str] | None) -> str:
    """The language that `--lang` names, wherever it stands; English where it names none of ours."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--lang", nargs="?")
    found = first.parse_known_args(arguments)[0].lang
    return found if found in languages() else ENGLISH


def signs(text: str, width: int) -> int:
    """How many signs of a text fit into so many columns."""
    return max(width // 2, 11) if _WIDE.search(text) else width


def _not_one_of(name: str, got: str, known: str) -> str:
    told = {"name": name, "known": known, "got": got}
    near = get_close_matches(got.strip("'"), re.findall(r"[\w.-]+", known), 1)
    if near:
        return say('{name}: expected one of {known}, got {got}; did you mean "{near}"?', **told, near=near[0])
    return say("{name}: expected one of {known}, got {got}", **told)


def _reworded(message: str) -> str:
    for pattern, told in _MISTAKES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return told(**found.groupdict())
    return message
