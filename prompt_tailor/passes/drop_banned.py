from __future__ import annotations

from ..lexicon import key
from ..syntax import Item, Kind, Prompt, Tag, atoms
from ..texts import say
from .bans import reason_against
from .edits import insert, remove_from
from .places import may_be_added, new_item
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key


@rewrite(
    stage=Stage.FIT,
    may={Effect.REMOVES, Effect.ADDS},
    side=Side.BOTH,
    examples=[
        Example("1girl, masterpiece, great quality", "1girl", profile="baxl-v2"),
        Example(
            "masterpiece",
            "flat_coating, clear_color, highres, absurdres, best_quality",
            profile="baxl-v2",
        ),
        Example("masterpiece", profile="baxl-v2", choices={"quality": "off"}),
        Example("newest, masterpiece", profile="baxl-v2", choices={"quality": "off"}),
        Example("1girl, masterpiece", profile="animagine-xl-4.0"),
    ],
)
def drop_banned(prompt: Prompt, context: Context) -> Change:
    """Take out the words that the model's card says must not be used, each with the card's reason.

    A prompt of such words alone gets the recommended quality words in their place; without these it stays. Rating,
    year and quality words beside them make no difference: they may be ours, and are there when it is fitted again.
    """
    if not context.profile.bans and not context.profile.quality.others_out:
        return Change(prompt)
    notes: list[Note] = []
    for section in prompt.sections():
        prompt = _without_banned(prompt, section, context, notes)
    return Change(prompt, tuple(notes))


def _without_banned(prompt: Prompt, section: range, context: Context, notes: list[Note]) -> Prompt:
    tags = [atom.tag for index in section for atom in atoms(prompt.parts[index])]
    reasons = {id(tag): reason for tag in tags if (reason := _reason(tag, context)) is not None}
    if not reasons:
        return prompt
    left = [tag for tag in tags if id(tag) not in reasons]
    instead: list[Item] = []
    if context.positive and all(may_be_added(tag, context) for tag in left):
        recommended = _recommended(context)
        if not recommended:
            return prompt
        instead = [] if left else recommended
    notes += [Note("dropped", tag.text, reasons[id(tag)], tag.at) for tag in tags if id(tag) in reasons]
    for index in section:
        prompt = prompt.with_part(index, remove_from(prompt.parts[index], lambda tag: id(tag) in reasons))
    if instead:
        prompt = prompt.with_part(section[0], insert(prompt.parts[section[0]], 0, *instead))
        notes += [Note("added", item.text, say("{model} wants it", model=context.profile.name)) for item in instead]
    return prompt


def _reason(tag: Tag, context: Context) -> str | None:
    return reason_against(tag_key(tag), context) if tag.kind is Kind.PLAIN else None


def _recommended(context: Context) -> list[Item]:
    if context.choices.quality != "recommended":
        return []
    wanted = (word for word in context.profile.quality.add if key(word.text) not in context.unwanted)
    return [new_item(word.text, word.weight) for word in wanted]
