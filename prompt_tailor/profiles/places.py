"""Where in a profile's text a value stands, so that a mistake can be shown at its place."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_ENTRY = re.compile(r"""^\s*(?:\{|"|'|[\d.+-])""")
_TOML_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


def line_of(text: str, path: str, message: str = "") -> int:
    """The line, counted from 1, of the value at `path` (`settings.cfg.min`, `order[2].place`) in a TOML text.

    The nearest line above it where the value itself has none, as when it is missing or stands inside another's line;
    1 where nothing of the path is found. A message of the TOML parser tells its own line.
    """
    told = _TOML_LINE.search(message)
    if told:
        return int(told[1])
    lines = _lines(text)
    while path and path not in lines:
        path = _shorter(path)
    return lines.get(path, 1)


def _shorter(path: str) -> str:
    """The path of what holds the value: `order[2].place` -> `order[2]` -> `order` -> ``."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


def _lines(text: str) -> dict[str, int]:
    """Path -> line, for each table, key, and entry of a list that has a line of its own."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, inside, index = "", "", 0
    for number, line in enumerate(text.split("\n"), 1):
        header = None if inside else _HEADER.match(line)
        key = None if inside else _KEY.match(line)
        if header:
            table = _plain(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, number)
                table = f"{table}[{counts[table]}]"
            found.setdefault(table, number)
        elif key:
            path = f"{table}.{_plain(key[1])}" if table else _plain(key[1])
            found.setdefault(path, number)
            value = line[key.end() :].split("#")[0].strip()
            if value.startswith("[") and value.count("[") > value.count("]"):
                inside, index = path, 0
        elif inside and line.strip().startswith("]"):
            inside = ""
        elif inside and _ENTRY.match(line):
            found.setdefault(f"{inside}[{index}]", number)
            index += 1
    return found


def _plain(dotted: str) -> str:
    """A key without blanks around its dots, quoted only where it has to be: as the reader writes paths."""
    pieces = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)
    return ".".join(_bare(piece) for piece in pieces)


def _bare(piece: str) -> str:
    name = piece.strip("\"'")
    return name if name.replace("_", "").replace("-", "").isalnum() else f'"{name}"'
