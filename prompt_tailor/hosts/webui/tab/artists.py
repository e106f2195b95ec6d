"""Several artists' styles in one prompt, as the AIDXL card (2.5) advises: each with a weight of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prompt_tailor.lexicon import escape, key


def written(profile: Mapping, artists: list[Mapping[str, Any]]) -> str:
    """The artists as the profile (`Profile.to_json`) writes them; without a weight of its own each gets the card's."""
    form, advised = profile["artist"]["form"], profile["artist"]["weight"]
    opening = form.partition("{name}")[0]
    words = []
    for artist in artists:
        name = key(artist["name"]).removeprefix(opening.strip() + " ").strip()
        weight = artist.get("weight") or advised or 1
        text = form.replace("{name}", escape(name))
        if name:
            words.append(text if weight == 1 else f"({text}:{weight:g})")
    return ", ".join(words)
