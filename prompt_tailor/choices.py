"""What the user picked: one value behind panel, request, infotext and command line."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches

from .texts import joined, say

_SIZE = re.compile(r"^\d{2,5}x\d{2,5}$")


class ChoiceError(ValueError):
    """A choice that is none. `problems` holds one sentence for each mistake."""

    def __init__(self, problems: list[str]):
        super().__init__(joined("; ", problems))
        self.problems = problems


@dataclass(frozen=True)
class Choices:
    """The user's choices; the defaults are what most people want."""

    order: str = "full"
    """`full`: the model's whole order; `lead`: only its opening and closing places; `off`: as typed."""
    quality: str | tuple[str, ...] = "recommended"
    """`recommended`, `off`, or the words to add."""
    quality_weight: float | None = None
    """The weight of added quality words; None: the card's."""
    aesthetic: tuple[str, ...] = ()
    """Aesthetic words to add."""
    negative: str = "recommended"
    """`recommended`, `off`, or the name of one of the profile's variants."""
    rating: str | None = None
    """A rating word to add where none was typed."""
    year: str | None = None
    """A year word to add where none was typed."""
    series: str = "on"
    """`on`: add a known character's missing series where the model's template has a place for it; `off`."""
    other_names: str = "on"
    """`on`: write other names, short names and turned names (`甘雨`, `ganyu`) by the one the models know; `off`."""
    character_form: str | None = None
    """`tag` or `sentence`; None leaves characters as they were typed."""
    merge_broader: bool = False
    """Drop a tag that a narrower one covers (`long hair` beside `very long hair`)."""
    translate: bool = True
    """Write another family's quality, rating, year and source words as this model's."""
    keep_words: tuple[str, ...] = ()
    """Words of other families that stay as they were typed."""
    size: str = "nearest"
    """`nearest` trained size, `keep`, or an exact one such as `832x1216`."""
    pinned: tuple[str, ...] = ()
    """Tags that keep their place among the typed ones; in any spelling."""
    without: tuple[str, ...] = ()
    """Tags that are never added, to neither prompt; in any spelling."""

    def to_json(self) -> dict:
        """The choices that differ from the defaults, as JSON values."""
        plain = asdict(self)
        default = asdict(Choices())
        changed = {name: value for name, value in plain.items() if value != default[name]}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in changed.items()}


_LISTS = ("aesthetic", "pinned", "without")
_LARGEST_WEIGHT = 3
_ALLOWED = {
    "order": ("full", "lead", "off"),
    "series": ("on", "off"),
    "other_names": ("on", "off"),
    "character_form": (None, "tag", "sentence"),
}


def read_choices(given: object) -> Choices:
    """Choices from JSON. Raises ChoiceError naming every unknown key and wrong value at once."""
    if given is None:
        return Choices()
    if not isinstance(given, dict):
        raise ChoiceError([_wrong("choices", say("an object"), given)])
    known = {field.name for field in fields(Choices)}
    problems = [_unknown(name, sorted(known)) for name in given if name not in known]
    values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if name in known
    }
    problems += [problem for name, value in values.items() for problem in _problems(name, value)]
    if problems:
        raise ChoiceError(problems)
    return Choices(**values)


def _unknown(name: object, known: list[str]) -> str:
    near = get_close_matches(str(name), known, 1)
    if near:
        return say('choices: unknown key "{name}", did you mean "{near}"?', name=name, near=near[0])
    return say('choices: unknown key "{name}" (known: {known})', name=name, known=", ".join(known))


def _wrong(name: str, expected: str, got: object) -> str:
    return say("{name}: expected {expected}, got {got}", name=name, expected=expected, got=repr(got))


def _problems(name: str, value: object) -> list[str]:
    if name in _ALLOWED:
        allowed = _ALLOWED[name]
        shown = ", ".join("null" if one is None else one for one in allowed)
        return [] if value in allowed else [_wrong(f"choices.{name}", say("one of {words}", words=shown), value)]
    if name in ("merge_broader", "translate"):
        return [] if isinstance(value, bool) else [_wrong(f"choices.{name}", say("true or false"), value)]
    if name == "keep_words":
        words = isinstance(value, tuple) and all(isinstance(word, str) for word in value)
        return [] if words else [_wrong("choices.keep_words", say("a list of words"), value)]
    if name == "size":
        right = isinstance(value, str) and (value in ("nearest", "keep") or _SIZE.match(value))
        return [] if right else [_wrong("choices.size", say('"nearest", "keep" or WIDTHxHEIGHT'), value)]
    if name == "quality":
        return _quality_problems(value)
    if name in _LISTS:
        return [] if _is_words(value) else [_wrong(f"choices.{name}", say("a list of words"), value)]
    if name == "quality_weight":
        expected = say("a number above 0, {most} at most, or null", most=_LARGEST_WEIGHT)
        return [] if _is_weight(value) else [_wrong(f"choices.{name}", expected, value)]
    if name == "negative":
        right = isinstance(value, str)
        return [] if right else [_wrong("choices.negative", say("recommended, off or a variant's name"), value)]
    right = value is None or isinstance(value, str)
    return [] if right else [_wrong(f"choices.{name}", say("a word or null"), value)]


def _quality_problems(value: object) -> list[str]:
    if _is_words(value) or value in ("recommended", "off"):
        return []
    return [_wrong("choices.quality", say('"recommended", "off" or a list of words'), value)]


def _is_words(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(word, str) for word in value)


def _is_weight(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= _LARGEST_WEIGHT
