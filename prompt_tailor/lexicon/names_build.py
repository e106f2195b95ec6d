"""Compiles lists of names into the one SQLite file that `names_reader.py` reads.

The file holds `name`, in the order of how well known a name is (its rank is the row's number), an index by key, `word`,
which leads from the words of a name to its rank (an artist's first word needs none: the index by key begins with it),
`other`, which leads from other names (`甘雨`) to ranks, and `vocabulary`, in which search looks for words that a typing
error resembles. What it was made from stands in `source`. Half a million names must not pass through Python's memory,
nor hold up the webui's other threads: they go to SQLite in batches of JSON, and SQLite sorts, on disk and without the
GIL.
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
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from ..texts import packed, say, unpacked
from . import spelling
from .names_reader import KINDS, connect_readonly
from .names_sources import FOUND, Source, comparable, read_batches
from .names_tables import Batch, SourceError
from .spelling import joined

FORMAT = 2
"""Goes up with every change of the tables, and of how keys are made."""
SEPARATORS = " ()/:-"
"""After these a new word of a name begins."""

Progress = Callable[[float, str], None]

_APPLICATION = 0x50546E6D
_TUNING = "journal_mode = MEMORY", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -1024"
"""A build that fails is thrown away, so nothing has to survive it. The cache is small for the sake of the host's
memory."""
_TABLES = """
    CREATE TABLE source (
        id INTEGER PRIMARY KEY, label TEXT NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL, size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL, names INTEGER NOT NULL, problem TEXT, origin TEXT NOT NULL
    );
    CREATE TABLE tally (kind INTEGER PRIMARY KEY, names INTEGER NOT NULL);
    CREATE TABLE name (
        rank INTEGER PRIMARY KEY, key TEXT NOT NULL, kind INTEGER NOT NULL,
        name TEXT,  -- only where it differs from the key
        posts INTEGER, source INTEGER NOT NULL
    );
    CREATE TABLE word (word TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (word, rank)) WITHOUT ROWID;
    CREATE TABLE other (key TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, rank)) WITHOUT ROWID;
    CREATE TABLE vocabulary (edge TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
    CREATE TEMP TABLE raw (key TEXT, kind INTEGER, name TEXT, posts INTEGER, place INTEGER, source INTEGER);
    CREATE TEMP TABLE raw_other (other TEXT, key TEXT, kind INTEGER, source INTEGER);
"""
_ADD_PLAIN = (
    "INSERT INTO raw SELECT value, :kind, NULL, NULL, :place + key, :source FROM json_each(:keys) WHERE value <> ''"
)
_COUNTED = """
    CREATE TEMP TABLE counted AS
    SELECT key, kind, name, posts, place, min(source) AS source FROM raw WHERE posts IS NOT NULL GROUP BY key, kind
"""
"""Of each counted name the first source that counts it; SQLite takes the other columns from the row of the minimum."""
_RANK = f"""
    INSERT INTO name (key, kind, name, posts, source)
    SELECT key, kind, name, posts, source
    FROM (SELECT * FROM counted UNION ALL SELECT * FROM raw WHERE posts IS NULL)
    ORDER BY posts DESC, kind = {KINDS.index("artist")}, place, kind, source
"""
"""Of names that nobody counts artists come last: more than half of all names are theirs, and few of them are drawn."""
_INDEX_BY_KEY = "CREATE INDEX name_by_key ON name (key, kind)"
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
    WHERE (name.key GLOB '*[{SEPARATORS}]*' OR name.rank <= :last) AND (part.key > 0 OR name.rank <= :last)
    AND part.value <> '' ORDER BY 1, 2
"""
_ADD_OTHERS = """
    INSERT OR IGNORE INTO other SELECT raw_other.other, name.rank
    FROM raw_other JOIN name ON name.key = raw_other.key AND name.kind = raw_other.kind
    WHERE raw_other.other <> name.key
"""
_SHORTEST_IN_VOCABULARY = 3
_COLLECT_VOCABULARY = f"""
    CREATE TEMP TABLE known AS SELECT word, min(rank) AS rank FROM word
    WHERE rank <= :last AND length(word) >= {_SHORTEST_IN_VOCABULARY} GROUP BY word
"""
_ADD_VOCABULARY = """
    INSERT INTO vocabulary SELECT edge, group_concat(word, char(10)) FROM (
        SELECT '<' || substr(word, 1, 2) AS edge, word, rank FROM known
        UNION ALL SELECT '>' || substr(word, -2), word, rank FROM known
        UNION ALL SELECT '~' || substr(word, 1, 1) || substr(word, -1), word, rank FROM known WHERE length(word) <= 6
        ORDER BY 1, 3
    ) GROUP BY edge
"""
"""Words by their first two, by their last two letters, and short ones by their first and last: one typing error leaves
one of these as it is (`names_typos.py`). Artists whom nobody counts are not among them; they come last."""
_LAST_IN_VOCABULARY = f"SELECT max(rank) FROM name WHERE kind <> {KINDS.index('artist')} OR posts IS NOT NULL"
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
    origin: str = FOUND

    def fingerprint(self) -> tuple[str, str, int, int]:
        """See `Source.fingerprint`."""
        return comparable((self.path, self.version, self.size, self.modified_ns), self.origin)


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
        raise NamesFileError(say("there is no file {path}", path=path))
    try:
        with contextlib.closing(connect_readonly(path)) as connection:
            pages, page_size, application, version = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "page_size", "application_id", "user_version")
            )
            if (application, version) != (_APPLICATION, FORMAT):
                raise NamesFileError(say("{path} is not a names file of this version", path=path))
            if pages * page_size != path.stat().st_size:
                raise NamesFileError(say("{path} is cut short", path=path))
            records = connection.execute(
                "SELECT label, path, version, size, modified_ns, names, problem, origin FROM source ORDER BY id"
            ).fetchall()
            counts = dict(connection.execute("SELECT kind, names FROM tally").fetchall())
    except (sqlite3.DatabaseError, OSError) as error:
        raise NamesFileError(say("{path} cannot be read ({error})", path=path, error=error)) from error
    kinds = {kind: counts.get(number, 0) for number, kind in enumerate(KINDS)}
    return Contents(tuple(_record(*record) for record in records), kinds)


def _record(*kept: Any) -> SourceRecord:
    record = SourceRecord(*kept)
    return replace(record, problem=unpacked(record.problem)) if record.problem else record


def compile_names(
    path: Path,
    sources: Sequence[Source],
    progress: Progress | None = None,
    release: Callable[[], None] | None = None,
) -> Contents:
    """Write the names of `sources` to `path`, all or nothing, and return what the file holds then.

    A name that several sources have is taken from the first of them that counts its posts, else from where it stands
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
        raise NamesFileError(
            say("the folder {path} cannot be written ({error})", path=path.parent, error=error.strerror)
        ) from error
    try:
        _write(part, sources, report)
        if release is not None:
            release()
        os.replace(part, path)
    except PermissionError as error:
        raise NamesFileError(say("{path} is in use by another program and could not be replaced", path=path)) from error
    except (sqlite3.Error, OSError) as error:
        raise NamesFileError(
            say("the file of names could not be written to {path} ({error})", path=path.parent, error=error)
        ) from error
    finally:
        part.unlink(missing_ok=True)
    report(1.0, say("the names are ready"))
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
            report(0.3 * number / len(sources), say("reading {list}", list=source.label))
            _add_source(connection, number, source)
        report(0.3, say("sorting the names"))
        connection.execute(_COUNTED)
        connection.execute(_RANK)
        connection.execute("DROP TABLE raw")
        report(0.45, say("indexing the names"))
        connection.execute(_INDEX_BY_KEY)
        connection.execute(_DROP_REPEATED)
        connection.execute(_COUNT)
        report(0.6, say("indexing the words of the names"))
        ((last,),) = connection.execute(_LAST_IN_VOCABULARY)
        connection.execute(_ADD_WORDS, {"last": last or 0})
        report(0.8, say("indexing other names and words"))
        connection.execute(_ADD_OTHERS)
        connection.execute(_COLLECT_VOCABULARY, {"last": last or 0})
        connection.execute(_ADD_VOCABULARY)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")


def _add_source(connection: sqlite3.Connection, number: int, source: Source) -> None:
    """Put the names of one source into `raw`, and a line about it into `source`."""
    state = source.state()  # before reading: a file that changes meanwhile is to count as changed
    problem = None
    try:
        place = names = 0
        for batch in read_batches(source):
            names += _add_batch(connection, number, place, batch)
            place += len(batch.names)
        if not names:
            raise SourceError(say("has no names of characters, series or artists"))
    except SourceError as error:
        connection.execute("DELETE FROM raw WHERE source = ?", (number,))
        connection.execute("DELETE FROM raw_other WHERE source = ?", (number,))
        names, problem = 0, packed(say("{list} was skipped: it {problem}", list=source.label, problem=str(error)))
    record = (number, source.label, *state, names, problem, source.origin)
    connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", record)


def _add_batch(connection: sqlite3.Connection, number: int, place: int, batch: Batch) -> int:
    """Put a batch into `raw` and `raw_other`; returns how many names there were."""
    before = connection.total_changes
    kind = KINDS.index(batch.kind)
    if batch.posts is None and are_keys(batch.names):
        constants = {"kind": kind, "place": place, "source": number}
        connection.execute(_ADD_PLAIN, {**constants, "keys": json.dumps(batch.names)})
    else:
        rows = _keyed_rows(batch, kind, place, number)
        connection.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", rows)
    added = connection.total_changes - before
    others = [(joined(_key(other)), _key(name), kind, number) for other, name in batch.others]
    connection.executemany("INSERT INTO raw_other VALUES (?, ?, ?, ?)", others)
    return added


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
