"""Where data files lie: those that come with the project, and the user's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """The folder `lexicon` or `profiles`: inside an installed package, else beside it in the extension's checkout."""
    packed = _PACKAGE / "_data" / folder
    return packed if packed.is_dir() else _PACKAGE.parent / folder


def user_data_dir() -> Path:
    """The folder for this user's profiles and the names index where no webui names one.

    `PROMPT_TAILOR_DATA` if set, else the platform's customary place for an application's data.
    """
    chosen = os.environ.get("PROMPT_TAILOR_DATA")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "prompt-tailor"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "prompt-tailor"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "prompt-tailor"
