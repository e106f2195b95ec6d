"""The webui's options: what can be set, and what is set.

Kept as the webui has it because extensions trip over it: `Options.data` holds only keys that were set or saved. On a
fresh installation a key is absent and reading the attribute gives the default.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


class OptionInfo:
    """One option: default, label, and how the settings page shows it."""

    def __init__(
        self,
        default: Any = None,
        label: str = "",
        component: Any = None,
        component_args: Any = None,
        onchange: Callable | None = None,
        section: tuple | None = None,
        refresh: Callable | None = None,
        comment_before: str = "",
        comment_after: str = "",
        infotext: str | None = None,
        restrict_api: bool = False,
        category_id: str | None = None,
    ) -> None:
        self.default = default
        self.label = label
        self.component = component
        self.component_args = component_args
        self.onchange = onchange
        self.section = section
        self.refresh = refresh
        self.comment_before = comment_before
        self.comment_after = comment_after
        self.infotext = infotext
        self.restrict_api = restrict_api
        self.category_id = category_id

    def info(self, text: str) -> OptionInfo:
        """Add an explanation after the label; returns the option itself, as the methods below do."""
        return self.html(f"({text})")

    def html(self, html: str) -> OptionInfo:
        self.comment_after += f"<span class='info'>{html}</span>"
        return self

    def link(self, label: str, url: str) -> OptionInfo:
        self.comment_before += f"[<a href='{url}' target='_blank'>{label}</a>]"
        return self

    def js(self, label: str, function: str) -> OptionInfo:
        self.comment_before += f"[<a onclick='{function}(); return false'>{label}</a>]"
        return self

    def needs_restart(self) -> OptionInfo:
        return self.html("requires restart")

    def needs_reload_ui(self) -> OptionInfo:
        return self.html("requires Reload UI")


class Options:
    """The option values. Attributes read the value or the default; assigning a known one sets it."""

    def __init__(self, labels: dict[str, OptionInfo], frozen: bool = False) -> None:
        self.__dict__.update(data_labels=labels, data={}, frozen=frozen)

    def __getattr__(self, key: str) -> Any:
        if key in self.data:
            return self.data[key]
        if key in self.data_labels:
            return self.data_labels[key].default
        raise AttributeError(f"there is no option {key!r}")

    def __setattr__(self, key: str, value: Any) -> None:
        if key not in self.data_labels:
            self.__dict__[key] = value
            return
        if self.frozen:
            raise AssertionError("changing settings is disabled (--freeze-settings)")
        self.data[key] = value

    def set(self, key: str, value: Any, is_api: bool = False, run_callbacks: bool = True) -> bool:
        """Set an option; returns whether it changed. Unknown keys raise KeyError, as in the webui."""
        if self.data.get(key) == value:
            return False
        option = self.data_labels[key]
        if is_api and option.restrict_api:
            return False
        setattr(self, key, value)
        if run_callbacks and option.onchange is not None:
            option.onchange()
        return True

    def get_default(self, key: str) -> Any:
        option = self.data_labels.get(key)
        return option.default if option else None

    def add_option(self, key: str, info: OptionInfo) -> None:
        self.data_labels[key] = info

    def onchange(self, key: str, func: Callable, call: bool = True) -> None:
        """Call a function when an option changes, and once now."""
        self.data_labels[key].onchange = func
        if call:
            func()

    def cast_value(self, key: str, value: Any) -> Any:
        """A value from text, in the type of the option's default."""
        default = self.get_default(key)
        if default is None or value is None:
            return value
        if isinstance(default, bool):
            return value is True or str(value).lower() == "true"
        return type(default)(value)

    def load(self, filename: str | Path) -> None:
        """Take the values of a file in place of all values; a missing file leaves none."""
        file = Path(filename)
        self.__dict__["data"] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}

    def dumpjson(self) -> str:
        """All options with their values, as the page's scripts get them in `opts`."""
        values = {key: getattr(self, key) for key in self.data_labels}
        return json.dumps(values, default=str)

    def save(self, filename: str | Path) -> None:
        Path(filename).parent.mkdir(parents=True, exist_ok=True)
        Path(filename).write_text(json.dumps(self.data, indent=4, ensure_ascii=False), encoding="utf-8")
