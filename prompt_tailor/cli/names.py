"""`prompt-tailor names`: build the index of names, say what it holds, and search in it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from ..api import Tailor
from ..lexicon.names import Progress
from ..lexicon.names_reader import KINDS
from ..texts import say, translated
from .asking import add_json
from .findings import columns
from .streams import print_json

_OK, _FAILED = 0, 1
_LONGEST_NAME = 60


def add_command(commands: Any, progress: Progress) -> None:
    """Add the command and its actions to argparse's commands. `progress` hears how far a build is."""
    names = commands.add_parser("names", help=say("look up characters, series and artists, and build their index"))
    actions = names.add_subparsers(required=True, metavar="ACTION")
    build = actions.add_parser("build", help=say("read all lists of names anew"))
    build.set_defaults(command=lambda asked, tailor: _build(asked, tailor, progress))
    status = actions.add_parser(
        "status", help=say("tell which lists were found, how many names they hold, how old they are")
    )
    status.set_defaults(command=_status)
    search = actions.add_parser(
        "search", help=say("find names by a part of them, in any order, in Latin letters or not")
    )
    search.add_argument("query", nargs="+", metavar="QUERY")
    search.add_argument("--kind", choices=KINDS, help=say("only names of that kind"))
    search.add_argument("--limit", type=int, default=20, metavar="N", help=say("at most so many (default: 20)"))
    search.set_defaults(command=_search)
    for action in (build, status, search):
        add_json(action)


def _build(asked: argparse.Namespace, tailor: Tailor, progress: Progress) -> int:
    tailor.names.ensure(progress, background=False, rebuild=True)
    return _status(asked, tailor)


def _status(asked: argparse.Namespace, tailor: Tailor) -> int:
    status = tailor.names_status()
    if asked.json:
        print_json(translated(status, asked.lang))
    else:
        for line in _status_lines(status):
            print(translated(line, asked.lang))
    return _OK if status["state"] == "ready" else _FAILED


def _status_lines(status: dict) -> list[str]:
    lines = [status["message"], say("File: {path}", path=status["path"])]
    if status["sources"]:
        lines += ["", say("Lists, the first that counts a name's pictures goes before the others:")]
        lines += [_source_line(source) for source in status["sources"]]
    lines += ["", say("Lists of your own go into {folder}", folder=status["folder"])]
    if not status["forgives_typing_errors"]:
        lines.append(say("rapidfuzz is not installed: a search does not forgive typing errors"))
    return lines


def _source_line(source: dict) -> str:
    if source["problem"]:
        return say("  {problem} ({path})", problem=source["problem"], path=source["path"])
    days = "?" if source["age_days"] is None else f"{source['age_days']:.0f}"
    return say(
        "  {label}: {n} names, {days} days old ({path})",
        label=source["label"],
        n=f"{source['names']:,}",
        days=days,
        path=source["path"],
    )


def _search(asked: argparse.Namespace, tailor: Tailor) -> int:
    query = " ".join(asked.query)
    found = tailor.search_names(query, asked.limit, asked.kind)
    if asked.json:
        print_json(found)
        return _OK
    if not found:
        status = tailor.names_status()
        why = [] if status["state"] == "ready" else [status["message"]]
        for line in (say('No name is like "{query}".', query=query), *why):
            print(translated(line, asked.lang), file=sys.stderr)
    width = min(max((columns(one["name"]) for one in found), default=0), _LONGEST_NAME)
    for one in found:
        posts = f"{one['posts']:,}" if one["posts"] else ""
        about = ", ".join(filter(None, (one["series"], one["subject"], one["found_by"])))
        print(f"{one['kind']:9}  {one['name']}{' ' * (width - columns(one['name']))}  {posts:>9}  {about}".rstrip())
    return _OK
