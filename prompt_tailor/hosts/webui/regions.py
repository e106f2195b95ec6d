"""Regional Prompter, where the last words of a prompt's parts say which regions they are for.

In its mode "Prompt" it looks for what stands behind the last comma of each part and paints the part's other words
there (its `prompt_en.md`). Nothing may be put behind these words, and they may not be moved.
"""

from __future__ import annotations

from dataclasses import replace

from prompt_tailor.choices import Choices
from prompt_tailor.texts import say

from . import neighbours

_TITLE = "Regional Prompter"
_ACTIVE, _MODE = 0, 2
"""The places of its switch and of its mode among its values."""
_BY_WORDS = "Prompt"
_KEYWORD = "ADDP"
"""In a prompt it switches that mode on."""

WHY = say("Regional Prompter finds its regions by the last words of each part, so nothing was moved or added")


def by_last_words(p: object) -> bool:
    """Whether the job's regions are found by the last words of the parts."""
    values = neighbours.values_of(p, _TITLE)
    if len(values) <= _MODE or not values[_ACTIVE]:
        return False
    texts = p.prompt if isinstance(p.prompt, list) else [p.prompt]
    return values[_MODE] == _BY_WORDS or any(_KEYWORD in text for text in texts)


def untouched(choices: Choices) -> Choices:
    """The choices with nothing moved and nothing added to the prompt; words are still spelled as the model knows."""
    return replace(
        choices, order="off", quality="off", series="off", aesthetic=(), rating=None, year=None, character_form=None
    )
