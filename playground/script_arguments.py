"""The values of all scripts' controls for a request of the API, which sends only those that it wants different."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import HTTPException
from modules import infotext_utils


def values(runner: Any, request: dict, pasted: dict[str, Any]) -> list[Any]:
    """The defaults of freshly made controls, then what the request says of scripts. Raises HTTPException (422).

    `pasted` are the pairs of the request's infotext; what scripts read from them counts more than the defaults.
    """
    made = _defaults(runner)
    for component, target in runner.infotext_fields:
        place = runner.inputs.index(component)
        value = infotext_utils.field_value(target, pasted, made[place]) if pasted else None
        made[place] = made[place] if value is None else value
    name = request.get("script_name")
    if name:
        script = _script(runner.selectable_scripts, name)
        made[script.args_from : script.args_to] = request.get("script_args") or []
        made[0] = runner.selectable_scripts.index(script) + 1
    for title, part in (request.get("alwayson_scripts") or {}).items():
        script = _script(runner.scripts, title)
        if not script.alwayson:
            raise HTTPException(422, "Cannot have a selectable script in the always on scripts params")
        if "args" in part:  # the webui asks like this, too: a list of values in place of the object is overlooked
            for place in range(min(len(part["args"]), script.args_to - script.args_from)):
                made[script.args_from + place] = part["args"][place]
    return made


def description(script: Any) -> dict:
    """A script and its controls, as the API tells them."""
    return {
        "name": script.title().lower(),
        "is_alwayson": script.alwayson,
        "is_img2img": script.is_img2img,
        "args": [_described(control) for control in script.controls or ()],
    }


def _described(control: Any) -> dict:
    choices = getattr(control, "choices", None)
    plain = [choice[0] if isinstance(choice, tuple) else choice for choice in choices] if choices is not None else None
    found = {"label": control.label or "", "value": control.value, "choices": plain}
    return {key: value for key, value in found.items() if value is not None}


def _script(among: list[Any], title: str) -> Any:
    """The script of that title, whatever its case."""
    found = next((script for script in among if script.title().lower() == title.lower()), None)
    if found is None:
        raise HTTPException(422, f"Script '{title}' not found")
    return found


def _defaults(runner: Any) -> list[Any]:
    """The controls' own values, by calling every script's `ui` once more, as the webui's API does."""
    values = [0] * max((script.args_to or 1 for script in runner.scripts), default=1)
    with gr.Blocks(analytics_enabled=False):
        for script in runner.scripts:
            for index, control in enumerate(script.ui(script.is_img2img) or (), script.args_from):
                values[index] = control.value
    return values
