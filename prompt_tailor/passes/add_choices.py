from __future__ import annotations

from ..lexicon import Category, key
from ..syntax import Prompt, atoms
from ..texts import say, term
from .bans import reason_against
from .foreign import written_here
from .places import append, closing_part, keys_in, new_item, put_in_slot, regions
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite


@rewrite(
    stage=Stage.INJECT,
    may={Effect.ADDS},
    side=Side.POSITIVE,
    examples=[
        Example("1girl, smile", "1girl, safe, smile", profile="animagine-xl-4.0", choices={"rating": "safe"}),
        Example("1girl, sensitive, smile", profile="animagine-xl-4.0", choices={"rating": "safe"}),
        Example("1girl, smile", "rating_safe, 1girl, smile", "pony-diffusion-v6-xl", choices={"rating": "safe"}),
        Example("1girl, smile"),
        Example(
            "1girl, aesthetic",
            "1girl, aesthetic, very aesthetic",
            profile="animagine-xl-3.1",
            choices={"aesthetic": ["aesthetic", "very aesthetic"]},
        ),
    ],
)
def add_choices(prompt: Prompt, context: Context) -> Change:
    """Add what the user picked in the panel: rating and year unless the prompt names one, and aesthetic words."""
    notes: list[Note] = []
    for category, chosen in ((Category.RATING, context.choices.rating), (Category.YEAR, context.choices.year)):
        if chosen:
            words = [piece.strip() for piece in chosen.split(",") if key(piece)]
            prompt = _add(prompt, category, written_here(words, context), context, notes)
    if context.choices.aesthetic:
        prompt = _add_aesthetic(prompt, context, notes)
    return Change(prompt, tuple(notes))


def _add(prompt: Prompt, category: Category, chosen: list[str], context: Context, notes: list[Note]) -> Prompt:
    for section in regions(prompt):
        tags = [atom.tag for index in section for atom in atoms(prompt.parts[index])]
        if not tags or any(context.place(tag).category is category for tag in tags):
            continue
        for word in reversed([word for word in chosen if key(word) not in context.unwanted]):
            prompt = put_in_slot(prompt, section, new_item(word), category, context)
            notes.append(Note("added", word, say("the {kind} you chose", kind=term(category.value))))
    return prompt


def _add_aesthetic(prompt: Prompt, context: Context, notes: list[Note]) -> Prompt:
    for section in regions(prompt):
        index = closing_part(prompt, section)
        if index is None:
            continue
        taken = keys_in(prompt, section) | context.unwanted
        chosen = [word.strip() for word in context.choices.aesthetic if key(word)]
        words = dict.fromkeys(written_here(chosen, context))
        missing = [word for word in words if key(word) not in taken and reason_against(key(word), context) is None]
        prompt = append(prompt, index, [new_item(word) for word in missing])
        notes += [Note("added", word, say("the aesthetic word you chose")) for word in missing]
    return prompt
