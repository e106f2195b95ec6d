"""Compiles lists of names into the one SQLite file that `names_reader.py` reads.

The file holds `name`, in the order of how well known a name is (its rank is the row's number), an index by key, and
`word`, which leads from every further word of a name to its rank (the first word needs none: the index by key begins
with it). What it was made from stands in `source`. Half a million names must not pass through Python's memory, nor hold
up the webui's other threads: they go to SQLite in batches of JSON, and SQLite sorts, on disk and without the GIL.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from . import spelling
from .names_reader import KINDS, connect_readonly
from .names_sources import Batch, Source, SourceError, read_batches

FORMAT = 1
"""Goes up with every change of the tables, and of how keys are made."""
SEPARATORS = " (/:-"
"""After these a new word of a name begins."""

Progress = Callable[[float, str], None]

_APPLICATION = 0x50546E6D
_TUNING = "journal_mode = MEMORY", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -1024"
"""A build that fails is thrown away, so nothing has to survive it. The journal cannot be off: a statement that fails
could not be undone then (`_index_by_key`). The cache is small for the sake of the host's memory."""
_TABLES = """
    CREATE TABLE source (
        id INTEGER PRIMARY KEY, label TEXT NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL, size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL, names INTEGER NOT NULL, problem TEXT
    );
    CREATE TABLE tally (kind INTEGER PRIMARY KEY, names INTEGER NOT NULL);
    CREATE TABLE name (
        rank INTEGER PRIMARY KEY, key TEXT NOT NULL, kind INTEGER NOT NULL,
        name TEXT,  -- only where it differs from the key
        posts INTEGER, source INTEGER NOT NULL
    );
    CREATE TABLE word (word TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (word, rank)) WITHOUT ROWID;
    CREATE TEMP TABLE raw (key TEXT, kind INTEGER, name TEXT, posts INTEGER, place INTEGER, source INTEGER);
"""
_ADD_PLAIN = (
    "INSERT INTO raw SELECT value, :kind, NULL, NULL, :place + key, :source FROM json_each(:keys) WHERE value <> ''"
)
_RANK = """
    INSERT INTO name (key, kind, name, posts, source)
    SELECT key, kind, name, posts, source FROM raw ORDER BY posts DESC, place, kind, source
"""
_INDEX_BY_KEY = "CREATE {unique} INDEX name_by_key ON name (key, kind)"
_DROP_REPEATED = """
    DELETE FROM name WHERE rank IN (
        SELECT name.rank FROM name JOIN (
            SELECT key, kind, min(rank) AS best FROM name GROUP BY key, kind HAVING count(*) > 1
        ) AS repeated ON name.key = repeated.key AND name.kind = repeated.kind AND name.rank > repeated.best
    )
"""
_SPACED_KEY = reduce(lambda text, mark: f"replace({text}, '{mark}', ' ')", SEPARATORS.strip(), "name.key")
_ADD_WORDS = f"""
    INSERT OR IGNORE INTO word
    SELECT part.value, name.rank
    FROM name, json_each('[' || replace(json_quote({_SPACED_KEY}), ' ', '","') || ']') AS part
    WHERE name.key GLOB '*[{SEPARATORS}]*' AND part.key > 0 AND part.value <> '' ORDER BY 1, 2
"""
_COUNT = "INSERT INTO tally " + " UNION ALL ".join(
    f"SELECT {kind}, count(*) FROM name WHERE kind = {kind}" for kind in range(len(KINDS))
)

_FOLDED = ("_", "\\", "  ", " \n", "\n ", "\t", "\v", "\f", "\r", "\x1c", "\x1d", "\x1e", "\x1f")
"""What `spelling.key` changes in small ASCII letters, names being lines: underscores, escapes and odd blanks."""
_ESCAPED_BRACKET = re.compile(r"\\([()\[\]{}])")
_LEFTOVER_AFTER_S = 3600

# Past the cache of `key`: half a million names, each seen once, would push the tags of prompts out of it.
_key = inspect.unwrap(spelling.key)


class NamesFileError(Exception):
    """The file could not be written or read; the message says what happened, in plain words."""


@dataclass(frozen=True)
class SourceRecord:
    """What the file remembers of a source. `problem` says why it was skipped, if it was."""

    label: str
    path: str
    version: str
    size: int
    modified_ns: int
    names: int
    problem: str | None

    def fingerprint(self) -> tuple[str, str, int, int]:
        return self.path, self.version, self.size, self.modified_ns


@dataclass(frozen=True)
class Contents:
    """What a names file says of itself: its sources, in their order of precedence, and the number of names by kind."""

    sources: tuple[SourceRecord, ...]
    counts: dict[str, int]

    def made_from(self, sources: Sequence[Source]) -> bool:
        """Whether compiling these sources again would give the same file."""
        return [record.fingerprint() for record in self.sources] == [source.fingerprint() for source in sources]


NOTHING = Contents((), dict.fromkeys(KINDS, 0))
"""What a names file holds that is not there."""


def read_contents(path: Path) -> Contents:
    """What the file at `path` holds, at the cost of a few pages. Raises NamesFileError when it is not a sound file.

    A full check would read all of it; a file that is whole in length but damaged inside shows when it is read.
    """
    if not path.is_file():
        raise NamesFileError(f"there is no file {path}")
    try:
        with contextlib.closing(connect_readonly(path)) as connection:
            pages, page_size, application, version = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "page_size", "application_id", "user_version")
            )
            if (application, version) != (_APPLICATION, FORMAT):
                raise NamesFileError(f"{path} is not a names file of this version")
            if pages * page_size != path.stat().st_size:
                raise NamesFileError(f"{path} is cut short")
            records = connection.execute(
                "SELECT label, path, version, size, modified_ns, names, problem FROM source ORDER BY id"
            ).fetchall()
            counts = dict(connection.execute("SELECT kind, names FROM tally").fetchall())
    except (sqlite3.DatabaseError, OSError) as error:
        raise NamesFileError(f"{path} cannot be read ({error})") from error
    kinds = {kind: counts.get(number, 0) for number, kind in enumerate(KINDS)}
    return Contents(tuple(SourceRecord(*record) for record in records), kinds)


def compile_names(
    path: Path,
    sources: Sequence[Source],
    progress: Progress | None = None,
    release: Callable[[], None] | None = None,
) -> Contents:
    """Write the names of `sources` to `path`, all or nothing, and return what the file holds then.

    A name that several sources have is taken from the one that counts its posts highest, else from where it stands
    first in its list, else from the earlier source. A source that is no list of names is skipped, and noted.
    `progress` hears a fraction and a message. `release` is called just before the new file takes the place of the old:
    readers must let go of it, since Windows does not replace an open file. Raises NamesFileError; the old file, if
    there was one, is then still there.
    """
    report = progress or (lambda fraction, message: None)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        part = path.with_name(f"{path.name}.{os.urandom(8).hex()}.part")
        part.touch(exist_ok=False)
    except OSError as error:
        raise NamesFileError(f"the folder {path.parent} cannot be written ({error.strerror})") from error
    try:
        _write(part, sources, report)
        if release is not None:
            release()
        os.replace(part, path)
    except PermissionError as error:
        raise NamesFileError(f"{path} is in use by another program and could not be replaced") from error
    except (sqlite3.Error, OSError) as error:
        raise NamesFileError(f"the file of names could not be written to {path.parent} ({error})") from error
    finally:
        part.unlink(missing_ok=True)
    report(1.0, "the names are ready")
    return read_contents(path)


def _remove_leftovers(path: Path) -> None:
    """Delete what a build left behind that was killed; a younger file may be another program's, being written now."""
    for leftover in path.parent.glob(f"{path.name}.*.part"):
        with contextlib.suppress(OSError):  # in use, or gone by now: the next build tries again
            if time.time() - leftover.stat().st_mtime > _LEFTOVER_AFTER_S:
                leftover.unlink()


def _write(part: Path, sources: Sequence[Source], report: Progress) -> None:
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
        for pragma in _TUNING:
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        for number, source in enumerate(sources):
            report(0.3 * number / len(sources), f"reading {source.label}")
            _add_source(connection, number, source)
        report(0.3, "sorting the names")
        connection.execute(_RANK)
        connection.execute("DROP TABLE raw")
        report(0.45, "indexing the names")
        _index_by_key(connection)
        connection.execute(_COUNT)
        report(0.6, "indexing the words of the names")
        connection.execute(_ADD_WORDS)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")


def _index_by_key(connection: sqlite3.Connection) -> None:
    """Index the names by key, and of equal ones keep the best known. Most often there are none: looking costs more."""
    try:
        connection.execute(_INDEX_BY_KEY.format(unique="UNIQUE"))
    except sqlite3.IntegrityError:
        connection.execute(_INDEX_BY_KEY.format(unique=""))
        connection.execute(_DROP_REPEATED)


def _add_source(connection: sqlite3.Connection, number: int, source: Source) -> None:
    """Put the names of one source into `raw`, and a line about it into `source`."""
    fingerprint = source.fingerprint()  # before reading: a file that changes meanwhile is to count as changed
    problem = None
    before = connection.total_changes
    try:
        place = 0
        for batch in read_batches(source):
            _add_batch(connection, number, place, batch)
            place += len(batch.names)
        names = connection.total_changes - before
        if not names:
            raise SourceError("has no names of characters, series or artists")
    except SourceError as error:
        connection.execute("DELETE FROM raw WHERE source = ?", (number,))
        names, problem = 0, f"{source.label} was skipped: it {error}"
    record = (number, source.label, *fingerprint, names, problem)
    connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", record)


def _add_batch(connection: sqlite3.Connection, number: int, place: int, batch: Batch) -> None:
    kind = KINDS.index(batch.kind)
    if batch.posts is None and are_keys(batch.names):
        constants = {"kind": kind, "place": place, "source": number}
        connection.execute(_ADD_PLAIN, {**constants, "keys": json.dumps(batch.names)})
    else:
        rows = _keyed_rows(batch, kind, place, number)
        connection.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", rows)


def are_keys(names: Sequence[str]) -> bool:
    """Whether every name is its own key already. Sure of a yes, not of a no; one look at all is cheaper than many."""
    text = "\n".join(("", *names, ""))
    return text.isascii() and text == text.lower() and not any(mark in text for mark in _FOLDED)


def _keyed_rows(batch: Batch, kind: int, place: int, number: int) -> Iterator[tuple]:
    posts = batch.posts or [None] * len(batch.names)
    for offset, (written, count) in enumerate(zip(batch.names, posts, strict=True)):
        key = _key(written)
        name = " ".join(_ESCAPED_BRACKET.sub(r"\1", written).replace("_", " ").split())
        if key:
            yield key, kind, None if name == key else name, count, place + offset, number
