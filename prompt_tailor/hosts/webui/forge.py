"""What is different in Forge and its forks."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any


def is_present() -> bool:
    """Whether this webui is of the Forge family."""
    return find_spec("modules_forge") is not None


def is_checkpoint_menu(given: Mapping[str, Any]) -> bool:
    """Whether a component made with these arguments is Forge's own checkpoint menu.

    It has no id, stands outside of the tabs, and changing it does not reach the page's scripts as it does elsewhere.
    """
    return given.get("label") == "Checkpoint" and "model_selection" in (given.get("elem_classes") or ())
