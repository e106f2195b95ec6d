"""What the spelling passes have in common: each text is looked at once, and every change is noted."""

from __future__ import annotations

from collections.abc import Callable

from ..syntax import WHOLE, Kind, Part, Prompt, Tag, parse_pieces
from .edits import map_tags
from .unit import Change, Context, Note

_BRACKETS = frozenset("()[]<")
Spell = Callable[[Tag, Context], "tuple[str, str] | None"]
"""Gives a tag's new text and the reason for it; None where the tag stays as it is."""


def respell(prompt: Prompt, context: Context, spell: Spell) -> Change:
    """The prompt with every tag spelled anew that `spell` has something to say about."""
    right = context.memory.right.setdefault(spell.__module__, set())
    if all([_is_right(part, context, spell, right) for part in prompt.parts]):
        return Change(prompt)
    notes: list[Note] = []

    def change(tag: Tag) -> Tag:
        spelled = None if tag.text in right else _spelled(tag, context, spell)
        if spelled is None:
            return tag
        notes.append(Note("respelled", spelled[0], spelled[1], tag.at))
        return Tag(spelled[0], Kind.PLAIN, tag.at)

    return Change(map_tags(prompt, change), tuple(notes))


def _is_right(part: Part, context: Context, spell: Spell, right: set[str]) -> bool:
    """Whether no tag of a part is to be spelled anew. Adds to `right` the texts of which that is known for good."""
    if part.words <= right:
        return True
    wrong = False
    for tag, _ in part.atoms:
        if tag.text in right or tag.kind in WHOLE:
            continue
        if _spelled(tag, context, spell) is not None:
            wrong = True
        elif not _BRACKETS.intersection(tag.text):  # with brackets the same text may be another kind of tag elsewhere
            right.add(tag.text)
    return not wrong


def _spelled(tag: Tag, context: Context, spell: Spell) -> tuple[str, str] | None:
    """A tag's new text and the reason; None where it stays as it is."""
    known, asked = context.memory.spelled, (spell.__module__, tag.kind, tag.text)
    if asked in known:
        return known[asked]
    spelled = None if "\n" in tag.text else spell(tag, context)  # in brackets a tag may hold a line break
    if spelled is not None and (spelled[0] == tag.text or not _is_one_tag(spelled[0])):
        spelled = None
    known[asked] = spelled
    return spelled


def _is_one_tag(text: str) -> bool:
    """Whether a new text is read as it is meant: `n (r,) (fate)` with its brackets escaped would be two tags."""
    items = parse_pieces(text, positive=False).parts[0].items
    return len(items) == 1 and isinstance(items[0], Tag) and (items[0].text, items[0].kind) == (text, Kind.PLAIN)
