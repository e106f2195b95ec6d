"""What somebody who helps needs to know: versions, host, names, folders, and what went wrong last."""

from __future__ import annotations

import logging
import platform
import sys
from collections import deque
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_tailor import __version__
from prompt_tailor.texts import say

from .. import checkpoint

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

_KEPT = 20


class LastErrors(logging.Handler):
    """Keeps the last warnings and errors of our log, for the page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._kept: deque[dict] = deque(maxlen=_KEPT)

    @classmethod
    def of(cls, logger: logging.Logger) -> LastErrors:
        """The one of that logger, which outlives "Reload UI"."""
        found = next((handler for handler in logger.handlers if isinstance(handler, cls)), None)
        if found is None:
            found = cls()
            logger.addHandler(found)
        return found

    def emit(self, record: logging.LogRecord) -> None:
        when = datetime.fromtimestamp(record.created).strftime("%Y-%m-%d %H:%M:%S")
        self._kept.append({"when": when, "level": record.levelname.lower(), "message": record.getMessage()})

    def listed(self) -> list[dict]:
        """The oldest first."""
        return list(self._kept)


def about(tailor: Tailor, data_folder: Path, errors: LastErrors) -> dict:
    """Everything of the page "About", in an order for reading."""
    return {
        "version": __version__,
        "host": _host(),
        "python": f"{sys.version.split()[0]} ({platform.system()})",
        "packages": {name: _version(name) for name in ("gradio", "fastapi", "pydantic", "tipo-kgen", "tomlkit")},
        "checkpoint": checkpoint.model_facts()["name"],
        "names": tailor.names_status(),
        "data_folder": str(data_folder),
        "profiles": [one["id"] for one in tailor.profiles()],
        "broken": tailor.broken_profiles(),
        "errors": errors.listed(),
    }


def _host() -> str:
    """The webui's own word for its version, which it has looked up when it started."""
    try:
        from modules.launch_utils import git_tag
    except ImportError:
        return say("a webui that does not tell its version")
    return git_tag()


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
