"""Events outside a single generation that an extension can listen to.

Every `on_<event>(callback)` registers, every `<event>_callback(...)` calls all listeners in order. A failing listener
is reported and the others still run.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from modules import errors

_EVENTS = (
    "app_started",
    "model_loaded",
    "ui_tabs",
    "ui_settings",
    "before_ui",
    "before_component",
    "after_component",
    "infotext_pasted",
    "before_token_counter",
    "script_unloaded",
    "before_image_saved",
    "image_saved",
)
_listeners: dict[str, list[Callable]] = {event: [] for event in _EVENTS}


class BeforeTokenCounterParams:
    """What the token counter is about to count; listeners change `prompt`."""

    def __init__(self, prompt: str, steps: int, styles: list[str], is_positive: bool = True) -> None:
        self.prompt = prompt
        self.steps = steps
        self.styles = styles
        self.is_positive = is_positive


def add_callback(event: str, callback: Callable) -> None:
    """Register a listener."""
    _listeners[event].append(callback)


def call(event: str, *arguments: Any, **named: Any) -> list[Any]:
    """Call all listeners of an event; returns their results, without those of failed ones."""
    results = []
    for callback in _listeners[event]:
        try:
            results.append(callback(*arguments, **named))
        except Exception:  # a listener is foreign code: the webui reports it and goes on
            source = inspect.getsourcefile(callback) or "?"
            errors.report(f"Error in {event} of {source}", exc_info=True)
    return results


def clear_callbacks() -> None:
    """Forget all listeners, as a reload of the page does."""
    for listeners in _listeners.values():
        listeners.clear()


def on_app_started(callback: Callable) -> None:
    add_callback("app_started", callback)


def on_model_loaded(callback: Callable) -> None:
    add_callback("model_loaded", callback)


def on_ui_tabs(callback: Callable) -> None:
    add_callback("ui_tabs", callback)


def on_ui_settings(callback: Callable) -> None:
    add_callback("ui_settings", callback)


def on_before_ui(callback: Callable) -> None:
    add_callback("before_ui", callback)


def on_before_component(callback: Callable) -> None:
    add_callback("before_component", callback)


def on_after_component(callback: Callable) -> None:
    add_callback("after_component", callback)


def on_infotext_pasted(callback: Callable) -> None:
    add_callback("infotext_pasted", callback)


def on_before_token_counter(callback: Callable) -> None:
    add_callback("before_token_counter", callback)


def on_script_unloaded(callback: Callable) -> None:
    add_callback("script_unloaded", callback)


def on_before_image_saved(callback: Callable) -> None:
    add_callback("before_image_saved", callback)


def on_image_saved(callback: Callable) -> None:
    add_callback("image_saved", callback)


def ui_tabs_callback() -> list[tuple]:
    """All extra tabs: (blocks, title, id)."""
    return [tab for tabs in call("ui_tabs") for tab in tabs or ()]
