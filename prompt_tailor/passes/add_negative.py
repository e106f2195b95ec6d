from __future__ import annotations

import math
from collections.abc import Iterable, Set

from ..lexicon.asks_for import AsksFor, Wishes
from ..syntax import Group, Item, Part, Prompt, atoms
from ..texts import say
from .places import append, items_of, keys_of, without
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key


@rewrite(
    stage=Stage.INJECT,
    may={Effect.ADDS},
    side=Side.NEGATIVE,
    examples=[
        Example(
            "blurry, lowres",
            "blurry, lowres, error, worst quality, low quality, jpeg artifacts, watermark, signature, username",
            profile="baxl-v3",
        ),
        Example(
            "",
            "lowres, error, worst quality, low quality, jpeg artifacts, signature, username",
            profile="baxl-v3",
            positive="1girl, watermark",
        ),
        Example(
            "errors, {watermarks:1.1}",
            "errors, {watermarks:1.1}, lowres, worst quality, low quality, jpeg artifacts, username",
            profile="baxl-v3",
            positive="1girl, 1.2::signature::",
        ),
        Example("blurry", profile="baxl-v3", choices={"negative": "off"}),
        Example(
            "error",
            "error, worst quality, low quality, jpeg artifacts, watermark, signature",
            profile="baxl-v3",
            choices={"without": ["lowres", "username"]},
        ),
        Example(
            "",
            "lowres, worst quality, low quality, bad perspective, bad anatomy, bad hands, error, missing fingers, "
            "extra digit, fewer digits, cropped, jpeg artifacts, signature, watermark, username, artist name",
            profile="baxl-v2",
            positive="1girl, explicit, english text",
        ),
    ],
)
def add_negative(prompt: Prompt, context: Context) -> Change:
    """Add what is missing of the recommended negative after the user's own; never what the positive prompt asks for.

    That is a tag with the same words in it, too (`messy hair`, `messy`), or with others that say it (`nude`, `nsfw`).
    """
    positive = _keys(context.other, above=0) if context.other else set()
    taken = set(map(_in_one_number, context.unwanted | positive | _keys(prompt)))
    left_out: dict[str, str] = {}
    missing = _without(items_of(_recommended(context)), taken, context.lexicon.asks_for, Wishes.of(positive), left_out)
    if not missing:
        return Change(prompt)
    last = len(prompt.parts) - 1
    reason = without(say("the negative that {model} recommends", model=context.profile.name), left_out)
    notes = tuple(Note("added", item.text, reason) for item in missing)
    return Change(append(prompt, last, missing), notes)


def _keys(prompt: Prompt, above: float = -math.inf) -> set[str]:
    """The keys of a prompt's tags that weigh more than that."""
    return keys_of([atom.tag for part in prompt.parts for atom in atoms(part) if atom.weight > above])


def _in_one_number(word: str) -> str:
    """`extra digit` and `extra digits` are one wish."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _recommended(context: Context) -> str:
    negative = context.profile.negative
    chosen = context.choices.negative
    if chosen == "off":
        return ""
    return negative.variants.get(chosen, negative.recommended)


def _without(
    items: Iterable[Item], taken: Set[str], asks_for: AsksFor, wishes: Wishes, left_out: dict[str, str]
) -> list[Item]:
    """The items less the tags that are taken and those asked for in other words, which are `left_out` (and for which);
    a group keeps the rest of its members."""
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            members = _without(item.body.items, taken, asks_for, wishes, left_out)
            if members:
                gaps = ("", *[", "] * (len(members) - 1), "")
                kept.append(Group(item.open, Part(tuple(members), gaps), item.close, item.at))
        elif _in_one_number(tag_key(item)) not in taken:
            wish = asks_for.who(tag_key(item), wishes)
            if wish is None:
                kept.append(item)
            else:
                left_out[item.text] = wish
    return kept
