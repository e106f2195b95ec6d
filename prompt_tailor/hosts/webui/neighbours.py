"""Other extensions' scripts that run with a job, and the values that they are given."""

from __future__ import annotations

from typing import Any


def values_of(p: Any, title: str) -> list[Any]:
    """What the always-on script of this title is given for the job; nothing where there is none."""
    arguments = p.script_args
    if p.scripts is None or not isinstance(arguments, (list, tuple)):
        return []
    script = next((one for one in p.scripts.alwayson_scripts if one.title() == title), None)
    return [] if script is None else list(arguments[script.args_from : script.args_to])
