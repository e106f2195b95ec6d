"""Changes single values of a profile's text and leaves everything else, comments included, as it stands.

A value that is changed needs a source like every other; here that is the user, so the source "own" vouches for it.
Uses tomlkit, which Forge has through gradio 4 and which `install.py` adds elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..texts import say
from .coverage import claimable, unsourced
from .load import raw_values

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

SOURCE = "own"
_IN_LINE = ("settings.cfg", "settings.steps")
_LONG = 100


class EditError(ValueError):
    """A change that cannot be made. The message can be shown to the user."""


_TITLE, _SAYS = say("My own settings"), say("What I changed.")
"""What stands in the file is English; the page shows it in its language."""


def copy_of(profile: Mapping, new_id: str) -> str:
    """The text of a new profile that takes everything over from another one, of which id, name, base … are given."""
    lines = [
        f"id = {_quoted(new_id)}",
        f"name = {_quoted(profile['name'] + ' (own)')}",
        'version = "1"',
        f"base = {_quoted(profile['base'])}",
        f"extends = {_quoted(profile['id'])}",
        f"summary = {_quoted(profile['summary'])}",
        "",
        "# What stands here takes the place of the same value above; everything else is taken over.",
        "",
        "[[sources]]",
        f"id = {_quoted(SOURCE)}",
        f"title = {_quoted(_TITLE)}",
        f"says = {_quoted(_SAYS)}",
        "for = []",
        "",
    ]
    return "\n".join(lines)


def changed(text: str, changes: Mapping[str, Any]) -> str:
    """The text with each value of `changes` (path -> value, None takes it out) in its place.

    Paths have names only: `settings.cfg.value`, `order`. Raises EditError where the text is no TOML, tomlkit is
    missing, or a path leads through something that is no table.
    """
    try:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError
    except ImportError as error:
        raise EditError(say("The form needs the Python package tomlkit; edit the text instead.")) from error
    try:
        document = tomlkit.parse(text)
        for path, value in changes.items():
            _set(document, path.split("."), value)
        _vouch(document, changes)
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError) as error:
        raise EditError(say("The text is no TOML yet: {error}.", error=str(error).rstrip("."))) from error
    except TypeError as error:
        raise EditError(say("That value cannot be set: {error}.", error=error)) from error


def _set(document: TOMLDocument, path: list[str], value: Any) -> None:
    table: Any = document
    for depth, name in enumerate(path[:-1], 1):
        if name not in table:
            if value is None:
                return
            table[name] = _new_table(".".join(path[:depth]))
        table = table[name]
        if not isinstance(table, Mapping):
            raise TypeError(".".join(path[:depth]))
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = _item(value)


def _new_table(path: str) -> Any:
    import tomlkit

    return tomlkit.inline_table() if path in _IN_LINE else tomlkit.table()


def _item(value: Any) -> Any:
    """A value as tomlkit writes it: tables in a list on one line each."""
    import tomlkit

    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update({name: _item(one) for name, one in value.items()})
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(_item(one) for one in value)
        array.multiline(any(isinstance(one, Mapping) for one in value) or len(json.dumps(value)) > _LONG)
        return array
    return value


def _vouch(document: TOMLDocument, changes: Iterable[str]) -> None:
    """Let the user's own source vouch for the changed values that no source of the file vouches for."""
    import tomlkit

    known = claimable()
    lacking = {problem.path for problem in unsourced(raw_values(tomlkit.dumps(document))) if problem.path in known}
    wanted = [path for path in sorted(lacking) if any(_begins(change, path) for change in changes)]
    if not wanted:
        return
    sources = document.setdefault("sources", tomlkit.aot())
    own = next((source for source in sources if source.get("id") == SOURCE), None)
    if own is None:
        own = tomlkit.table()
        own.update({"id": SOURCE, "title": "My own settings", "says": "What I changed.", "for": []})
        sources.append(own)
    own["for"] = [*own.get("for", []), *wanted]


def _begins(change: str, path: str) -> bool:
    return change == path or change.startswith(f"{path}.") or path.startswith(f"{change}.")


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for the DEL character."""
    return re.sub("\x7f", r"\\u007f", json.dumps(text, ensure_ascii=False))
