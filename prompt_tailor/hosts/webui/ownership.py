"""Which settings of a job are somebody else's: an axis of X/Y/Z plot's, or those of another script that drives it."""

from __future__ import annotations

from collections.abc import Mapping

from modules import shared

from prompt_tailor.texts import say

ORDER = "order"
"""Not a setting: an axis varies the order of the prompt itself."""

_XYZ, _LINES, _MATRIX = "X/Y/Z plot", "Prompts from file or textbox", "Prompt matrix"
_AXES = {
    "Steps": ("steps",),
    "CFG Scale": ("CFG",),
    # Older webuis put both into the sampler's name, newer ones still read such names.
    "Sampler": ("sampler", "scheduler"),
    "Schedule type": ("scheduler",),
    "Size": ("size",),
    "Clip skip": ("clip skip",),
    "Prompt order": (ORDER,),
}
_LINE_OPTIONS = {
    "--steps": ("steps",),
    "--cfg_scale": ("CFG",),
    "--sampler_name": ("sampler", "scheduler"),
    "--width": ("size",),
    "--height": ("size",),
}


def owned_settings(p: object) -> Mapping[str, str]:
    """Setting -> who decides on it instead of us."""
    script = driving_script(p)
    if script is None:
        return {}
    title = script.title()
    if title == _XYZ:
        return dict.fromkeys(_axis_settings(), say("an axis of X/Y/Z plot"))
    if title == _LINES:
        return dict.fromkeys(_line_settings(p, script), say("the lines of the script say it"))
    # SD upscale, outpainting and their like use the size for their tiles.
    return {} if title == _MATRIX else {"size": say('the script "{title}" decides', title=title)}


def driving_script(p: object) -> object | None:
    """The script chosen in the menu, which makes jobs of its own; None when the webui runs the job itself."""
    arguments = p.script_args
    # Without scripts the webui leaves an empty dictionary here.
    if p.scripts is None or not isinstance(arguments, (list, tuple)) or not arguments:
        return None
    # The first value is the place in the menu, from 1. For "None" there is 0, None, or the word, as the API took it.
    place = arguments[0] if isinstance(arguments[0], int) else 0
    selectable = p.scripts.selectable_scripts
    return selectable[place - 1] if 0 < place <= len(selectable) else None


def _axis_settings() -> list[str]:
    # These stay after a plot, so they only count while the plot's script drives.
    infos = [getattr(shared.state, f"xyz_plot_{axis}", None) for axis in "xyz"]
    labels = [info.axis.label for info in infos if info is not None]
    return [setting for label in labels for setting in _AXES.get(label, ())]


def _line_settings(p: object, script: object) -> list[str]:
    given = p.script_args[script.args_from : script.args_to]
    text = "\n".join(value for value in given if isinstance(value, str))
    return [setting for option, settings in _LINE_OPTIONS.items() if option in text for setting in settings]
