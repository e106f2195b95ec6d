"""From the plain values of a TOML file to the dataclasses of `model`, collecting every mistake on the way.

The classes' type hints say what is expected; nothing about a particular field is known here. A mistake never stops
the reading: the reader notes where it is, what was found and what was expected, and goes on.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from ..texts import say, term
from .flaws import flaws
from .model import file_key
from .words import Word

SHORTHAND: Mapping[type, str] = types.MappingProxyType({Word: "text"})
"""Classes for which a bare string may stand, and the field that it fills."""


class Problem(NamedTuple):
    """One mistake: where in the file, and what is wrong."""

    path: str
    text: str


class _Invalid:
    """Stands for a value that could not be read."""


_INVALID = _Invalid()


@cache
def plan(cls: type) -> dict[str, tuple[Field, Any]]:
    """The keys that a table for `cls` may have -> the dataclass field and its type; without what the loader fills."""
    hints = get_type_hints(cls)
    return {file_key(item.name): (item, hints[item.name]) for item in fields(cls) if "loaded" not in item.metadata}


def is_required(item: Field) -> bool:
    """Whether a table must have the field."""
    return item.default is MISSING and item.default_factory is MISSING


@cache
def kind_of(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type hint without its `| None` (a file has no null), as its origin and arguments."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    return get_origin(hint) or hint, get_args(hint)


class Reader:
    """Reads values and keeps the list of mistakes."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, hint: Any, value: Any, path: str = "", one: bool = False) -> Any:
        """`value` as the type that `hint` names, or `_INVALID` after noting what is wrong with it at `path`."""
        kind, arguments = kind_of(hint)
        if kind is tuple:
            return self._list(arguments[0], [value] if one and isinstance(value, str) else value, path)
        if kind is Mapping:
            return self._mapping(arguments, value, path)
        if is_dataclass(kind):
            return self._table(kind, value, path)
        if kind is Literal:
            return self._choice(arguments, value, path, say("value"))
        if issubclass(kind, Enum):
            chosen = self._choice([member.value for member in kind], value, path, term(kind.__name__.lower()))
            return chosen if chosen is _INVALID else kind(chosen)
        return self._plain(kind, value, path)

    def _wrong(self, path: str, text: str) -> _Invalid:
        self.problems.append(Problem(path, text))
        return _INVALID

    def _plain(self, kind: type, value: Any, path: str) -> Any:
        accepted = (int, float) if kind is float else (kind,)
        if isinstance(value, accepted) and (kind is bool or not isinstance(value, bool)):
            return value
        return self._wrong(path, _mismatch(_expected(kind), value))

    def _choice(self, allowed: Iterable[str], value: Any, path: str, noun: str) -> Any:
        allowed = list(allowed)
        if value in allowed:
            return value
        if not isinstance(value, str):
            return self._wrong(path, _mismatch(say("one of {words}", words=", ".join(allowed)), value))
        hint = did_you_mean(value, allowed)
        return self._wrong(path, say('unknown {noun} "{value}"{hint}', noun=noun, value=value, hint=hint))

    def _list(self, item: Any, value: Any, path: str) -> Any:
        if not isinstance(value, list):
            return self._wrong(path, _mismatch(_expected(tuple, item), value))
        read = [self.read(item, entry, f"{path}[{index}]") for index, entry in enumerate(value)]
        return _INVALID if _INVALID in read else tuple(read)

    def _mapping(self, arguments: tuple[Any, ...], value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, _mismatch(say("a table"), value))
        names = list(get_args(arguments[0])) if get_origin(arguments[0]) is Literal else list(value)
        self._refuse_unknown(value, names, path)
        read = {name: self.read(arguments[1], value[name], _join(path, name)) for name in names if name in value}
        return _INVALID if _INVALID in read.values() else read

    def _table(self, cls: type, value: Any, path: str) -> Any:
        if isinstance(value, str) and cls in SHORTHAND:
            value = {SHORTHAND[cls]: value}
        if not isinstance(value, dict):
            return self._wrong(path, _mismatch(_expected(cls), value))
        known = plan(cls)
        meant = self._refuse_unknown(value, list(known), path)
        read: dict[str, Any] = {}
        for name, (item, hint) in known.items():
            if name in value:
                found = self.read(hint, value[name], _join(path, name), "one" in item.metadata)
                read[item.name] = _prose(found) if "prose" in item.metadata else found
            elif is_required(item) and name not in meant:
                self._wrong(_join(path, name), say("missing; expected {what}", what=_expected(*_parts(hint))))
                meant.add(name)
        valid = {field: entry for field, entry in read.items() if entry is not _INVALID}
        whole = not meant and len(valid) == len(read)
        return self._checked(cls, valid, path, whole)

    def _refuse_unknown(self, value: dict, known: list[str], path: str) -> set[str]:
        """Notes each key that is not among `known`; returns the keys that were probably meant."""
        meant = set()
        for name in value:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                self._wrong(_join(path, name), _unknown_key(near[0] if near else "", known))
                meant.update(near or [name])
        return meant

    def _checked(self, cls: type, valid: dict[str, Any], path: str, whole: bool) -> Any:
        """The object, or `_INVALID` if anything is wrong. Of a table read in part, that part is judged."""
        needed = {item.name: _stand_in(hint) for item, hint in plan(cls).values() if is_required(item)}
        built = cls(**needed | valid)
        found = [(where, text) for where, text in flaws(built) if whole or re.split(r"[.\[]", where)[0] in valid]
        self.problems.extend(Problem(_below(path, where), text) for where, text in found)
        return built if whole and not found else _INVALID


def _prose(value: Any) -> Any:
    """A string, or several, as texts that can be translated."""
    if isinstance(value, tuple):
        return tuple(map(term, value))
    return term(value) if isinstance(value, str) else value


def _stand_in(hint: Any) -> Any:
    """An empty value in the place of one that could not be read, for an object that is only looked through."""
    kind, _ = kind_of(hint)
    return kind() if kind in (str, int, float, tuple) else None


def did_you_mean(value: str, allowed: Iterable[str]) -> str:
    """The tail of a message about an unknown name: the nearest allowed one, or else all of them."""
    allowed = list(allowed)
    near = get_close_matches(value, allowed, n=1)
    if near:
        return say(' – did you mean "{near}"?', near=near[0])
    return say(" (allowed: {names})", names=", ".join(allowed))


def _unknown_key(near: str, known: list[str]) -> str:
    names = ", ".join(known)
    if near:
        return say('unknown key – did you mean "{near}"? (allowed: {names})', near=near, names=names)
    return say("unknown key (allowed: {names})", names=names)


def _mismatch(expected: str, value: Any) -> str:
    return say("expected {what}, got {got}", what=expected, got=_found(value))


def _join(path: str, name: str) -> str:
    """The path of a key, which is quoted where TOML quotes it."""
    bare = name.replace("_", "").replace("-", "").isalnum()
    return _below(path, name if bare else f'"{name}"')


def _below(path: str, rest: str) -> str:
    return f"{path}.{rest}" if path and rest else path or rest


def _parts(hint: Any) -> tuple[Any, ...]:
    kind, arguments = kind_of(hint)
    return (kind, arguments[0]) if kind is tuple else (kind,)


_PLAIN_NAMES = {
    str: say("a string"),
    int: say("a whole number"),
    float: say("a number"),
    bool: say("true or false"),
}


def _expected(kind: Any, item: Any = None) -> str:
    """What a value of that type is called in a message."""
    if kind is tuple:
        if item in SHORTHAND:
            return say("a list of strings or tables")
        return say("a list of tables") if is_dataclass(item) else say("a list of strings")
    if is_dataclass(kind):
        return say("a string or a table") if kind in SHORTHAND else say("a table")
    return _PLAIN_NAMES.get(kind, say("a table") if kind is Mapping else say("a string"))


def _found(value: Any) -> str:
    """What a value of a TOML file is called in a message."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return say('a string ("{value}")', value=value if len(value) <= 40 else value[:39] + "…")
    if isinstance(value, (int, float)):
        return say("a number ({value})", value=value)
    if isinstance(value, (list, dict)):
        return say("a list") if isinstance(value, list) else say("a table")
    return say("a {kind}", kind=type(value).__name__)
