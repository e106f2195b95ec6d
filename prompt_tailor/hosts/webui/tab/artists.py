"""Several artists' styles in one prompt, as the AIDXL card (2.5) advises: each with a weight of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from prompt_tailor.lexicon import escape, key

_COMMAS = re.compile("[,，、]")


def written(profile: Mapping, artists: list[Mapping[str, Any]]) -> str:
    """The artists as the profile (`Profile.to_json`) writes them; without a weight of its own each gets the card's.

    A name with commas is several; of an artist who is named twice the first counts.
    """
    form, advised = profile["artist"]["form"], profile["artist"]["weight"]
    opening = form.partition("{name}")[0]
    words: dict[str, str] = {}
    for artist in artists:
        weight = artist.get("weight") or advised or 1
        for typed in _COMMAS.split(artist["name"]):
            name = key(typed).removeprefix(opening.strip() + " ").strip()
            text = form.replace("{name}", escape(name))
            if name:
                words.setdefault(name, text if weight == 1 else f"({text}:{weight:g})")
    return ", ".join(words.values())
