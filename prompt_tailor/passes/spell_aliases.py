from __future__ import annotations

from ..lexicon import escape
from ..syntax import Kind, Prompt, Tag
from .edits import map_tags
from .unit import Change, Context, Effect, Example, Note, Stage, rewrite, tag_key


@rewrite(
    stage=Stage.SPELL,
    may={Effect.RENAMES},
    examples=[
        Example("1 girl, twin tails", "1girl, twintails"),
        Example("1girl, twintails"),
    ],
)
def spell_aliases(prompt: Prompt, context: Context) -> Change:
    """Write another spelling of a tag (`twin tails`) as the tag that the models were trained on (`twintails`)."""
    notes: list[Note] = []

    def change(tag: Tag) -> Tag:
        if tag.kind is not Kind.PLAIN or tag_key(tag) in context.profile.vocabulary:
            return tag
        canonical = context.lexicon.alias(tag_key(tag))
        if canonical is None:
            return tag
        notes.append(Note("respelled", canonical, f'"{tag.text}" is written "{canonical}" on Danbooru', tag.at))
        return Tag(escape(canonical), Kind.PLAIN, tag.at)

    return Change(map_tags(prompt, change), tuple(notes))
