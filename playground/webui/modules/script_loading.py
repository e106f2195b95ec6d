"""Run the files of `scripts/` folders and collect the script classes they define."""

from __future__ import annotations

import configparser
import importlib.util
import inspect
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from modules import errors
from modules.paths_internal import script_path
from modules.script_class import Script

_being_loaded: list[str] = []


class ScriptFile(NamedTuple):
    """One file of an extension's `scripts` folder."""

    basedir: str
    filename: str
    path: str


class ScriptClassData(NamedTuple):
    """A script class and where it came from."""

    script_class: type[Script]
    path: str
    basedir: str
    module: ModuleType


def script_files(extension: Path) -> list[ScriptFile]:
    """The scripts of one extension, by name."""
    return [ScriptFile(str(extension), file.name, str(file)) for file in sorted((extension / "scripts").glob("*.py"))]


def basedir() -> str:
    """The folder of the extension whose script is being loaded, else the webui's own."""
    return _being_loaded[-1] if _being_loaded else script_path


def load(file: ScriptFile) -> list[ScriptClassData]:
    """Run one script file; a failing one is reported and gives nothing.

    The extension's folder is on the import path only while its script runs, as in AUTOMATIC1111's webui.
    """
    sys.path.insert(0, file.basedir)
    _being_loaded.append(file.basedir)
    try:
        module = _run(Path(file.path))
    except Exception:  # a script is foreign code: the webui reports it and starts without it
        errors.report(f"Error loading script: {file.filename}", exc_info=True)
        return []
    finally:
        _being_loaded.pop()
        sys.path.remove(file.basedir)
    return [ScriptClassData(kind, file.path, file.basedir, module) for kind in script_classes(module)]


def script_classes(module: ModuleType) -> list[type[Script]]:
    """The script classes in a module's namespace: imported ones too, as in the webui, where that is a known trap."""
    return [value for value in vars(module).values() if inspect.isclass(value) and issubclass(value, Script)]


def _run(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_declared_order(extensions: Iterable[Path]) -> list[Path]:
    """Extensions by folder name, then moved behind what their metadata.ini names in `[scripts] After`."""
    ordered = sorted(extensions, key=lambda folder: folder.name)
    for folder in list(ordered):
        names = [other.name.lower() for other in ordered]
        last = max((names.index(name) for name in _after(folder) if name in names), default=-1)
        if last > ordered.index(folder):
            ordered.insert(last, ordered.pop(ordered.index(folder)))
    return ordered


def _after(extension: Path) -> list[str]:
    metadata = configparser.ConfigParser()
    metadata.read(extension / "metadata.ini", encoding="utf-8")
    return [name.strip().lower() for name in metadata.get("scripts", "After", fallback="").split(",")]
