"""All texts that a user may see, as the code has them, and those that still lack a translation.

    python -m tools.list_texts            print what has no Chinese yet, as lines for texts/zh/*.tsv; exit 1 if any
    python -m tools.list_texts --all      print everything

Found are the literals in `say("…")` (Python) and `t("…")` (JavaScript), and the data that is shown as it is:
categories, what passes and rules say of themselves, and the prose of the profiles that come with the project.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, get_args

from prompt_tailor.lexicon import Category
from prompt_tailor.passes import all_passes
from prompt_tailor.profiles import load_profiles
from prompt_tailor.profiles.model import CharacterForm
from prompt_tailor.profiles.words import WordKind
from prompt_tailor.rules import all_rules
from prompt_tailor.texts import Text, catalogue

from .write_docs import summary

ROOT = Path(__file__).resolve().parents[1]
_MAKERS = ("say", "term", "joined")
_JAVASCRIPT = re.compile(r"""\bt\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(\s*,)?""")
_WORD = re.compile(r"\b[a-z]{2,}\b")
_BRACES = re.compile(r"\{(\w+)\}")


class Template(NamedTuple):
    """A text in the code: where, and its placeholders as written (`{n:g}`), in the order of the alphabet."""

    text: str
    where: str
    placeholders: tuple[str, ...] = ()
    may_stay: bool = False
    """True: it may have a translation and needs none, such as a name."""


def templates() -> Iterator[Template]:
    """Everything that needs a translation."""
    for path in sorted([*(ROOT / "prompt_tailor").rglob("*.py"), *(ROOT / "playground").rglob("*.py")]):
        yield from in_python(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "javascript").rglob("*.mjs")):
        yield from in_javascript(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    yield from (Template(category.value, "Category") for category in Category)
    yield from (Template(summary(step.doc), f"pass {step.name}") for step in all_passes())
    yield from (Template(text, f"rule {rule.code}") for rule in all_rules() for text in rule.paragraphs)
    yield Template(Category.__name__.lower(), "what a profile's mistakes call a Category")
    yield from (Template(name, "names in a profile") for name in (*get_args(WordKind), *get_args(CharacterForm)))
    for profile in load_profiles(ROOT / "profiles").values():
        yield from in_profile(profile.to_json(), f"profiles/{profile.id}.toml")


def in_profile(value: Any, where: str, may_stay: bool = False) -> Iterator[Template]:
    """The texts in a profile's values, at any depth; a word that brings its Chinese needs none of ours.

    Names, figures (`AnimeBoysXL v3`, `> 85%`) and the headings in a source may stay as they are.
    """
    if isinstance(value, Text) and value and "zh" not in value.values:
        yield Template(value.template, where, may_stay=may_stay or not _WORD.search(value))
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from in_profile(one, where, may_stay=name == "where")
    elif isinstance(value, list):
        for one in value:
            yield from in_profile(one, where)


def in_python(source: str, where: str) -> Iterator[Template]:
    """The literals of `say`, `term` and `joined`. Raises ValueError where `say` gets something else than a literal."""
    for node in ast.walk(ast.parse(source)):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "term", "joined")
        ):
            continue
        at = f"{where}:{node.lineno}"
        literal = node.args[0] if node.args else None
        if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
            if not literal.value.strip():
                continue  # a line break between joined texts
            yield Template(literal.value, at, placeholders(literal.value) if node.keywords else ())
        elif node.func.id == "say":
            raise ValueError(f"{at}: expected a literal in say(…), so that it can be found and translated")


def in_javascript(source: str, where: str) -> Iterator[Template]:
    """The literals of `t`."""
    for found in _JAVASCRIPT.finditer(source):
        text = ast.literal_eval(found[1])
        names = tuple(sorted({f"{{{name}}}" for name in _BRACES.findall(text)})) if found[2] else ()
        yield Template(text, f"{where}:{source.count(chr(10), 0, found.start()) + 1}", names)


def placeholders(template: str) -> tuple[str, ...]:
    """`{a}`, `{b:g}` … of a Python template. Raises ValueError when its braces do not match."""
    found = ((name, spec) for _, name, spec, _ in Formatter().parse(template) if name is not None)
    return tuple(sorted({f"{{{name}:{spec}}}" if spec else f"{{{name}}}" for name, spec in found}))


def main(arguments: list[str] | None = None) -> int:
    """Print the texts. Returns 1 when one lacks its translation."""
    parser = argparse.ArgumentParser(description="Lists the texts that have no Chinese yet.")
    parser.add_argument("--all", action="store_true", help="print every text with what it is in Chinese")
    asked = parser.parse_args(arguments)
    known, missing = catalogue("zh"), 0
    for text, where in {one.text: one.where for one in templates() if asked.all or not one.may_stay}.items():
        missing += text not in known
        if asked.all or text not in known:
            escaped = (piece.replace("\n", "\\n") for piece in (text, known.get(text, "")))
            print("\t".join(escaped) if asked.all else f"# {where}\n" + "\t".join(escaped))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
