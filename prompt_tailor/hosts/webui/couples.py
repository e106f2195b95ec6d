"""Forge Couple, where each line of a prompt, or what another separator divides, is the prompt of one region."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prompt_tailor.hosts.fitting import Rewriter
from prompt_tailor.texts import say

from . import neighbours

_TITLE = "Forge Couple"
_ENABLED, _SEPARATOR = 0, 3
"""The places of its switch and of its separator among its values."""
_BORDER = "ADDROW"
"""A word that divides a prompt for us and is nowhere else in it."""


def separator(p: object) -> str | None:
    """What divides the job's prompts into regions; None where nothing does."""
    values = neighbours.values_of(p, _TITLE)
    if len(values) <= _SEPARATOR or not values[_ENABLED]:
        return None
    # As Forge Couple reads it (`forge_couple.py:after_extra_networks_activate`).
    given = str(values[_SEPARATOR]).replace("\\n", "\n").replace("\\t", " ")
    return given if given.strip() else "\n"


@dataclass(frozen=True)
class ByRegion:
    """Rewrites prompts whose regions are divided by `separator`: each region is a part, and no tag leaves its own."""

    tailor: Rewriter
    separator: str

    def rewrite(self, request: dict) -> dict:
        """The answer of the library, with the regions divided as they were. Raises ValueError, RequestError."""
        regions = request["prompt"].split(self.separator)
        if len(regions) == 1 or _BORDER in request["prompt"]:
            return self.tailor.rewrite(request)
        # On a line of its own: a comment would take it away.
        answer = self.tailor.rewrite({**request, "prompt": f"\n{_BORDER}\n".join(map(str.strip, regions))})
        fitted = re.split(rf"\s*\b{_BORDER}\b\s*", answer["prompt"])
        if len(fitted) != len(regions):
            raise ValueError(say("the regions of Forge Couple did not stay as many as they were"))
        return {**answer, "prompt": self.separator.join(map(_with_blanks_of, regions, fitted))}


def _with_blanks_of(region: str, fitted: str) -> str:
    """A fitted region with the blanks around it that were around the typed one."""
    words = region.strip()
    return region.replace(words, fitted, 1) if words else fitted
