"""Infotext: what was generated and how, as text. Reading it back, and filling a page from it.

The first lines are the prompt, then `Negative prompt: ...`, and the last line holds `Key: value` pairs. A value with a
comma, a colon or a line break stands in double quotes, as JSON.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from modules import script_callbacks, shared

_PAIR = re.compile(r'\s*(?P<key>\w[\w \-/]+):\s*(?P<value>"(?:[^"\\]|\\.)+"|[^,]*)(?:,|$)')
_SIZE = re.compile(r"(\d+)x(\d+)")
_NEGATIVE = "Negative prompt:"
_FEWEST_PAIRS = 3


class PasteField(tuple):
    """A component and the infotext key, or a function of all pairs, that fills it."""

    def __new__(cls, component: Any, target: str | Callable, *, api: str | None = None) -> PasteField:
        return super().__new__(cls, (component, target))

    def __init__(self, component: Any, target: str | Callable, *, api: str | None = None) -> None:
        self.component = component
        self.label = target if isinstance(target, str) else None
        self.function = target if callable(target) else None
        self.api = api


def quote(value: Any) -> str:
    """A value as it stands in the line of pairs."""
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r"[,:\n]", text) else text


def unquote(text: str) -> str:
    """The value that `quote` made a text of."""
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return text
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def parse_generation_parameters(infotext: str) -> dict[str, Any]:
    """The prompt, the negative prompt and all pairs of an infotext.

    `12x34` gives two keys, `Size-1` and `Size-2`; a key without a value is left out, as in the webui.
    """
    *lines, last = infotext.strip().split("\n")
    if len(_PAIR.findall(last)) < _FEWEST_PAIRS:
        lines, last = [*lines, last], ""
    result: dict[str, Any] = dict(zip(("Prompt", "Negative prompt"), _split_prompts(lines), strict=True))
    for match in _PAIR.finditer(last):
        key, value = match["key"], unquote(match["value"].strip())
        if not value:
            continue
        size = _SIZE.fullmatch(value)
        if size:
            result[f"{key}-1"], result[f"{key}-2"] = size.groups()
        else:
            result[key] = value
    result.setdefault("Clip skip", "1")
    return result


def _split_prompts(lines: Iterable[str]) -> tuple[str, str]:
    positive: list[str] = []
    negative: list[str] = []
    target = positive
    for line in (line.strip() for line in lines):
        if line.startswith(_NEGATIVE):
            target, line = negative, line[len(_NEGATIVE) :].strip()
        target.append(line)
    return "\n".join(positive), "\n".join(negative)


def parse_pasted(infotext: str) -> dict[str, Any]:
    """Read an infotext for the page: listeners may change the pairs first."""
    params = parse_generation_parameters(infotext)
    script_callbacks.call("infotext_pasted", infotext, params)
    return params


def field_value(target: str | Callable, params: dict[str, Any], current: Any) -> Any:
    """The new value for a component whose value is `current`; None when the infotext says nothing.

    Raises ValueError where the component holds a number and the infotext says none.
    """
    value = target(params) if callable(target) else params.get(target)
    if value is None:
        return None
    if isinstance(current, bool) and not isinstance(value, bool):
        return str(value) == "True"
    if isinstance(current, (int, float)) and not isinstance(value, (bool, dict)):
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{value} is no number")
        return int(number) if number.is_integer() else number
    return value


def override_settings_of(params: dict[str, Any]) -> list[str]:
    """The options that an infotext asks for and that differ from the current ones, as `Label: value`.

    Raises ValueError where one is said to be what it cannot be, as `get_override_settings` of the webui does.
    """
    found = []
    for key, option in shared.opts.data_labels.items():
        if option.infotext not in params or key in ("sd_model_checkpoint", "sd_vae"):
            continue
        if getattr(shared.opts, key) != shared.opts.cast_value(key, params[option.infotext]):
            found.append(f"{option.infotext}: {params[option.infotext]}")
    return found


def create_override_settings_dict(texts: Iterable[str]) -> dict[str, Any]:
    """Option values from `Label: value` texts."""
    wanted = dict(text.split(": ", 1) for text in texts)
    labels = {option.infotext: key for key, option in shared.opts.data_labels.items() if option.infotext}
    return {
        labels[label]: shared.opts.cast_value(labels[label], value)
        for label, value in wanted.items()
        if label in labels
    }
