"""Profile files -> profiles: families resolved, every mistake of a file told at once, no bad file stops the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..shipped import shipped
from ..texts import joined, say, term
from .coverage import paths, unsourced
from .model import Profile, Source
from .reader import Problem, Reader
from .words import Word

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FALLBACK = "plain"
"""Id of the profile for a model that nobody knows."""

OWN = frozenset({"id", "name", "version", "summary", "covers", "family", "extends", "match", "sources"})
"""Keys that a child does not take over from its parent. (Sources are kept beside the child's.)"""

_BUILT_IN = Profile(
    id=FALLBACK,
    name="Plain",
    version="0",
    base="any",
    summary=term("Built in: no profile file for unknown models could be read."),
    sources=(
        Source(id="built-in", title="Prompt Tailor", says=term("Nothing is known, so nothing is changed."), for_=()),
    ),
)


class ProfileError(Exception):
    """A profile file that cannot be used. The text names the file and everything that is wrong with it."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        width = max((len(problem.path) for problem in problems), default=0)
        lines = [say("  {path}   {text}", path=f"{one.path:<{width}}", text=one.text) for one in problems]
        file = f"{path.parent.name}/{path.name}"
        if len(problems) == 1:
            head = say("{file} has 1 problem; the profile was not loaded.", file=file)
        else:
            head = say("{file} has {n} problems; the profile was not loaded.", file=file, n=len(problems))
        super().__init__(joined("\n", [head, *lines]))


class Profiles(Mapping[str, Profile]):
    """The usable profiles by id. `families` are parents only; `broken` holds a message for each unusable file.
    `own` are the ids of those from a later folder than the first: the user's."""

    def __init__(
        self, loaded: Mapping[str, Profile], broken: Mapping[Path, str], own: frozenset[str] = frozenset()
    ) -> None:
        self._usable = {name: profile for name, profile in loaded.items() if not profile.family}
        self._usable.setdefault(FALLBACK, _BUILT_IN)
        self.families: Mapping[str, Profile] = {name: item for name, item in loaded.items() if item.family}
        self.broken: Mapping[Path, str] = dict(broken)
        self.own = own

    def __getitem__(self, name: str) -> Profile:
        return self._usable[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._usable)

    def __len__(self) -> int:
        return len(self._usable)

    @property
    def plain(self) -> Profile:
        """The fallback. There always is one."""
        return self._usable[FALLBACK]


def shipped_folder() -> Path:
    """Where the profiles lie that come with the project."""
    return shipped("profiles")


def load_profiles(*folders: Path) -> Profiles:
    """All profiles of the folders; without any, the shipped ones.

    A later folder's profile wins over an earlier one's of the same id, and may extend it. Files that cannot be used
    are left out and told in `Profiles.broken`; a folder that does not exist holds nothing.
    """
    shelf = _Shelf()
    for level, folder in enumerate(folders or (shipped_folder(),)):
        for path in sorted(Path(folder).glob("*.toml")):
            shelf.add(path, level)
    loaded: dict[str, Profile] = {}
    own: set[str] = set()
    for sheet in shelf.sheets:
        try:
            loaded[sheet.id] = shelf.profile(sheet)
            own |= {sheet.id} if sheet.level else set()
        except ProfileError as error:
            shelf.broken[sheet.path] = str(error)
    return Profiles(loaded, shelf.broken, frozenset(own))


def load_profile(path: Path) -> Profile:
    """One profile. Its parents are sought in its own folder and among the shipped ones.

    Raises ProfileError with all that is wrong with the file.
    """
    path = Path(path)
    return _among_others(_read_sheet(path, 2))


def parse_profile(text: str, path: Path) -> Profile:
    """The profile that a file of that text would be, if it lay at `path`; nothing needs to lie there.

    Raises ProfileError with all that is wrong with the text.
    """
    return _among_others(_sheet(text.encode("utf-8", "surrogatepass"), Path(path), 2))


def raw_values(text: str) -> dict[str, Any]:
    """The values that a profile's text sets itself, without its parents'. Raises tomllib.TOMLDecodeError."""
    return tomllib.loads(text.removeprefix("\ufeff"))


def _among_others(sheet: _Sheet) -> Profile:
    path = sheet.path
    shelf = _Shelf()
    for parent in sorted(shipped_folder().glob("*.toml")):
        shelf.add(parent, 0)
    for parent in sorted(path.parent.glob("*.toml")):
        if parent != path:
            shelf.add(parent, 1)
    return shelf.profile(sheet)


@dataclass(frozen=True)
class _Sheet:
    """One file as it was read. `level` counts the folders."""

    path: Path
    level: int
    raw: dict[str, Any]

    @property
    def id(self) -> str:
        found = self.raw.get("id")
        return found if isinstance(found, str) else f"(no id in {self.path.name})"

    @property
    def parents(self) -> list[str]:
        named = self.raw.get("extends", [])
        return [named] if isinstance(named, str) else [name for name in _listed(named) if isinstance(name, str)]


@dataclass(frozen=True)
class _Merged:
    """A file's values with those of its parents beneath, and which file set each of them."""

    raw: dict[str, Any]
    provenance: dict[str, str]


class _Shelf:
    """The files of all folders, and how they build on each other."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.broken: dict[Path, str] = {}
        self._built: dict[Path, Profile] = {}

    def add(self, path: Path, level: int) -> None:
        """Puts a file on the shelf, or its message into `broken`."""
        try:
            sheet = _read_sheet(path, level)
            twin = next((other for other in self.sheets if (other.id, other.level) == (sheet.id, level)), None)
            if twin is not None:
                raise ProfileError(
                    path, [Problem("id", say('"{id}" is already the id of {file}', id=sheet.id, file=twin.path.name))]
                )
        except ProfileError as error:
            self.broken[path] = str(error)
        else:
            self.sheets.append(sheet)

    def profile(self, sheet: _Sheet) -> Profile:
        """The file's profile. Raises ProfileError with every mistake."""
        if sheet.path not in self._built:
            merged = self._merge(sheet, ())
            reader = Reader()
            profile = reader.read(Profile, merged.raw)
            own_sources = len(_listed(sheet.raw.get("sources")))
            problems = _as_in_file(reader.problems, len(_listed(merged.raw.get("sources"))) - own_sources)
            problems += unsourced(sheet.raw)
            if problems:
                raise ProfileError(sheet.path, problems)
            self._built[sheet.path] = replace(profile, words=_numbered(profile), provenance=merged.provenance)
        return self._built[sheet.path]

    def _merge(self, sheet: _Sheet, below: tuple[Path, ...]) -> _Merged:
        raw: dict[str, Any] = {}
        provenance: dict[str, str] = {}
        sources: list[Any] = []
        for name in sheet.parents:
            parent = self._parent(sheet, name, (*below, sheet.path))
            sources += [source for source in _listed(parent.raw.get("sources")) if source not in sources]
            raw = _overlaid(raw, {key: value for key, value in parent.raw.items() if key not in OWN})
            provenance |= {path: file for path, file in parent.provenance.items() if path.split(".")[0] not in OWN}
        raw = _overlaid(raw, sheet.raw)
        if sources and isinstance(sheet.raw.get("sources"), list):
            raw["sources"] = sources + sheet.raw["sources"]
        return _Merged(raw, provenance | dict.fromkeys(paths(sheet.raw), sheet.path.name))

    def _parent(self, sheet: _Sheet, name: str, below: tuple[Path, ...]) -> _Merged:
        """The merged values of a parent, which itself must be sound."""
        highest = sheet.level - 1 if name == sheet.id else sheet.level
        known = [other for other in self.sheets if other.level <= highest and other.path != sheet.path]
        found = [other for other in known if other.id == name]
        if not found:
            ids = ", ".join(sorted({other.id for other in known}))
            raise ProfileError(
                sheet.path, [Problem("extends", say('no profile "{id}" (there are: {ids})', id=name, ids=ids))]
            )
        parent = max(found, key=lambda other: other.level)
        if parent.path in below:
            raise ProfileError(sheet.path, [Problem("extends", say('"{id}" extends this profile in turn', id=name))])
        merged = self._merge(parent, below)
        try:
            self.profile(parent)
        except ProfileError:
            problem = Problem(
                "extends", say('the parent "{id}" ({file}) is itself broken', id=name, file=parent.path.name)
            )
            raise ProfileError(sheet.path, [problem]) from None
        return merged


def _read_sheet(path: Path, level: int) -> _Sheet:
    try:
        state = path.stat()
        return _read_once(path, level, state.st_mtime_ns, state.st_size)
    except OSError as error:
        problem = Problem("(file)", say("cannot be read: {error}", error=error.strerror or str(error)))
        raise ProfileError(path, [problem]) from error


@lru_cache(maxsize=256)
def _read_once(path: Path, level: int, modified: int, size: int) -> _Sheet:
    """A file that has not changed is parsed once: while a profile is edited, all others are looked at again and again.

    Raises OSError and ProfileError.
    """
    return _sheet(path.read_bytes(), path, level)


def _sheet(data: bytes, path: Path, level: int) -> _Sheet:
    try:
        # Notepad starts a UTF-8 file with a mark that TOML does not allow.
        return _Sheet(path, level, tomllib.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        problem = Problem("(file)", say("expected text in UTF-8, found another byte at offset {n}", n=error.start))
    except tomllib.TOMLDecodeError as error:
        problem = Problem("(file)", say("expected TOML: {error}", error=error))
    raise ProfileError(path, [problem])


def _overlaid(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged key by key; everything else of `above` takes the place of what lies below."""
    merged = dict(below)
    for name, value in above.items():
        beneath = merged.get(name)
        merged[name] = _overlaid(beneath, value) if isinstance(beneath, dict) and isinstance(value, dict) else value
    return merged


def _as_in_file(problems: list[Problem], inherited: int) -> list[Problem]:
    """Problems with `sources[n]` counted as in the file, whose own sources come after the inherited ones."""
    return [_recounted(problem, inherited) for problem in problems] if inherited else list(problems)


def _recounted(problem: Problem, inherited: int) -> Problem:
    head, bracket, tail = problem.path.partition("]")
    if not bracket or not head.startswith("sources["):
        return problem
    return problem._replace(path=f"sources[{int(head[len('sources[') :]) - inherited}]{tail}")


def _numbered(profile: Profile) -> dict[Any, tuple[Word, ...]]:
    """The vocabulary with each word of the kind `year {n}` written out."""
    return {kind: tuple(one for word in words for one in _written_out(word)) for kind, words in profile.words.items()}


def _written_out(word: Word) -> Iterator[Word]:
    if word.first is None or word.last is None:
        yield word
        return
    for number in range(word.first, word.last + 1):
        text = word.text.replace("{n}", str(number))
        yield replace(word, text=text, first=None, last=None, span=(number, number))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
