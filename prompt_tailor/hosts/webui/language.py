"""The page's language: the one that the webui's own localization stands for."""

from __future__ import annotations

from typing import Any

from modules import shared

from prompt_tailor.texts import language_of, translated


def for_page(value: Any) -> Any:
    """A text, or a JSON value with texts in it, as the page is to show it."""
    return translated(value, language_of(getattr(shared.opts, "localization", None)))
