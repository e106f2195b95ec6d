from __future__ import annotations

from ..lexicon import Category, key
from ..syntax import Prompt, atoms
from ..texts import say, term
from .places import new_item, put_in_slot
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite


@rewrite(
    stage=Stage.INJECT,
    may={Effect.ADDS},
    side=Side.POSITIVE,
    examples=[
        Example("1girl, smile", "1girl, safe, smile", profile="animagine-xl-4.0", choices={"rating": "safe"}),
        Example("1girl, sensitive, smile", profile="animagine-xl-4.0", choices={"rating": "safe"}),
        Example("1girl, smile"),
    ],
)
def add_choices(prompt: Prompt, context: Context) -> Change:
    """Add the rating and the year that the user picked in the panel, unless the prompt names one itself."""
    notes: list[Note] = []
    for category, chosen in ((Category.RATING, context.choices.rating), (Category.YEAR, context.choices.year)):
        if chosen:
            prompt = _add(prompt, category, chosen, context, notes)
    return Change(prompt, tuple(notes))


def _add(prompt: Prompt, category: Category, chosen: str, context: Context, notes: list[Note]) -> Prompt:
    for section in prompt.sections():
        tags = [atom.tag for index in section for atom in atoms(prompt.parts[index])]
        if not tags or any(context.place(tag).category is category for tag in tags):
            continue
        for word in reversed([piece.strip() for piece in chosen.split(",") if key(piece)]):
            prompt = put_in_slot(prompt, section, new_item(word), category, context)
            notes.append(Note("added", word, say("the {kind} you chose", kind=term(category.value))))
    return prompt
