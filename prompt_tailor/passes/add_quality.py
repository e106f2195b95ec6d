from __future__ import annotations

import re

from ..lexicon import Category, key
from ..lexicon.asks_for import Wishes
from ..profiles.words import Word
from ..syntax import NETWORK, Item, Kind, Prompt, atoms
from ..texts import say
from .bans import reason_against
from .foreign import written_here
from .places import append, closing_part, keys_in, keys_of, new_item, opening_part, prepend, regions, without
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite

_SHORTEST = 8
"""No word on quality with something around it is shorter."""


@rewrite(
    stage=Stage.INJECT,
    may={Effect.ADDS},
    side=Side.POSITIVE,
    examples=[
        Example("1girl, smile", "1girl, smile, (best quality:1.3)"),
        Example("1girl, amazing quality"),
        Example(
            "1girl, best quality",
            "masterpiece, very aesthetic, absurdres, 1girl, best quality",
            profile="animagine-xl-3.1",
        ),
        Example(
            "1girl, sensitive",
            "masterpiece, best quality, newest, absurdres, highres, 1girl, sensitive",
            profile="noobai-xl-eps",
        ),
        Example(
            "1girl, nude",
            "masterpiece, best quality, newest, absurdres, highres, 1girl, nude",
            profile="noobai-xl-eps",
        ),
        Example("1girl BREAK night", "1girl BREAK night, (best quality:1.3)"),
        Example("1girl ADDCOL 1boy", "1girl, (best quality:1.3) ADDCOL 1boy, (best quality:1.3)"),
        Example("night ADDCOMM 1girl ADDCOL 1boy", "night, (best quality:1.3) ADDCOMM 1girl ADDCOL 1boy"),
        Example("1girl, {{best quality}}"),
        Example("1girl, 1.2::best_quality, amazing::"),
        Example("(masterpiece) (best quality) 1girl, smile"),
        Example("1girl, best quality:1.2"),
        Example("1girl, smile", choices={"quality": "off"}),
        Example("1girl, smile", choices={"without": ["Best_Quality"]}),
        Example("1girl, smile", "1girl, smile, (best quality:1.1)", choices={"quality_weight": 1.1}),
    ],
)
def add_quality(prompt: Prompt, context: Context) -> Change:
    """Add the model's quality words on the side where its card puts them, except those that are there already.

    Where the card knows one scale of which a prompt carries one word, a typed word of that scale is enough. A rating
    or a year among the words gives way to one that was typed or chosen, `safe` to what is not (`nude`).
    """
    notes: list[Note] = []
    for section in regions(prompt):
        present = keys_in(prompt, section)
        words = [word for word in _wanted(context) if key(word.text) not in present | context.unwanted]
        inside = _said_inside(words, prompt, section, context)
        present |= {key(word.text) for word in inside}
        words = _not_said_otherwise([word for word in words if word not in inside], prompt, section, context)
        against = _against(words, prompt, section, context)
        words = [word for word in words if word.text not in against]
        if not words or _has_word_of_scale(present, context):
            continue
        items = [new_item(word.text, _weight(word, context)) for word in words]
        changed = _put(prompt, section, items, context)
        if changed is not prompt:
            prompt = changed
            reason = without(say("{model} wants it", model=context.profile.name), against)
            notes += [Note("added", item.text, reason) for item in items]
    return Change(prompt, tuple(notes))


def _said_inside(words: list[Word], prompt: Prompt, section: range, context: Context) -> list[Word]:
    """Those of some words on quality that stand inside another tag: `{{best quality}}`, `best quality:1.2`."""
    texts = [prompt.parts[index].text for index in section]
    typed = " ".join(" ".join(texts).replace("_", " ").lower().split())
    if typed.isascii() and not any([key(word.text) in typed for word in words]):
        return []
    tags = [atom.tag for index in section for atom in atoms(prompt.parts[index])]
    keys = [key(tag.text) for tag in tags if tag.kind is not Kind.NETWORK and len(tag.text) > _SHORTEST]
    written = "\n".join(NETWORK.sub(" ", word) if "<" in word else word for word in keys)
    return [
        word
        for word in words
        if re.search(rf"(?<!\w){re.escape(key(word.text))}(?!\w)", written)
        and context.place_key(key(word.text)).category in (Category.QUALITY, Category.AESTHETIC)
    ]


def _not_said_otherwise(words: list[Word], prompt: Prompt, section: range, context: Context) -> list[Word]:
    """The words less a rating and a year where the user has typed or chosen another."""
    about = [context.place_key(key(word.text)).category for word in words]
    if Category.RATING not in about and Category.YEAR not in about:
        return words
    chosen = {Category.RATING: context.choices.rating, Category.YEAR: context.choices.year}
    typed = {context.place(atom.tag).category for index in section for atom in atoms(prompt.parts[index])}
    said = {category for category, word in chosen.items() if word or category in typed}
    return [word for word, category in zip(words, about) if category not in said]


def _against(words: list[Word], prompt: Prompt, section: range, context: Context) -> dict[str, str]:
    """Those of the words that are a rating, with a tag that speaks against it: `safe`, `nude`."""
    ratings = [word.text for word in words if context.place_key(key(word.text)).category is Category.RATING]
    if not ratings:
        return {}
    tags = [atom.tag for index in section for atom in atoms(prompt.parts[index]) if atom.weight > 0]
    wish = context.lexicon.asks_for.who("nsfw", Wishes.of(keys_of(tags)))
    return dict.fromkeys(ratings, wish) if wish else {}


def _weight(word: Word, context: Context) -> float | None:
    """The weight to write, None for none: what the user chose, or the card's."""
    chosen = context.choices.quality_weight
    return word.weight if chosen is None else (chosen if chosen != 1 else None)


def _wanted(context: Context) -> tuple[Word, ...]:
    chosen = context.choices.quality
    if chosen == "off":
        return ()
    if chosen == "recommended":
        return context.profile.quality.add
    here = written_here(list(chosen), context)
    fitting = (word for word in here if reason_against(key(word), context) is None)
    return tuple(context.profile.word(word) or Word(word) for word in fitting)


def _has_word_of_scale(present: set[str], context: Context) -> bool:
    if not context.profile.quality.one_of_scale or context.choices.quality != "recommended":
        return False
    known = context.profile.vocabulary
    return any(word in known and known[word][0] is Category.QUALITY for word in present)


def _put(prompt: Prompt, section: range, items: list[Item], context: Context) -> Prompt:
    at_start = context.profile.quality.at == "start"
    index = opening_part(prompt, section) if at_start else closing_part(prompt, section)
    if index is None:
        return prompt
    return prepend(prompt, index, items) if at_start else append(prompt, index, items)
