"""What a webui changes in gradio, so that one extension runs on gradio 3 and 4 and hears of every component.

Both kinds of host alter gradio's classes at start, and extensions rely on it; a stand-in has to do the same:

- each component announces itself before and after it is made;
- on gradio 4, events accept gradio 3's `_js`, components have `update`, and constructors drop what they do not know.
"""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio import components, layouts
from modules import script_callbacks, scripts

IS_GRADIO_4 = int(gr.__version__.split(".")[0]) >= 4


def install() -> None:
    """Change gradio. Called once, before any component is made."""
    _announce_components(components.Component if IS_GRADIO_4 else components.IOComponent)
    if IS_GRADIO_4:
        _accept_gradio_3()


def _announce_components(base: type) -> None:
    """Call the listeners around the constructor that all components share."""
    original = base.__init__

    @functools.wraps(original)
    def announced(self: Any, *args: Any, **kwargs: Any) -> None:
        _announce("before", self, kwargs)
        original(self, *args, **kwargs)
        self.elem_classes = [f"gradio-{self.get_block_name()}", *(self.elem_classes or [])]
        _announce("after", self, kwargs)

    base.__init__ = announced


def _announce(moment: str, component: Any, kwargs: dict[str, Any]) -> None:
    script_callbacks.call(f"{moment}_component", component, **kwargs)
    if scripts.scripts_current is not None:
        getattr(scripts.scripts_current, f"{moment}_component")(component, **kwargs)


def _accept_gradio_3() -> None:
    from gradio import component_meta, events

    # gradio 4 writes a .pyi file beside every module that derives a component; a checkout must stay as it is.
    component_meta.create_or_modify_pyi = lambda *_: None
    for kind in _classes(components) | _classes(layouts):
        kind.__init__ = _dropping_unknown(kind.__init__)
        kind.update = staticmethod(gr.update)
        for event in getattr(kind, "EVENTS", ()):
            setattr(kind, str(event), _accepting_js(getattr(kind, str(event))))
    _wrap_then(events.Dependency)


def _classes(module: Any) -> set[type]:
    """The gradio component or layout classes that a module exports."""
    found = (getattr(module, name) for name in dir(module))
    return {kind for kind in found if inspect.isclass(kind) and issubclass(kind, gr.blocks.Block)}


def _accepting_js(listener: Callable) -> Callable:
    """An event method that takes `_js` as gradio 3 does."""

    @functools.wraps(listener)
    def listen(*args: Any, _js: str | None = None, **kwargs: Any) -> Any:
        if _js is not None:
            kwargs["js"] = _js
        return listener(*args, **kwargs)

    return listen


def _wrap_then(dependency: type) -> None:
    """Let `event(...).then(...)` take `_js`; `.success` does not, as in the webuis with gradio 4."""
    original = dependency.__init__

    @functools.wraps(original)
    def made(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.then = _accepting_js(self.then)

    dependency.__init__ = made


def _dropping_unknown(constructor: Callable) -> Callable:
    """A constructor that warns about arguments that gradio 4 no longer has."""
    known = inspect.signature(constructor).parameters
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in known.values()):
        return constructor

    @functools.wraps(constructor)
    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        unknown = set(kwargs) - set(known)
        if unknown:
            warnings.warn(f"{type(self).__name__} ignores {', '.join(sorted(unknown))}", stacklevel=2)
        constructor(self, *args, **{name: value for name, value in kwargs.items() if name not in unknown})

    return construct
