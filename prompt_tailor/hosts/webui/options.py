"""Our section of the webui's settings page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import gradio as gr
from modules import shared

from prompt_tailor.hosts.panel import AUTO, Panel, default_panel
from prompt_tailor.texts import say

from .language import for_page

SECTION = ("prompt_tailor", "Prompt Tailor")
ENABLED, PROFILE, LOG = "prompt_tailor_enabled", "prompt_tailor_profile", "prompt_tailor_log"
RULES_OFF = "prompt_tailor_rules_off"
_CODE = re.compile(r"[A-Za-z]\d+")


def add(profile_ids: Callable[[], list[str]], data_folder: Path) -> None:
    """Add our options, anew if they are there. Ids are asked for when the page is made."""
    info = shared.OptionInfo
    enabled = info(True, for_page(say("Fit prompts, unless it is switched off in the panel")), section=SECTION)
    shared.opts.add_option(ENABLED, enabled.needs_reload_ui())
    profile = info(
        AUTO, for_page(say("Profile")), gr.Dropdown, lambda: {"choices": [AUTO, *profile_ids()]}, section=SECTION
    )
    shared.opts.add_option(PROFILE, profile.info(for_page(say("auto: by the checkpoint"))).needs_reload_ui())
    log = info(False, for_page(say("Say in the log what was done to each prompt")), section=SECTION)
    shared.opts.add_option(
        LOG, log.info(for_page(say("your own profiles belong into {folder}", folder=data_folder / "profiles")))
    )

    off = info("", for_page(say("Checks that are switched off, by their codes")), section=SECTION)
    shared.opts.add_option(RULES_OFF, off.info(for_page(say("such as T002, P012; the finding names its code"))))


def enabled() -> bool:
    """Whether we are switched on where nobody said otherwise."""
    return bool(getattr(shared.opts, ENABLED, True))


def profile() -> str:
    """The profile where nobody chose one."""
    return getattr(shared.opts, PROFILE, None) or AUTO


def log() -> bool:
    """Whether the log is to say what was done."""
    return bool(getattr(shared.opts, LOG, False))


def rules_off() -> list[str]:
    """The codes of the checks that the user does not want."""
    return [code.upper() for code in _CODE.findall(getattr(shared.opts, RULES_OFF, None) or "")]


def panel(is_img2img: bool) -> Panel:
    """A tab's panel where nobody changed it."""
    return default_panel(is_img2img, enabled(), profile())
