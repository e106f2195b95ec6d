"""The class that an extension's script derives from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

AlwaysVisible = object()
"""What `show` returns for a script that always takes part and has no entry in the list of scripts."""


class OnComponent(NamedTuple):
    """A component that was just made."""

    component: Any


class Script:
    """One extension's part in a generation. One object lives for each tab. All hooks may be left as they are."""

    name: str | None = None
    section: str | None = None
    filename: str | None = None
    args_from: int | None = None
    args_to: int | None = None
    alwayson = False
    is_txt2img = False
    is_img2img = False
    group: Any = None
    create_group = True
    infotext_fields: list | None = None
    paste_field_names: list | None = None
    api_info: dict | None = None
    controls: list | None = None
    setup_for_ui_only = False
    sorting_priority = 0

    def title(self) -> str:
        raise NotImplementedError

    def ui(self, is_img2img: bool) -> list | None:
        """Make the controls; returns those whose values the hooks get."""

    def show(self, is_img2img: bool) -> object:
        return True

    def run(self, p: Any, *args: Any) -> Any:
        """Generate in place of the webui; only for scripts in the list of scripts."""

    def setup(self, p: Any, *args: Any) -> None: ...
    def before_process(self, p: Any, *args: Any) -> None: ...
    def process(self, p: Any, *args: Any) -> None: ...
    def before_process_batch(self, p: Any, *args: Any, **kwargs: Any) -> None: ...
    def after_extra_networks_activate(self, p: Any, *args: Any, **kwargs: Any) -> None: ...
    def process_batch(self, p: Any, *args: Any, **kwargs: Any) -> None: ...
    def process_before_every_sampling(self, p: Any, *args: Any, **kwargs: Any) -> None: ...
    def before_hr(self, p: Any, *args: Any) -> None: ...
    def post_sample(self, p: Any, ps: Any, *args: Any) -> None: ...
    def postprocess_batch(self, p: Any, *args: Any, **kwargs: Any) -> None: ...
    def postprocess_batch_list(self, p: Any, pp: Any, *args: Any, **kwargs: Any) -> None: ...
    def postprocess_image(self, p: Any, pp: Any, *args: Any) -> None: ...
    def postprocess_image_after_composite(self, p: Any, pp: Any, *args: Any) -> None: ...
    def postprocess(self, p: Any, processed: Any, *args: Any) -> None: ...
    def before_component(self, component: Any, **kwargs: Any) -> None: ...
    def after_component(self, component: Any, **kwargs: Any) -> None: ...

    def describe(self) -> str:
        return ""

    def elem_id(self, item_id: str) -> str:
        """An element id that no other script has: `script_txt2img_<title>_<item>`; no tab where it has only one."""
        tab = "img2img_" if self.is_img2img else "txt2img_"
        tab = tab if self.show(True) == self.show(False) else ""
        title = re.sub(r"[^a-z_0-9]", "", self.title().lower().replace(" ", "_"))
        return f"script_{tab}{title}_{item_id}"

    def on_before_component(self, callback: Callable, *, elem_id: str) -> None:
        """Call back before the component with that id is made."""
        self._watchers("before").append((elem_id, callback))

    def on_after_component(self, callback: Callable, *, elem_id: str) -> None:
        """Call back after the component with that id is made."""
        self._watchers("after").append((elem_id, callback))

    def _watchers(self, moment: str) -> list[tuple[str, Callable]]:
        return self.__dict__.setdefault(f"on_{moment}_component_elem_id", [])


class ScriptBuiltinUI(Script):
    """A script that is part of the webui; its ids do not carry the word "script"."""

    setup_for_ui_only = True

    def elem_id(self, item_id: str) -> str:
        return f"{'img2img' if self.is_img2img else 'txt2img'}_{item_id}"
