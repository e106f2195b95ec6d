"""Our part of a picture's infotext: what is written into it, and what is read back when it is pasted.

Three keys, with text values only, because lists and functions break older webuis: the profile with its version, the
prompts as they were typed, and the choices that differ from the defaults. The webui quotes values itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

PROFILE_KEY = "Prompt Tailor"
TYPED_KEY = "Prompt Tailor typed"
CHOICES_KEY = "Prompt Tailor choices"
OFF = "off"
"""Stands in place of a profile when the prompt itself switched us off."""


@dataclass(frozen=True)
class Typed:
    """What stood in the prompt boxes, and the styles that were chosen beside them."""

    prompt: str = ""
    negative_prompt: str = ""
    hr_prompt: str = ""
    hr_negative_prompt: str = ""
    styles: tuple[str, ...] = ()

    def to_json(self) -> dict:
        return {name: list(value) if name == "styles" else value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Record:
    """What a picture says of how its prompt was fitted. `typed` is None where it was not recorded."""

    profile: str
    typed: Typed | None
    choices: Mapping


def write(profile: str, typed: Typed | None, choices: Mapping) -> dict[str, str]:
    """The keys and values for a picture. `profile` is what `profile_text` made, or OFF."""
    values = {PROFILE_KEY: profile}
    if typed is not None:
        values[TYPED_KEY] = _to_text(typed.to_json())
    if choices:
        values[CHOICES_KEY] = _to_text(choices)
    return values


def profile_text(profile: str, version: str) -> str:
    """A profile's id and version, as the picture names them."""
    return f"{profile} {version}".strip()


def read(values: Mapping) -> Record | None:
    """What the parsed infotext of a picture says; None when we had no part in it.

    Values that are no longer what we wrote (edited by hand, or by another tool) count as not recorded.
    """
    profile = values.get(PROFILE_KEY)
    if not isinstance(profile, str) or not profile:
        return None
    typed = _object(values.get(TYPED_KEY))
    return Record(profile, None if typed is None else _typed(typed), _object(values.get(CHOICES_KEY)) or {})


def _to_text(value: Mapping) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(text: object) -> dict | None:
    """The JSON object of a text; None when it is none."""
    if not isinstance(text, str):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _typed(given: Mapping) -> Typed:
    names = {field.name for field in fields(Typed)} - {"styles"}
    texts = {name: value for name, value in given.items() if name in names and isinstance(value, str)}
    styles = given.get("styles", [])
    listed = styles if isinstance(styles, list) else []
    return Typed(**texts, styles=tuple(style for style in listed if isinstance(style, str)))
