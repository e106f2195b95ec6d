from __future__ import annotations

import re

from ..lexicon import Category, Placement, letters
from ..syntax import Kind, Prompt, Tag
from ..texts import say
from .respelling import respell
from .unit import Change, Context, Effect, Example, Stage, rewrite, tag_key

_KEEPS_UNDERSCORES = re.compile(r"^(?:score|rating|source)_", re.IGNORECASE)
_FEWEST_LETTERS = 3


@rewrite(
    stage=Stage.SPELL,
    may={Effect.SPELLS},
    examples=[
        Example("long_hair, looking_at_viewer", "long hair, looking at viewer"),
        Example("best quality", "best_quality", profile="baxl-v2"),
        Example(">_<, ^_^, score_9, my_lora_trigger, my_char girl, __wild_card__"),
    ],
)
def spell_words(prompt: Prompt, context: Context) -> Change:
    """Write known tags with blanks for underscores, and the model's own words the way its card writes them.

    Emoticons, the `score_9` kind of words and tags that nobody knows (a LoRA's trigger word) keep theirs.
    """
    return respell(prompt, context, _spelled)


def _spelled(tag: Tag, context: Context) -> tuple[str, str] | None:
    if tag.kind is not Kind.PLAIN:
        return None
    listed = context.profile.word(tag_key(tag))
    if listed is not None:
        differs = ("_" in listed.text) != ("_" in tag.text)
        reason = say('{model} writes it "{word}"', model=context.profile.name, word=listed.text)
        return (listed.text, reason) if differs else None
    if (
        "_" not in tag.text
        or "<" in tag.text
        or _KEEPS_UNDERSCORES.match(tag.text)
        or len(letters(tag.text)) < _FEWEST_LETTERS
    ):
        return None
    placed = context.place(tag)
    if placed.category in (Category.UNKNOWN, Category.EMBEDDING) or not _is_sure(tag, placed):
        return None
    return tag.text.replace("_", " ").strip(), say("known tag: blanks for underscores")


def _is_sure(tag: Tag, placed: Placement) -> bool:
    """Whether it is a tag, not a trigger word (`my_char girl`, `k4_illu style`) that merely ends in a known word."""
    if placed.layer in ("lexicon", "names", "profile", "shape"):
        return True
    plain = " " not in tag.text and not any(mark.isdigit() for mark in tag.text)
    return placed.layer == "pattern" and plain
