"""What is different in Forge and its forks."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MODULES = "forge_additional_modules"
"""Forge's option in place of the webui's for the VAE: the files of VAE and text encoders, as paths."""


def is_present() -> bool:
    """Whether this webui is of the Forge family."""
    return find_spec("modules_forge") is not None


def is_checkpoint_menu(given: Mapping[str, Any]) -> bool:
    """Whether a component made with these arguments is Forge's own checkpoint menu.

    It has no id, stands outside of the tabs, and changing it does not reach the page's scripts as it does elsewhere.
    """
    return given.get("label") == "Checkpoint" and "model_selection" in (given.get("elem_classes") or ())


def is_modules_menu(given: Mapping[str, Any]) -> bool:
    """Whether a component made with these arguments is Forge's menu of VAE and text encoders, of which the same holds.

    Source: `modules_forge/main_entry.py:make_checkpoint_manager_ui`. Of a menu's own arguments nothing is told, only
    those that all components have.
    """
    return given.get("label") == "VAE / Text Encoder" and is_present()


def vae_among(modules: Any) -> str | None:
    """The name of the VAE's file among the files of that option; None where there is none, or nobody can tell which."""
    names = [Path(one).name for one in modules if isinstance(one, str)] if isinstance(modules, list) else []
    called_so = [name for name in names if "vae" in name.lower()]
    return next(iter(called_so or names), None) if called_so or len(names) == 1 else None
