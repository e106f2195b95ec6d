from __future__ import annotations

from ..lexicon import Category, escape, key
from ..syntax import Group, Item, Prompt
from ..texts import say
from .edits import insert
from .places import keys_in, new_item, regions
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key


@rewrite(
    stage=Stage.INJECT,
    may={Effect.ADDS},
    side=Side.POSITIVE,
    examples=[
        Example("1girl, hatsune miku, smile", "1girl, hatsune miku, vocaloid, smile", profile="animagine-xl-4.0"),
        Example(
            "1girl, firefly \\(honkai: star rail\\), night",
            "1girl, firefly \\(honkai: star rail\\), honkai \\(series\\), honkai: star rail, night",
            profile="animagine-xl-4.0",
        ),
        Example("1girl, hatsune miku, vocaloid", profile="animagine-xl-4.0"),
        Example("1girl, hatsune miku"),
        Example("1girl, hatsune miku", profile="animagine-xl-4.0", choices={"without": ["vocaloid"]}),
    ],
)
def add_series(prompt: Prompt, context: Context) -> Change:
    """Add the series of a known character right after it, where the model's template has a place for it."""
    if not context.profile.character.series or context.choices.series == "off":
        return Change(prompt)
    notes: list[Note] = []
    for section in regions(prompt):
        present = keys_in(prompt, section) | context.unwanted
        for index in section:
            prompt = _add_to_part(prompt, index, present, context, notes)
    return Change(prompt, tuple(notes))


def _add_to_part(prompt: Prompt, index: int, present: set[str], context: Context, notes: list[Note]) -> Prompt:
    part = prompt.parts[index]
    for position in range(len(part.items) - prompt.pinned[index] - 1, -1, -1):
        item = part.items[position]
        missing = [series for series in _series_of(item, context) if key(series) not in present]
        for series in reversed(missing):
            part = insert(part, position + 1, new_item(escape(series)))
            present.add(key(series))
            notes.append(Note("added", escape(series), say('the series of "{tag}"', tag=item.text)))
    return prompt if part is prompt.parts[index] else prompt.with_part(index, part)


def _series_of(item: Item, context: Context) -> list[str]:
    """The series that an item's characters are from, each once, the franchise before the work."""
    if isinstance(item, Group):
        return list(dict.fromkeys(series for member in item.body.items for series in _series_of(member, context)))
    if context.place(item).category is not Category.CHARACTER:
        return []
    series = context.series.series_of(tag_key(item))
    parent = context.series.parent(series) if series else None
    return [one for one in (parent if parent and parent.endswith("(series)") else None, series) if one]
