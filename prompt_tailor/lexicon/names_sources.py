"""Where names come from: the lists of tipo-kgen, and the kinds of files that the community keeps.

A source is read in batches, so that a list of half a million names never lies in memory whole. Nothing is imported
from tipo-kgen: its code needs torch and transformers, its lists need neither.
"""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

PACKAGE = "kgen"
DISTRIBUTION = "tipo-kgen"
INSTALL_ADVICE = (
    "tipo-kgen is not installed: names of characters, series and artists are unknown; "
    "install it with: pip install --no-deps tipo-kgen"
)

_PACKAGE_LISTS = ("characters.txt", "copyrights.txt", "artist.txt")
_KIND_OF_LIST = {
    "character": "character",
    "characters": "character",
    "copyright": "series",
    "copyrights": "series",
    "series": "series",
    "artist": "artist",
    "artists": "artist",
}
_KIND_OF_CATEGORY = {"1": "artist", "3": "series", "4": "character"}
"""Danbooru's numbers, https://danbooru.donmai.us/wiki_pages/api:tags; e621 has the same three."""

_BATCH_CHARACTERS = 1 << 17
_BATCH_ROWS = 4096
_TOLERATED = 0.1
"""The share of lines that may be damaged. With more of them the file is something else than it looks like."""
_TOO_MANY = 1e15
"""No site has as many posts."""


class SourceError(Exception):
    """A file that is no list of names we know, or is damaged; the message says what was found."""


@dataclass(frozen=True)
class Source:
    """One file of names. `kind` is set for a list with one name a line; other files say themselves what they hold."""

    path: Path
    label: str
    version: str = ""
    kind: str | None = None

    def fingerprint(self) -> tuple[str, str, int, int]:
        """What has to be the same for the names to be the same. A file that is not there has size and time -1."""
        try:
            state = self.path.stat()
        except OSError:
            return str(self.path), self.version, -1, -1
        return str(self.path), self.version, state.st_size, state.st_mtime_ns


@dataclass(frozen=True)
class Batch:
    """Names of one kind as the source writes them, in its order; `posts` goes along where the source counts."""

    kind: str
    names: list[str]
    posts: list[int | None] | None = None


def package_sources(package: str = PACKAGE) -> list[Source]:
    """The lists of the installed tipo-kgen; none when it is not installed. The package is not imported."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):  # ValueError: somebody put a module without a spec into sys.modules
        spec = None
    for folder in (spec and spec.submodule_search_locations) or ():
        lists = [path for name in _PACKAGE_LISTS if (path := Path(folder, "tag-list", name)).is_file()]
        if lists:
            version = _distribution_version()
            label = f"{DISTRIBUTION} {version}".rstrip()
            return [Source(path, f"{label} {path.name}", version, _KIND_OF_LIST[path.stem]) for path in lists]
    return []


def _distribution_version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # here: it takes longer to load than all of ours

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # a bare copy of the folder: size and time must do
        return ""


def file_source(path: Path) -> Source:
    """A file of the user's own. A text list says in its file name what it lists: `characters.txt`, `artists.txt`, …"""
    is_list = path.suffix.lower() == ".txt"
    return Source(path, path.name, kind=_KIND_OF_LIST.get(path.stem.lower()) if is_list else None)


def read_batches(source: Source) -> Iterator[Batch]:
    """The names of one source.

    Raises SourceError when it is no file of names or too much of it is damaged, perhaps after some batches.
    """
    try:
        with source.path.open(encoding="utf-8-sig", newline=None if source.kind else "") as file:
            yield from _read_list(file, source.kind) if source.kind else _read_table(file)
    except OSError as error:
        raise SourceError(f"cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"is not UTF-8 text ({error.reason})") from error
    except csv.Error as error:
        raise SourceError(f"is not a table of comma-separated values ({error})") from error


def _read_list(file: TextIO, kind: str) -> Iterator[Batch]:
    while text := file.read(_BATCH_CHARACTERS):
        text += file.readline()
        if "\0" in text:
            raise SourceError("is not a text file")
        yield Batch(kind, text.split("\n"))


# --- tables -----------------------------------------------------------------------------------------------------------

Named = tuple[str, str, int | None]
"""Kind, name and number of posts."""
RowReader = Callable[[list[str]], Iterable[Named]]
"""Takes a row apart; IndexError and ValueError say that the row is damaged."""


def _read_table(file: TextIO) -> Iterator[Batch]:
    rows = (row for row in csv.reader(file) if row)
    first = next(rows, None)
    if first is None:
        raise SourceError("is empty")
    read_row, has_header = _layout(first)
    rows = rows if has_header else chain([first], rows)
    damaged = total = 0
    while batch := list(islice(rows, _BATCH_ROWS)):
        total += len(batch)
        named: dict[str, tuple[list[str], list[int | None]]] = {}
        for row in batch:
            try:
                for kind, name, posts in read_row(row):
                    if "\0" in name:
                        raise ValueError(name)
                    names, counts = named.setdefault(kind, ([], []))
                    names.append(name)
                    counts.append(posts)
            except (IndexError, ValueError):
                damaged += 1
        yield from (Batch(kind, names, counts) for kind, (names, counts) in named.items())
    if damaged > total * _TOLERATED:
        raise SourceError(f"is damaged: {damaged:,} of its {total:,} rows have not the columns of the first")


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
        return _categorised_rows(name, column["category"], count), True
    if "trigger" in column and "character" in column:
        return _character_rows(column["character"], column.get("copyright"), count), True
    if "trigger" in column and "artist" in column:
        return _artist_rows(column["artist"], count), True
    if len(first) >= 3 and first[1].isdecimal() and first[2].isdecimal():
        return _categorised_rows(0, 1, 2), False
    raise SourceError(
        f"begins with {','.join(first)[:60]!r}, which is none of the known kinds: tag,category,count,aliases; "
        "tag_id,name,category,count; character,copyright,trigger,core_tags; or characters.txt, copyrights.txt, "
        "artist.txt with one name a line"
    )


def _posts(row: list[str], count: int | None) -> int | None:
    if count is None:
        return None
    posts = float(row[count] or 0)
    if not 0 <= posts < _TOO_MANY:
        raise ValueError(row[count])
    return int(posts)


def _categorised_rows(name: int, category: int, count: int | None) -> RowReader:
    def read_row(row: list[str]) -> Iterable[Named]:
        kind = _KIND_OF_CATEGORY.get(str(int(row[category])))
        return [(kind, row[name], _posts(row, count))] if kind else ()

    return read_row


def _character_rows(character: int, series: int | None, count: int | None) -> RowReader:
    """The count is the character's; what the series has in all, this kind of file does not say."""

    def read_row(row: list[str]) -> Iterable[Named]:
        yield "character", row[character], _posts(row, count)
        if series is not None:
            yield "series", row[series], None

    return read_row


def _artist_rows(artist: int, count: int | None) -> RowReader:
    return lambda row: [("artist", row[artist], _posts(row, count))]
