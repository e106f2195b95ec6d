"""What the classes of `model` say, for people and editors: `profiles/schema.json` and the table in its README.

`python -m prompt_tailor.profiles.schema FOLDER` writes both; with `--check` it only tells whether they are up to date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from .model import Profile, to_json
from .reader import SHORTHAND, is_required, kind_of, plan

START = "<!-- fields: made by `python -m prompt_tailor.profiles.schema profiles`, do not edit -->"
END = "<!-- /fields -->"

_PLAIN_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_PLAIN_NAMES = {str: "text", int: "whole number", float: "number", bool: "true/false"}


def schema() -> dict[str, Any]:
    """The JSON schema (draft 7, which TOML editors read) of a profile file."""
    tables: dict[str, Any] = {}
    _reference(Profile, tables)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Prompt Tailor profile",
        **tables.pop(Profile.__name__),
        "definitions": dict(sorted(tables.items())),
    }


def field_tables() -> str:
    """Markdown: one table of fields for a profile and one for each kind of table in it."""
    return "\n\n".join(_markdown(cls) for cls in _classes(Profile))


def with_field_tables(readme: str) -> str:
    """The README's text with the field tables between their two marks brought up to date."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{field_tables()}\n\n{END}{after}"


def schema_text() -> str:
    """The text of `schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Writes both files into the folder, or with `--check` returns 1 if one of them is out of date."""
    folder = Path(next((argument for argument in arguments if argument != "--check"), "profiles"))
    readme = folder / "README.md"
    wanted = {
        folder / "schema.json": schema_text(),
        readme: with_field_tables(readme.read_text(encoding="utf-8")),
    }
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" not in arguments:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path}: {'out of date' if '--check' in arguments else 'written'}\n")
    return int(bool(stale) and "--check" in arguments)


def _reference(cls: type, tables: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of `cls`, which is added to `tables` when it is not there yet."""
    if cls.__name__ not in tables:
        tables[cls.__name__] = {}
        tables[cls.__name__] = _table(cls, tables)
    reference = {"$ref": f"#/definitions/{cls.__name__}"}
    return {"anyOf": [reference, {"type": "string"}]} if cls in SHORTHAND else reference


def _table(cls: type, tables: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for name, (item, hint) in plan(cls).items():
        described = _typed(hint, tables)
        if "one" in item.metadata:
            described = {"anyOf": [described, {"type": "string"}]}
        # draft 7 ignores what stands beside a reference, so the reference goes one level down
        described = {"allOf": [described]} if "$ref" in described else described
        properties[name] = {"description": item.metadata["doc"], **described, **_default(item)}
    required = [name for name, (item, _) in plan(cls).items() if _is_required(cls, name, item)]
    table = {"type": "object", "description": (cls.__doc__ or "").strip(), "properties": properties}
    return table | {"required": required, "additionalProperties": False}


def _typed(hint: Any, tables: dict[str, Any]) -> dict[str, Any]:
    kind, arguments = kind_of(hint)
    if kind is tuple:
        return {"type": "array", "items": _typed(arguments[0], tables)}
    if kind is Mapping:
        names = get_args(arguments[0]) if get_origin(arguments[0]) is Literal else None
        values = _typed(arguments[1], tables)
        if names is None:
            return {"type": "object", "additionalProperties": values}
        return {"type": "object", "properties": dict.fromkeys(names, values), "additionalProperties": False}
    if is_dataclass(kind):
        return _reference(kind, tables)
    if kind is Literal:
        return {"enum": list(arguments)}
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": _PLAIN_TYPES[kind]}


def _is_required(cls: type, name: str, item: Field) -> bool:
    """Sources have a default in the class, so that the loader can tell of other mistakes too; a file must have them."""
    return is_required(item) or (cls is Profile and name == "sources")


def _default(item: Field) -> dict[str, Any]:
    default = item.default
    plain = default is not MISSING and default is not None and not is_dataclass(default) and default != ()
    return {"default": to_json(default)} if plain and default != "" else {}


def _classes(cls: type, seen: list[type] | None = None) -> list[type]:
    """The class and those of its fields, each once, in the order in which a reader meets them."""
    seen = [] if seen is None else seen
    seen.append(cls)
    for _, hint in plan(cls).values():
        for part in _tables_in(hint):
            if part not in seen:
                _classes(part, seen)
    return seen


def _tables_in(hint: Any) -> Iterator[type]:
    kind, arguments = kind_of(hint)
    if isinstance(kind, type) and is_dataclass(kind):
        yield kind
    elif kind in (tuple, Mapping):
        yield from _tables_in(arguments[-1] if kind is Mapping else arguments[0])


def _markdown(cls: type) -> str:
    lines = [f"### {cls.__name__}", "", *(cls.__doc__ or "").strip().split("\n"), ""]
    lines += ["| key | value | meaning |", "|---|---|---|"]
    for name, (item, hint) in plan(cls).items():
        must = " (required)" if _is_required(cls, name, item) else ""
        doc = item.metadata["doc"].replace("|", "\\|")
        lines.append(f"| `{name}` | {_named(hint)}{must} | {doc} |")
    return "\n".join(lines)


def _named(hint: Any) -> str:
    """A type in words; tables are links to their own section."""
    kind, arguments = kind_of(hint)
    if kind is tuple:
        return f"list of {_named(arguments[0])}"
    if kind is Mapping:
        names = _named(arguments[0]) if get_origin(arguments[0]) is Literal else "name"
        return f"table: {names} = {_named(arguments[1])}"
    if kind is Literal:
        return ", ".join(f"`{name}`" for name in arguments)
    if is_dataclass(kind):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return "category" if issubclass(kind, Enum) else _PLAIN_NAMES[kind]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
