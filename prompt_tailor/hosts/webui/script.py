"""The always-on script, as the webui sees it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from modules import script_callbacks, scripts
from modules.paths import data_path

from prompt_tailor.hosts import pasted
from prompt_tailor.hosts.panel import read_controls
from prompt_tailor.hosts.profile_ids import profile_ids
from prompt_tailor.shipped import shipped
from prompt_tailor.texts import say

from . import axes, controls, forge, options, page_files, paste, routes
from .job import Tailoring
from .page import Page
from .tab import page as tab_page
from .tab import routes as tab_routes
from .tab.about import LastErrors

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

TITLE = "Prompt Tailor"
"""Also the key in API requests and the start of element ids, so it never changes."""

DATA_FOLDER = Path(data_path) / "prompt-tailor"
_INNER_JOB = "_ad_inner"
"""ADetailer marks the jobs that it makes of parts of a picture; their prompts come from a picture that we fitted."""


class Extension:
    """What the webui's two script objects, one for each tab, have in common."""

    def __init__(self) -> None:
        self.logger = _logger()
        self.errors = LastErrors.of(self.logger)
        self.page = Page()
        self.page_key = token_urlsafe(16)
        self.page_version = page_files.version()
        self.tailoring = Tailoring(lambda: self.tailor, self.logger)

    @property
    def told_to_page(self) -> str:
        """What the page's scripts need before they can ask: the key to our routes, and where their modules are."""
        return f"{self.page_key} {self.page_version}"

    @cached_property
    def tailor(self) -> Tailor:
        """The library. It is imported on first use, so that the webui's start does not wait for it."""
        from prompt_tailor.api import Tailor

        from . import name_files, tokens

        return Tailor(DATA_FOLDER, name_files=name_files.name_files, tokenizer=tokens.counter)

    @cached_property
    def profile_ids(self) -> list[str]:
        """What the profile menus offer beside "auto"."""
        return profile_ids([shipped("profiles"), DATA_FOLDER / "profiles"])

    def knows(self, checkpoint: str) -> bool:
        """Whether there is a profile for a checkpoint of this name."""
        from prompt_tailor.profiles import ModelFacts

        return self.tailor.detect(ModelFacts(checkpoint)).how != "fallback"

    def join_webui(self) -> None:
        """Add what the webui is to have of us. It forgets this on "Reload UI" and runs our script's file again.

        For each callback the webui walks the whole call stack, to learn whose it is. While scripts load, the stack is
        deep and that takes 40 to 70 milliseconds; in a thread it is short and takes a fraction. So options and axes
        are added without a callback, and the callbacks are registered from a thread.
        """
        self._join(say("settings"), lambda: options.add(lambda: self.profile_ids, DATA_FOLDER))
        self._join(say("axes of X/Y/Z plot"), lambda: axes.add(lambda: self.profile_ids))
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self._add_callbacks).result()

    def _add_callbacks(self) -> None:
        hear = script_callbacks
        self._join(say("panel and tab"), lambda: hear.on_app_started(lambda _, app: self._add_routes(app)))
        self._join(say("tab"), lambda: hear.on_ui_tabs(tab_page.build))
        self._join(say("pasting of what was typed"), lambda: hear.on_infotext_pasted(paste.restore_typed))
        if forge.is_present():
            self._join(say("checkpoint menu"), lambda: hear.on_after_component(self.page.after_any_component))

    def _join(self, what: str, add: Callable[[], object]) -> None:
        """Add one thing to the webui. In a webui that does not take it, all others still work."""
        try:
            add()
        except Exception as error:  # whatever an unknown webui raises, prompts are still to be fitted
            message = say(
                "This webui does not take our {what}; all else works ({error})",
                what=what,
                error=f"{type(error).__name__}: {error}",
            )
            self.logger.error(message)

    def _add_routes(self, app: Any) -> None:
        more = {"more_posts": tab_routes.posts(), "more_gets": tab_routes.gets(DATA_FOLDER, self.errors)}
        routes.add(app, lambda: self.tailor, self.logger, **more, page_key=self.page_key)
        page_files.add(app, self.page_version)


class TailorScript(scripts.Script):
    """The hooks. A subclass in the webui's script folder sets `extension`."""

    extension: Extension

    def title(self) -> str:
        return TITLE

    def show(self, is_img2img: bool) -> object:
        return scripts.AlwaysVisible

    def ui(self, is_img2img: bool) -> list[Any]:
        """Make the panel. The webui also calls this for its API, to learn the default values."""
        default = options.panel(is_img2img)
        tab = "img2img" if is_img2img else "txt2img"
        panel = controls.build(tab, default, self.extension.told_to_page)
        self.extension.page.add_panel(tab, panel)
        knows = self.extension.knows
        restored = [(control, paste.Restored(name, default, knows)) for name, control in panel.restored().items()]
        self.infotext_fields = restored
        self.paste_field_names = [target for _, target in restored]  # "Send to img2img" copies these
        return panel.values()

    def after_component(self, component: Any, **given: Any) -> None:
        self.extension.page.after_component(component, given.get("elem_id"))

    def before_process(self, p: Any, *values: Any) -> None:
        if getattr(p, _INNER_JOB, False):
            self.extension.tailoring.forget(p)
            return
        default = options.panel(self.is_img2img)
        panel, problems = read_controls(values, default)
        panel = axes.applied(p, panel)
        if panel.enabled:
            known = pasted.read(values)
            self.extension.tailoring.before_process(p, panel, default, problems, known, options.log())
        else:
            self.extension.tailoring.forget(p)

    def process(self, p: Any, *values: Any) -> None:
        self.extension.tailoring.process(p)

    def postprocess(self, p: Any, processed: Any, *values: Any) -> None:
        self.extension.tailoring.postprocess(p, processed)


def register() -> Extension:
    """Make the extension and tell the webui of it. Reads no data file."""
    extension = Extension()
    extension.join_webui()
    return extension


def _logger() -> logging.Logger:
    """A logger whose lines show whatever the webui's own log level is; they are few."""
    logger = logging.getLogger("prompt_tailor")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if not any(type(handler) is logging.StreamHandler for handler in logger.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("Prompt Tailor: %(message)s"))
        logger.addHandler(handler)
    return logger
