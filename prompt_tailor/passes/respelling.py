"""What the spelling passes have in common: each text is looked at once, and every change is noted."""

from __future__ import annotations

from collections.abc import Callable

from ..syntax import Kind, Prompt, Tag
from .edits import map_tags
from .unit import Change, Context, Note

Spell = Callable[[Tag, Context], "tuple[str, str] | None"]
"""Gives a tag's new text and the reason for it; None where the tag stays as it is."""


def respell(prompt: Prompt, context: Context, spell: Spell) -> Change:
    """The prompt with every tag spelled anew that `spell` has something to say about."""
    known = context.memory.spelled
    name = spell.__module__
    notes: list[Note] = []

    def change(tag: Tag) -> Tag:
        asked = (name, tag.kind, tag.text)
        spelled = known[asked] if asked in known else known.setdefault(asked, spell(tag, context))
        if spelled is None or spelled[0] == tag.text:
            return tag
        notes.append(Note("respelled", spelled[0], spelled[1], tag.at))
        return Tag(spelled[0], Kind.PLAIN, tag.at)

    return Change(map_tags(prompt, change), tuple(notes))
