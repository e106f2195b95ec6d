"""Where names come from, in the order in which they take precedence.

1. files of the user's own, 2. files that other extensions keep, 3. the lists of tipo-kgen, 4. the tables that come
with the lexicon. What a name is like (its letters, its number of posts) the first source says that counts its posts.
Nothing is imported from tipo-kgen: its code needs torch and transformers, its lists need neither.
"""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..texts import say
from .names_tables import Batch, SourceError, read_chants, read_list, read_table

PACKAGE = "kgen"
DISTRIBUTION = "tipo-kgen"
INSTALL_ADVICE = say(
    "tipo-kgen is not installed: only the best known characters, series and artists are known; "
    "install it with: pip install --no-deps tipo-kgen"
)
FOUND, FROM_PACKAGE, SHIPPED = "file", "package", "shipped"
"""What a source can be: a file that was found, a list of the package, a table of the lexicon."""

_PACKAGE_LISTS = ("characters.txt", "copyrights.txt", "artist.txt")
_SHIPPED_TABLES = ("posts.tsv", "other_names.tsv")
_KIND_OF_LIST = {
    "character": "character",
    "characters": "character",
    "copyright": "series",
    "copyrights": "series",
    "series": "series",
    "artist": "artist",
    "artists": "artist",
}


Fingerprint = tuple[str, str, int, int]


def comparable(state: Fingerprint, origin: str) -> Fingerprint:
    """A source's state as far as it matters: one version of the package has the same lists wherever it lies."""
    path, version, size, _ = state
    return (Path(path).name, version, size, 0) if origin == FROM_PACKAGE and version else state


@dataclass(frozen=True)
class Source:
    """One file of names. `kind` is set for a list with one name a line; other files say themselves what they hold."""

    path: Path
    label: str
    version: str = ""
    kind: str | None = None
    origin: str = FOUND

    def fingerprint(self) -> Fingerprint:
        """What has to be the same for the names to be the same."""
        return comparable(self.state(), self.origin)

    def state(self) -> Fingerprint:
        """Path, version, size and time of the last change in nanoseconds. A file that is not there has -1 for both."""
        try:
            state = self.path.stat()
        except OSError:
            return str(self.path), self.version, -1, -1
        return str(self.path), self.version, state.st_size, state.st_mtime_ns


def package_sources(package: str = PACKAGE) -> list[Source]:
    """The lists of the installed tipo-kgen; none when it is not installed. The package is not imported."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):  # ValueError: somebody put a module without a spec into sys.modules
        spec = None
    for folder in (spec and spec.submodule_search_locations) or ():
        lists = [path for name in _PACKAGE_LISTS if (path := Path(folder, "tag-list", name)).is_file()]
        if lists:
            version = _distribution_version(Path(folder).parent)
            label = f"{DISTRIBUTION} {version}".rstrip()
            return [
                Source(path, f"{label} {path.name}", version, _KIND_OF_LIST[path.stem], FROM_PACKAGE) for path in lists
            ]
    return []


def _distribution_version(site: Path) -> str:
    """The version in the name of the `dist-info` folder; `importlib.metadata` costs megabytes of memory."""
    found = sorted(site.glob(f"{DISTRIBUTION.replace('-', '_')}-*.dist-info"))
    return found[-1].name.removesuffix(".dist-info").partition("-")[2] if found else ""


def shipped_sources(folder: Path) -> list[Source]:
    """The tables of the lexicon in `folder` that say how well known a name is and what else it is called."""
    paths = (folder / name for name in _SHIPPED_TABLES)
    return [Source(path, f"lexicon {path.name}", origin=SHIPPED) for path in paths if path.is_file()]


def file_source(path: Path) -> Source:
    """A file that was found. A text list says in its file name what it lists: `characters.txt`, `artists.txt`, …"""
    is_list = path.suffix.lower() == ".txt"
    return Source(path, path.name, kind=_KIND_OF_LIST.get(path.stem.lower()) if is_list else None)


def read_batches(source: Source) -> Iterator[Batch]:
    """The names of one source.

    Raises SourceError when it is no file of names or too much of it is damaged, perhaps after some batches.
    """
    suffix = source.path.suffix.lower()
    try:
        with source.path.open(encoding="utf-8-sig", newline=None if source.kind else "") as file:
            if source.kind:
                yield from read_list(file, source.kind)
            elif suffix == ".json":
                yield from read_chants(file)
            else:
                yield from read_table(file, tabs=suffix == ".tsv")
    except OSError as error:
        raise SourceError(say("cannot be opened ({error})", error=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise SourceError(say("is not UTF-8 text ({error})", error=error.reason)) from error
    except csv.Error as error:
        raise SourceError(say("is not a table of comma-separated values ({error})", error=error)) from error
