"""The kinds of files that names stand in, and how each is read, in batches.

A file is read in batches, so that a list of half a million names never lies in memory whole.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TextIO

from ..texts import say

_KIND_OF_CATEGORY = {"1": "artist", "3": "series", "4": "character"}
"""Danbooru's numbers, https://danbooru.donmai.us/wiki_pages/api:tags; e621 has the same three."""
_KINDS = frozenset(_KIND_OF_CATEGORY.values())
_BATCH_CHARACTERS = 1 << 15
_BATCH_ROWS = 512
_TOLERATED = 0.1
"""The share of lines that may be damaged. With more of them the file is something else than it looks like."""
_TOO_MANY = 1e15
"""No site has as many posts."""
_LONGEST_CHANTS = 64 << 20
"""A file of chants is read whole, for JSON cannot be read otherwise; real ones have less than a megabyte."""


class SourceError(Exception):
    """A file that is no list of names we know, or is damaged; the message says what was found."""


@dataclass(frozen=True)
class Batch:
    """Names of one kind as the source writes them, in its order.

    `posts` goes along where the source counts; `others` holds (another name, name) where it knows such.
    """

    kind: str
    names: list[str]
    posts: list[int | None] | None = None
    others: tuple[tuple[str, str], ...] = ()


def read_list(file: TextIO, kind: str) -> Iterator[Batch]:
    """A list with one name a line."""
    while text := file.read(_BATCH_CHARACTERS):
        text += file.readline()
        if "\0" in text:
            raise SourceError(say("is not a text file"))
        yield Batch(kind, text.split("\n"))


def read_chants(file: TextIO) -> Iterator[Batch]:
    """The characters of a file of tagcomplete's chants, as `noob_characters-chants.json` has them."""
    text = file.read(_LONGEST_CHANTS)
    try:
        chants = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(say("is not JSON ({error})", error=error)) from error
    if not isinstance(chants, list):
        raise SourceError(say("is no list of chants"))
    named = [one.get("name") for one in chants if isinstance(one, dict) and one.get("terms") == "Character"]
    names = [name for name in named if isinstance(name, str) and "\0" not in name]
    if not names:
        raise SourceError('has no chants of the kind "Character"')
    yield Batch("character", names)


Named = tuple[str, str, "int | None", "tuple[str, ...]"]
"""Kind, name, number of posts and other names."""
RowReader = Callable[[list[str]], Iterable[Named]]
"""Takes a row apart; IndexError and ValueError say that the row is damaged."""


def read_table(file: TextIO, tabs: bool = False) -> Iterator[Batch]:
    """A table of names: comma-separated values, or with `tabs` the lexicon's own form."""
    rows = (row for row in _tab_rows(file)) if tabs else (row for row in csv.reader(file) if row)
    first = next(rows, None)
    if first is None:
        raise SourceError(say("is empty"))
    read_row, has_header = (_tab_layout(first), False) if tabs else _layout(first)
    rows = rows if has_header else chain([first], rows)
    damaged = total = 0
    while batch := list(islice(rows, _BATCH_ROWS)):
        total += len(batch)
        named: dict[str, tuple[list[str], list[int | None], list[tuple[str, str]]]] = {}
        for row in batch:
            try:
                for kind, name, posts, others in read_row(row):
                    if "\0" in name:
                        raise ValueError(name)
                    names, counts, pairs = named.setdefault(kind, ([], [], []))
                    names.append(name)
                    counts.append(posts)
                    pairs += [(other, name) for other in others]
            except (IndexError, ValueError):
                damaged += 1
        yield from (Batch(kind, names, counts, tuple(pairs)) for kind, (names, counts, pairs) in named.items())
    if damaged > total * _TOLERATED:
        raise SourceError(
            say("is damaged: {n:,} of its {total:,} rows have not the columns of the first", n=damaged, total=total)
        )


def _layout(first: list[str]) -> tuple[RowReader, bool]:
    """How to take the rows of a table apart, judged by its first row, and whether that row is a header.

    The shapes are those of a1111-sd-webui-tagcomplete (`tag,category,count,"aliases"`, no header), the WD14 taggers'
    selected_tags.csv (`tag_id,name,category,count`) and NoobAI's lists (`character,copyright,trigger,core_tags,…` and
    `artist,trigger,count,…`). Columns are found by their names, as forks add and leave out some.
    """
    column = {title.strip().lower(): place for place, title in enumerate(first)}
    count = column.get("count", column.get("post_count"))
    name = column.get("name", column.get("tag"))
    if "category" in column and name is not None:
        return _categorised_rows(name, column["category"], count, column.get("aliases")), True
    if "trigger" in column and "character" in column:
        return _character_rows(column["character"], column.get("copyright"), count), True
    if "trigger" in column and "artist" in column:
        return _artist_rows(column["artist"], count), True
    if len(first) >= 3 and first[1].isdecimal() and first[2].isdecimal():
        return _categorised_rows(0, 1, 2, 3), False
    raise SourceError(
        say(
            "begins with {text}, which is none of the known kinds: tag,category,count,aliases; "
            "tag_id,name,category,count; character,copyright,trigger,core_tags; or characters.txt, copyrights.txt, "
            "artist.txt with one name a line",
            text=repr(",".join(first)[:60]),
        )
    )


def _posts(row: list[str], count: int | None) -> int | None:
    if count is None:
        return None
    posts = float(row[count] or 0)
    if not 0 <= posts < _TOO_MANY:
        raise ValueError(row[count])
    return int(posts)


def _categorised_rows(name: int, category: int, count: int | None, others: int | None) -> RowReader:
    def read_row(row: list[str]) -> Iterable[Named]:
        kind = _KIND_OF_CATEGORY.get(str(int(row[category])))
        if kind is None:
            return ()
        known_as = row[others] if others is not None and len(row) > others else ""
        return [(kind, row[name], _posts(row, count), _other_names(known_as))]

    return read_row


def _other_names(listed: str) -> tuple[str, ...]:
    """Danbooru's aliases without its abbreviations (`/hm`), which nobody types into a prompt."""
    return tuple(one for one in listed.split(",") if one and not one.startswith("/") and "\0" not in one)


def _character_rows(character: int, series: int | None, count: int | None) -> RowReader:
    """The count is the character's; what the series has in all, this kind of file does not say."""

    def read_row(row: list[str]) -> Iterable[Named]:
        yield "character", row[character], _posts(row, count), ()
        if series is not None:
            yield "series", row[series], None, ()

    return read_row


def _artist_rows(artist: int, count: int | None) -> RowReader:
    return lambda row: [("artist", row[artist], _posts(row, count), ())]


def _tab_rows(file: TextIO) -> Iterator[list[str]]:
    lines = (line.rstrip("\r\n") for line in file)
    return (line.split("\t") for line in lines if line and not line.startswith("# "))


def _tab_layout(first: list[str]) -> RowReader:
    """The lexicon's tables: `name, kind, posts` as in posts.tsv, or `typed, kind, name` as in other_names.tsv."""
    if len(first) != 3 or first[1] not in _KINDS:
        raise SourceError(
            say(
                "begins with {text}; expected three columns divided by tabs: name, kind (character, series or "
                "artist), posts; or what is typed, kind, name",
                text=repr(", ".join(first)[:60]),
            )
        )
    if first[2].isdecimal():
        return lambda row: [(_known_kind(row[1]), row[0], _posts(row, 2), ())]
    return lambda row: [(_known_kind(row[1]), row[2], None, (row[0],))]


def _known_kind(word: str) -> str:
    if word not in _KINDS:
        raise ValueError(word)
    return word
