"""Every text that a user sees goes through here: written in English at its place, translated at the edge.

`say("{n} tags", n=3)` is an ordinary text in English that remembers its template and values. Whoever shows texts to a
user (REST routes, command line, panel) puts its answer through `translated(answer, language)`. The translations are
data, in files of a language at `texts/LANGUAGE/*.tsv`: template, tab, translation; the page's scripts use the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .shipped import shipped

ENGLISH = "en"
_IN_ANSWERS = frozenset({"command_line", "profile_files", "profile_sources", "profiles", "rules_explained"})
"""Files that are long and hold nothing of what the page says by itself."""
_CHINESE = re.compile(r"^zh(?![a-z])|chin|中文|汉|漢|简体|簡體|繁體|繁体", re.IGNORECASE)


class Text(str):
    """An English text that can still be translated. In every other way it is a `str`.

    It stays one as a value of another text, in a list, as an exception's only argument, and through `str()`; adding,
    replacing and f-strings make a plain text of it, which nobody translates.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return self  # `str.__str__` would give a copy that has forgotten the template

    def translated(self, language: str) -> str:
        """The text in that language; English where the catalogue has no entry."""
        template = catalogue(language).get(self.template, self.template)
        if not self.values:
            return template
        return template.format(**{name: translated(value, language) for name, value in self.values.items()})


class _InLanguages(Text):
    """A text that brings its translations with it; `values` holds those, by language."""

    __slots__ = ()

    def translated(self, language: str) -> str:
        return self.values.get(language) or catalogue(language).get(self.template, self.template)


class _Joined(Text):
    """Texts with a separator between them, which is looked up like a template."""

    __slots__ = ()

    def translated(self, language: str) -> str:
        separator = catalogue(language).get(self.template, self.template)
        return separator.join(translated(part, language) for part in self.values["parts"])


def say(template: str, **values: Any) -> Text:
    """The text of a template: `say('"{tag}" is too long', tag=tag)`. The template is a literal, for the tests' sake.

    Values are numbers, what the user typed, and other texts. Without values braces mean nothing.
    """
    return _made(template, values)


def _made(template: str, values: Mapping[str, Any]) -> Text:
    text = Text(template.format(**values) if values else template)
    text.template = template
    text.values = values
    return text


def term(word: str) -> Text:
    """A text that is data (a category, a pass's summary, a card's reason): translated where the catalogue has it."""
    return _made(word, {})


def in_languages(word: str, **translations: str) -> Text:
    """A text that is data and brings translations: `in_languages("messy", zh="杂乱")`. An empty one counts for none."""
    text = _InLanguages(word)
    text.template = word
    text.values = {language: said for language, said in translations.items() if said}
    return text


def joined(separator: str, texts: Iterable[str]) -> Text:
    """`separator.join(texts)` that can still be translated, separator included."""
    parts = tuple(texts)
    text = _Joined(separator.join(parts))
    text.template = separator
    text.values = {"parts": parts}
    return text


def translated(value: Any, language: str) -> Any:
    """A text, or a JSON value with texts at any depth, in that language. What is no Text stays as it is."""
    if language == ENGLISH:
        return value
    if isinstance(value, Text):
        return value.translated(language)
    if isinstance(value, Mapping):
        return {name: translated(one, language) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [translated(one, language) for one in value]
    return value


def packed(text: str) -> str:
    """A text made by `say`, as JSON for a file, so that it can still be translated when it is read: `unpacked`."""
    return json.dumps(_parts(text))


def unpacked(text: str) -> str:
    """The text that `packed` has put into JSON; what is no such JSON is a text itself."""
    try:
        return _whole(json.loads(text))
    except (ValueError, KeyError, TypeError):
        return text


def _parts(value: Any) -> Any:
    if type(value) is Text:
        return {"template": value.template, "values": {name: _parts(one) for name, one in value.values.items()}}
    return value if isinstance(value, (int, float)) else str(value)


def _whole(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return _made(value["template"], {name: _whole(one) for name, one in value["values"].items()})


def languages() -> tuple[str, ...]:
    """The languages there are: English, and each one that has a folder of translations."""
    return (ENGLISH, *sorted(folder.name for folder in shipped("texts").iterdir() if folder.is_dir()))


def language_of(localization: object) -> str:
    """The language for the webui's `localization` option, which is the name of a file such as `zh_CN`.

    Every Chinese one means "zh"; everything else English. The files are named by their authors, so this is a guess.
    """
    return "zh" if isinstance(localization, str) and _CHINESE.search(localization) else ENGLISH


@lru_cache(maxsize=8)
def catalogue(language: str) -> Mapping[str, str]:
    """Template -> translation. Empty for English and for a language that there is none of."""
    return dict(entry for path in _files(language) for entry in _entries(path.read_text(encoding="utf-8")))


def page_catalogue(language: str) -> Mapping[str, str]:
    """What a page's scripts need of the catalogue; the rest comes translated in the answers that they get."""
    files = (path for path in _files(language) if path.stem not in _IN_ANSWERS)
    return dict(entry for path in files for entry in _entries(path.read_text(encoding="utf-8")))


def _files(language: str) -> list[Path]:
    if language == ENGLISH or language not in languages():
        return []
    return sorted((shipped("texts") / language).glob("*.tsv"))


def _entries(text: str) -> Iterable[tuple[str, str]]:
    r"""The pairs of a file: `#` starts a line that is none; `\n` in an entry stands for a line break."""
    for line in text.split("\n"):
        template, tab, translation = line.rstrip("\r").partition("\t")
        if tab and not line.startswith("#"):
            yield template.replace("\\n", "\n"), translation.replace("\\n", "\n")
