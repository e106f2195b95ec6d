from __future__ import annotations

import re

from ..lexicon import Category, letters
from ..syntax import Kind, Prompt, Tag
from .edits import map_tags
from .unit import Change, Context, Effect, Example, Note, Stage, rewrite, tag_key

_KEEPS_UNDERSCORES = re.compile(r"^(?:score|rating|source)_", re.IGNORECASE)
_FEWEST_LETTERS = 3


@rewrite(
    stage=Stage.SPELL,
    may={Effect.SPELLS},
    examples=[
        Example("long_hair, looking_at_viewer", "long hair, looking at viewer"),
        Example("best quality", "best_quality", profile="baxl-v2"),
        Example(">_<, ^_^, score_9, my_lora_trigger, __wild_card__"),
    ],
)
def spell_words(prompt: Prompt, context: Context) -> Change:
    """Write known tags with blanks for underscores, and the model's own words the way its card writes them.

    Emoticons, the `score_9` kind of words and tags that nobody knows (a LoRA's trigger word) keep theirs.
    """
    notes: list[Note] = []

    def change(tag: Tag) -> Tag:
        if tag.kind is not Kind.PLAIN:
            return tag
        spelled, reason = _spelled(tag, context)
        if spelled == tag.text:
            return tag
        notes.append(Note("respelled", spelled, reason, tag.at))
        return Tag(spelled, Kind.PLAIN, tag.at)

    return Change(map_tags(prompt, change), tuple(notes))


def _spelled(tag: Tag, context: Context) -> tuple[str, str]:
    word = tag_key(tag)
    listed = context.profile.word(word)
    if listed is not None:
        model_word = listed.text
        if ("_" in model_word) != ("_" in tag.text):
            return model_word, f'{context.profile.name} writes it "{model_word}"'
        return tag.text, ""
    if "_" not in tag.text or _KEEPS_UNDERSCORES.match(tag.text) or len(letters(tag.text)) < _FEWEST_LETTERS:
        return tag.text, ""
    if context.place(tag).category in (Category.UNKNOWN, Category.EMBEDDING):
        return tag.text, ""
    return tag.text.replace("_", " ").strip(), "known tag: blanks for underscores"
