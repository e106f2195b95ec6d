"""Who is who, and how a profile writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

_MOST = 40


def search(tailor: Tailor, text: str, profile: str) -> dict:
    """At most 40 characters for what was typed, the best known first, each as the profile writes it."""
    return {"characters": tailor.characters(text, _MOST, profile), "names": tailor.names_status()["message"]}
