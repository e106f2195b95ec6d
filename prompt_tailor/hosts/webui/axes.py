"""Our axes for X/Y/Z plot. Their values are kept on the copy of the job that the plot makes for each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import ModuleType
from typing import Any

from modules import scripts

from prompt_tailor.hosts.panel import AUTO, Panel

PROFILE_AXIS, ENABLED_AXIS = "[Prompt Tailor] Profile", "[Prompt Tailor] On/off"
_AXES = "prompt_tailor_axes"
_ON, _OFF = "on", "off"


def add(profile_ids: Callable[[], list[str]]) -> None:
    """Add the axes to the webui's plot script, unless it has them or there is no such script.

    The webui's own scripts are loaded before those of extensions, so it is there by now.
    """
    plot = _plot_module()
    if plot is None:
        return
    there = {option.label for option in plot.axis_options}
    wanted = (
        (PROFILE_AXIS, "profile", lambda: [AUTO, *profile_ids()]),
        (ENABLED_AXIS, "enabled", lambda: [_ON, _OFF]),
    )
    for label, name, choices in wanted:
        if label not in there:
            plot.axis_options.append(plot.AxisOption(label, str, _applier(name), choices=choices))


def applied(p: Any, panel: Panel) -> Panel:
    """The panel with the values of the cell that the job is for."""
    values = getattr(p, _AXES, {})
    if "profile" in values:
        panel = replace(panel, profile=values["profile"].strip())
    if "enabled" in values:
        panel = replace(panel, enabled=values["enabled"].strip().lower() == _ON)
    return panel


def _plot_module() -> ModuleType | None:
    names = ("xyz_grid.py", "scripts.xyz_grid")
    found: Iterable = (one.module for one in scripts.scripts_data if one.script_class.__module__ in names)
    return next(iter(found), None)


def _applier(name: str) -> Callable[[Any, str, list[str]], None]:
    def apply(p: Any, value: str, values: list[str]) -> None:
        # Cells are shallow copies: a new dictionary, or the value would stay for the next cell.
        setattr(p, _AXES, {**getattr(p, _AXES, {}), name: value})

    return apply
