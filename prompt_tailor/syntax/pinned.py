"""Which items of a prompt have to stay last, because they would mean something else anywhere else."""

from __future__ import annotations

import re

from .nodes import NETWORK, Kind, Part, Prompt, Tag, has_comma

SECTION_WEIGHT = re.compile(r":\s*[-+]?(?:\d+\.?|\d*\.\d+)\s*$")
"""What the webui takes for the weight of a whole section. Source: `prompt_parser.py:re_weight`."""
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?|\d*\.\d+)\s*")


def pinned_items(prompt: Prompt, positive: bool) -> tuple[int, ...]:
    """How many items at the end of each part must stay there.

    An unbalanced tag reaches to the end; and off a section of a positive prompt the webui cuts a last `:weight`.
    """
    pinned = [int(_ends_unbalanced(part)) for part in prompt.parts]
    if positive:
        for section in prompt.sections():
            index = section[-1]
            pinned[index] = pinned[index] or _weighing_items(prompt.parts[index])
    return tuple(pinned)


def _ends_unbalanced(part: Part) -> bool:
    return bool(part.items) and isinstance(part.items[-1], Tag) and part.items[-1].kind is Kind.UNBALANCED


def _weighing_items(part: Part) -> int:
    """How many items make the section's weight; networks do not count, and the number may stand in its own line."""
    end = ""
    for count, item in enumerate(reversed(part.items), start=1):
        if has_comma(part.gaps[len(part.items) - count + 1]):
            return 0
        end = f"{NETWORK.sub('', item.text)} {end}"
        if SECTION_WEIGHT.search(end):
            return count
        if end.strip() and not _NUMBER.fullmatch(end):
            return 0
    return 0
