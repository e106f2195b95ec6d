"""Names of characters, series and artists, looked up in one SQLite file and never held in memory whole.

`names_build.py` writes the file, `names.py` decides when; here it is only read. Reading never fails: where the file
cannot be read, nothing is found and `Names.problem` says why, so that a prompt goes through with the lexicon alone.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ..diagnostics import Diagnostic, Severity
from ..texts import say
from .spelling import joined

KINDS = ("character", "series", "artist")
"""What a name can be of. The place in this tuple is the number in the file, and the best kind comes first."""

_CACHE_KIB = 4096
_COLUMNS = "name.kind, coalesce(name.name, name.key), name.rank, source.label, name.posts"
_FROM = "FROM name JOIN source ON source.id = name.source"


@dataclass(frozen=True)
class Entity:
    """Somebody or something that has a name.

    `kind` is one of `KINDS`; `name` is written with blanks and plain parentheses; `rank` is its place among all names
    (1 is the best known); `source` says which list it is from; `posts` is the number of pictures, where a list says it.
    `found_by` is the other name by which a search found it.
    """

    kind: str
    name: str
    rank: int
    source: str
    posts: int | None = None
    found_by: str | None = None


class Names:
    """A reader of one names file; threads may share it.

    The file is opened at the first look-up. It is replaced as a whole and never changed in place (`names_build.py`),
    so it is opened as immutable: no locks are taken and nothing is written beside it, not even on a read-only disk.
    `path=None` makes a reader that knows no names. `on_broken` is called once, with this reader, when the file turns
    out to be unreadable.
    """

    def __init__(self, path: Path | None, on_broken: Callable[[Names], None] | None = None) -> None:
        self.path = path
        self._problem: Diagnostic | None = None
        self._on_broken = on_broken
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._closed = path is None

    @property
    def problem(self) -> Diagnostic | None:
        """Why nothing is found any more, or None while all is well."""
        return self._problem

    def find(self, key: str) -> Entity | None:
        """The name with exactly this key (`spelling.key`): a character before a series before an artist."""
        found = self.select("WHERE name.key = ? ORDER BY name.kind LIMIT 1", key)
        return found[0] if found else None

    def find_all(self, key: str) -> list[Entity]:
        """Every name with this key, the best kind first: one word can be a character, a series and an artist."""
        return self.select("WHERE name.key = ? ORDER BY name.kind", key)

    def find_other(self, key: str) -> list[Entity]:
        """Whoever has this as another name (`甘雨`, `asuka langley`), the best known first. See `spelling.joined`."""
        return self.select("WHERE name.rank IN (SELECT rank FROM other WHERE key = ?) ORDER BY name.rank", joined(key))

    def find_by_base(self, key: str) -> list[Entity]:
        """Characters whose name without its last parenthesis has this key, the best known first.

        `ganyu` finds `ganyu (genshin impact)`, but not `ganyu (twilight blossom) (genshin impact)`.
        No index of its own is needed: these names stand together in the order of keys, and `)` follows `(` in ASCII.
        """
        together = self.select(
            "WHERE name.key > ? AND name.key < ? AND name.kind = 0 ORDER BY name.rank", f"{key} (", f"{key} )"
        )
        return [entity for entity in together if entity.name.endswith(")") and entity.name.rfind(" (") == len(key)]

    def select(self, clause: str, *parameters: object) -> list[Entity]:
        """The names that an SQL clause on the table `name` picks; for modules that ask more than this class does."""
        found = self.rows(f"SELECT {_COLUMNS} {_FROM} {clause}", *parameters)
        try:
            return [Entity(KINDS[kind], name, rank, source, posts) for kind, name, rank, source, posts in found]
        except (IndexError, TypeError) as error:  # no kind of ours: the damage is inside a row
            self._withdraw(error)
            return []

    def rows(self, sql: str, *parameters: object) -> list[tuple]:
        """All rows of one query; none when the file cannot be read, which `problem` then explains."""
        try:
            with self._lock:
                if self._closed:
                    return []
                if self._connection is None:
                    self._connection = connect_readonly(self.path)
                return self._connection.execute(sql, parameters).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry: no name has one
            return []
        except sqlite3.DatabaseError as error:
            self._withdraw(error)
            return []

    def rest(self) -> None:
        """Let go of the file until the next look-up. For a copy of the process, which must not share what is open.

        Source: https://www.sqlite.org/howtocorrupt.html, section 2.6.
        """
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def close(self) -> None:
        """Let go of the file; after this nothing is found. Closing twice is harmless."""
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _withdraw(self, error: Exception) -> None:
        """Stop reading a file that is broken, and say so once."""
        self.close()
        with self._lock:
            first, self._problem = self._problem is None, self._problem or broken_file(self.path, error)
        if first and self._on_broken is not None:
            self._on_broken(self)


def connect_readonly(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.DatabaseError when there is no such file.

    The URI is put together by hand, because `Path.as_uri` makes a network path's server the URI's authority, which
    SQLite refuses (https://www.sqlite.org/uri.html, section 3.1).
    """
    absolute = path.absolute().as_posix()
    slash = "" if absolute.startswith("/") else "/"
    uri = f"file://{slash}{quote(absolute)}?mode=ro&immutable=1"
    # One connection serves all threads: the lock of `Names` lets in one at a time.
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def broken_file(path: Path | None, error: Exception) -> Diagnostic:
    """What to tell about a names file that cannot be read."""
    message = say(
        "the file of names {path} cannot be read ({error}): characters, series and artists are unknown for now",
        path=path,
        error=error,
    )
    return Diagnostic("N901", Severity.WARNING, message)


NO_NAMES = Names(None)
"""The reader that knows no names."""
