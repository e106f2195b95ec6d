"""Does every value of a profile file name its source?

A value group is a top-level table or list (`order`, `bans`); of the tables whose keys are facts of their own, each
key counts (`settings.cfg`, `words.rating`). A source vouches for a group, or for single keys of it, in its `for` list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from ..texts import say
from .model import Profile, covers
from .reader import Problem, did_you_mean, kind_of, plan

UNSOURCED = frozenset(
    {"id", "name", "version", "base", "summary", "covers", "family", "extends", "notes", "sources"},
)
"""What names or describes a profile, and so needs no source."""


def paths(raw: dict[str, Any]) -> Iterator[str]:
    """The paths of the values that a file sets: `order`, `settings.cfg`, `words.rating` … Notes do not count."""
    for name, value in raw.items():
        if not isinstance(value, dict):
            yield name
            continue
        for part in value:
            if part != "note":
                yield f"{name}.{part}"


def claimable() -> list[str]:
    """Everything that a source may list in its `for`."""
    names: list[str] = []
    for name, (_, hint) in plan(Profile).items():
        if name in UNSOURCED:
            continue
        names.append(name)
        kind, arguments = kind_of(hint)
        if kind is not tuple:
            parts = plan(kind) if hasattr(kind, "__dataclass_fields__") else get_args(arguments[0]) if arguments else ()
            names.extend(f"{name}.{part}" for part in parts if part != "note")
    return names


def unsourced(raw: dict[str, Any]) -> list[Problem]:
    """The values of a file that no source of the same file vouches for, and the mistakes in its `for` lists.

    Works on the values as parsed, so that these mistakes are told together with all others of the file.
    """
    sources = raw.get("sources", [])
    if not sources:
        return [Problem("sources", say("expected at least one source: a profile says where its values come from"))]
    known = claimable()
    problems: list[Problem] = []
    claims: set[str] = set()
    for where, claim in _claims(sources):
        claims.add(claim)
        if claim not in known:
            problems.append(
                Problem(where, say('unknown value "{value}"{hint}', value=claim, hint=did_you_mean(claim, known)))
            )
    for path in paths(raw):
        if path in known and not any(covers(claim, path) for claim in claims):
            problems.append(
                Problem(path, say('expected a source for it: add "{path}" to the `for` list of one', path=path))
            )
    return problems


def _claims(sources: Any) -> Iterator[tuple[str, str]]:
    """Each entry of each `for` list, with its place; what is no source or no text is the reader's to complain about."""
    for index, source in enumerate(sources if isinstance(sources, list) else []):
        listed = source.get("for") if isinstance(source, dict) else None
        for place, claim in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(claim, str):
                yield f"sources[{index}].for[{place}]", claim
