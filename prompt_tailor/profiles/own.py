"""The user's own profile files: read, checked, written, put aside. Nothing outside their folder is touched.

A file is written whole or not at all, and what it replaces is kept in `backups/`. A text that is no sound profile is
not written: the mistakes are told, each with its line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ..texts import say
from .load import ProfileError, parse_profile
from .model import Profile
from .places import line_of

BACKUPS = "backups"
_KEPT = 20
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}\.toml", re.IGNORECASE)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NEW = "new-profile.toml"


class OwnProfileError(ValueError):
    """A file that cannot be read, written or deleted. The message can be shown to the user."""


class Mistake(NamedTuple):
    """One mistake in a profile's text: the path of the value, what is wrong, and the line, counted from 1."""

    path: str
    text: str
    line: int


class Checked(NamedTuple):
    """What a text is as a profile: the profile, or the mistakes that keep it from being one."""

    profile: Profile | None
    mistakes: tuple[Mistake, ...]


class OwnProfiles:
    """The profile files in one folder, which need not exist yet."""

    def __init__(self, folder: Path):
        self.folder = folder

    def files(self) -> list[str]:
        """The names of the files, in order."""
        return sorted(path.name for path in self.folder.glob("*.toml"))

    def text(self, file: str) -> str:
        """A file's text. Raises OwnProfileError when there is no such file."""
        try:
            return self._path(file).read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        except OSError as error:
            raise OwnProfileError(_failed(file, error)) from error

    def check(self, text: str, file: str = "") -> Checked:
        """The profile in a text, as if it stood in that file; and all mistakes."""
        try:
            return Checked(parse_profile(text, self.folder / (Path(file).name or _NEW)), ())
        except ProfileError as error:
            found = (Mistake(*problem, line_of(text, *problem)) for problem in error.problems)
            return Checked(None, tuple(sorted(found, key=lambda one: one.line)))

    def save(self, text: str, file: str = "") -> str:
        """Write a sound profile; gives the name of its file, which is made of the id where none is given.

        Raises OwnProfileError when the text is no sound profile, when a new profile's id is taken, and when the file
        cannot be written.
        """
        checked = self.check(text, file)
        if checked.profile is None:
            raise OwnProfileError(say("The profile has mistakes ({n}); it was not saved.", n=len(checked.mistakes)))
        path = self._path(file or f"{checked.profile.id}.toml")
        if not file and path.exists():
            raise OwnProfileError(say('"{file}" is there already; give the profile another id.', file=path.name))
        try:
            self._keep(path)
            _write(path, text)
        except OSError as error:
            raise OwnProfileError(_failed(path.name, error)) from error
        return path.name

    def delete(self, file: str) -> None:
        """Move a file to the backups. Raises OwnProfileError when that fails."""
        path = self._path(file)
        try:
            os.replace(path, self._backup_of(path))
        except OSError as error:
            raise OwnProfileError(_failed(file, error)) from error

    def _path(self, file: str) -> Path:
        """Where a file of that name lies. Raises OwnProfileError for a name that leads anywhere else."""
        path = self.folder / file
        inside = path.parent == self.folder and not path.is_symlink()
        if not _FILE_NAME.fullmatch(file) or _DEVICES.fullmatch(file) or not inside:
            raise OwnProfileError(
                say('"{file}" is no name of a profile file: letters, digits, dots and hyphens, then .toml.', file=file)
            )
        return path

    def _keep(self, path: Path) -> None:
        """Copy what is about to be replaced."""
        if path.exists():
            _write(self._backup_of(path), path.read_bytes())

    def _backup_of(self, path: Path) -> Path:
        """A fresh name among the backups; the oldest of that file's are thrown away."""
        folder = self.folder / BACKUPS
        folder.mkdir(parents=True, exist_ok=True)
        for old in _backups(folder, path.stem)[: -(_KEPT - 1)]:
            old.unlink()
        return folder / f"{path.stem}.{datetime.now():%Y%m%d-%H%M%S-%f}.toml"


def _backups(folder: Path, stem: str) -> list[Path]:
    stamp = re.compile(re.escape(stem) + r"\.\d{8}-\d{6}-\d{6}\.toml")
    return sorted(path for path in folder.iterdir() if stamp.fullmatch(path.name))


def _write(path: Path, content: str | bytes) -> None:
    """Replace a file in one step: whoever reads meanwhile sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _failed(file: str, error: OSError) -> str:
    return say('"{file}": {reason}', file=file, reason=error.strerror or str(error))


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that is not taken."""
    names = set(taken)
    number = 1
    candidate = wanted
    while candidate in names:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
