from __future__ import annotations

from ..lexicon import escape
from ..syntax import Kind, Prompt, Tag
from ..texts import say
from .respelling import respell
from .unit import Change, Context, Effect, Example, Stage, rewrite, tag_key


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
    return respell(prompt, context, _spelled)


def _spelled(tag: Tag, context: Context) -> tuple[str, str] | None:
    if tag.kind is not Kind.PLAIN or tag_key(tag) in context.profile.vocabulary:
        return None
    canonical = context.lexicon.alias(tag_key(tag))
    if canonical is None:
        return None
    return escape(canonical), say('"{tag}" is written "{canonical}" on Danbooru', tag=tag.text, canonical=canonical)
