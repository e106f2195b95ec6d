"""Bringing back panel and typed prompts from a pasted infotext."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from modules import shared

from prompt_tailor import infotext
from prompt_tailor.hosts.origin import Origin
from prompt_tailor.hosts.panel import AUTO, Panel, read_json
from prompt_tailor.hosts.pasted import BOXES, added, pasted

_STYLES = "Styles array"
_KEEP_STYLES_IN_PROMPT, _DISCARD_STYLES = "Ignore", "Discard"


class _InTheBoxes(str):
    """The record of what was typed, once the boxes have it."""


@dataclass(frozen=True)
class Restored:
    """Reads one control's value ("enabled", "wishes" or "origin") from a parsed infotext; None leaves it alone.

    The webui calls it. "Send to img2img" also compares these to find the same control in the other tab; it would mix
    up all values if it found it in one tab only. So two are equal when they are for the same control.
    """

    control: str
    default: Panel = field(compare=False)
    knows: Callable[[str], bool] = field(compare=False)
    """Whether a checkpoint's name tells of a model that there is a profile for."""

    def __call__(self, values: Mapping) -> Any:
        record = infotext.read(values)
        if self.control == "origin":
            return self._origin(record, values)
        if record is None:
            return None
        # What a picture does not name is as in its tab's defaults, but for the profile: not named means auto.
        panel, _ = read_json({"profile": AUTO, **record.choices, "enabled": True}, self.default)
        if self.control == "enabled":
            return panel.enabled
        wishes = panel.wishes(self.default)
        if isinstance(values.get(infotext.TYPED_KEY), _InTheBoxes):
            return wishes
        return added(wishes, pasted(values, record.typed))

    def _origin(self, record: infotext.Record | None, values: Mapping) -> str | None:
        """The model that the pasted prompt was written for; empty where nobody knows.

        That is the model of the picture, unless we fitted the prompt to it: what was typed need not be written for
        the same model, and if it was for another one, our record says so.
        """
        prompt = values.get("Prompt")
        if not isinstance(prompt, str):
            return None  # the user has prompts left out of pasting
        if record is not None and record.typed is not None:
            model = record.choices.get("from")
            return Origin(model, record.typed.prompt).to_text() if isinstance(model, str) and model else ""
        model = checkpoint_title(values)
        return Origin(model, prompt).to_text() if model and self.knows(model) else ""


def checkpoint_title(values: Mapping) -> str:
    """The checkpoint of a picture's parsed infotext, as the webui's menu shows it; empty where it is not named."""
    name, digits = (str(values.get(key) or "") for key in ("Model", "Model hash"))
    return f"{name} [{digits}]" if name and digits else name


def restore_typed(text: str, values: dict[str, Any]) -> None:
    """Put what was typed into the parsed infotext, before the webui fills its boxes from it. For `on_infotext_pasted`.

    Boxes that the user wants left out of pasting are not in `values` and stay out. Where the styles of the picture
    are not to be had, its prompts stay as they are: they hold the styles' words.
    """
    record = infotext.read(values)
    if record is None or record.typed is None or not _styles_come_back(record.typed):
        return
    for box, name in BOXES.items():
        if box in values:
            values[box] = getattr(record.typed, name)
    values[infotext.TYPED_KEY] = _InTheBoxes(values[infotext.TYPED_KEY])
    if record.typed.styles and _mode() != _DISCARD_STYLES:
        values[_STYLES] = list(record.typed.styles)
    else:
        values.pop(_STYLES, None)


def _styles_come_back(typed: infotext.Typed) -> bool:
    if not typed.styles:
        return True
    return _mode() != _KEEP_STYLES_IN_PROMPT and all(style in shared.prompt_styles.styles for style in typed.styles)


def _mode() -> str:
    """What the user wants to happen with the styles of a pasted prompt."""
    return getattr(shared.opts, "infotext_styles", "")
