from __future__ import annotations

from collections.abc import Iterable, Set

from ..syntax import Group, Item, Part, Prompt, Tag, atoms
from ..texts import say
from .places import append, items_of, keys_of
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
    ],
)
def add_negative(prompt: Prompt, context: Context) -> Change:
    """Add what is missing of the recommended negative after the user's own; never what the positive prompt asks for."""
    asked_for = _asked_for(context.other) if context.other else set()
    typed = keys_of([atom.tag for part in prompt.parts for atom in atoms(part)])
    taken = set(map(_in_one_number, context.unwanted | asked_for | typed))
    missing = _without(items_of(_recommended(context)), taken)
    if not missing:
        return Change(prompt)
    last = len(prompt.parts) - 1
    reason = say("the negative that {model} recommends", model=context.profile.name)
    notes = tuple(Note("added", item.text, reason) for item in missing)
    return Change(append(prompt, last, missing), notes)


def _asked_for(positive: Prompt) -> set[str]:
    return keys_of([atom.tag for part in positive.parts for atom in atoms(part) if atom.weight > 0])


def _in_one_number(word: str) -> str:
    """`extra digit` and `extra digits` are one wish."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _recommended(context: Context) -> str:
    negative = context.profile.negative
    chosen = context.choices.negative
    if chosen == "off":
        return ""
    return negative.variants.get(chosen, negative.recommended)


def _without(items: Iterable[Item], taken: Set[str]) -> list[Item]:
    """The items less the tags that are taken; a group keeps the rest of its members."""
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Tag):
            if _in_one_number(tag_key(item)) not in taken:
                kept.append(item)
            continue
        members = _without(item.body.items, taken)
        if members:
            gaps = ("", *[", "] * (len(members) - 1), "")
            kept.append(Group(item.open, Part(tuple(members), gaps), item.close, item.at))
    return kept
