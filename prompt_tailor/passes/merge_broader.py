from __future__ import annotations

from ..lexicon import Category
from ..syntax import Atom, Kind, Part, Prompt
from ..texts import say
from .edits import remove_from
from .lines import lines_of
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key

_KEPT = frozenset({Category.UNKNOWN, Category.CHARACTER, Category.SERIES, Category.ARTIST, Category.QUALITY})


@rewrite(
    stage=Stage.EDIT,
    may={Effect.REMOVES},
    side=Side.POSITIVE,
    examples=[
        Example("1girl, long hair, very long hair", "1girl, very long hair", choices={"merge_broader": True}),
        Example("sword, solo, holding sword", "solo, holding sword", choices={"merge_broader": True}),
        Example("thighhighs, (black thighhighs:0.8)", choices={"merge_broader": True}),
        Example("1girl, long hair, very long hair"),
        Example("1girl, long hair\n1boy, very long hair", choices={"merge_broader": True}),
    ],
)
def merge_broader(prompt: Prompt, context: Context) -> Change:
    """Where the user wants it, drop a tag that a narrower one says as well and does not weigh less.

    In the negative prompt the broader tag is the stronger wish and stays. Lines of which several say who is in them
    each keep their own.
    """
    if not context.choices.merge_broader:
        return Change(prompt)
    notes: list[Note] = []
    parts = tuple(_merged(part, context, notes) for part in prompt.parts)
    return Change(prompt._replace(parts=parts) if notes else prompt, tuple(notes))


def _merged(part: Part, context: Context, notes: list[Note]) -> Part:
    covered: set[int] = set()
    for line in lines_of(part):
        plain = [atom for atom in line if atom.tag.kind is Kind.PLAIN]
        covering = _covering(plain, context)
        for atom in plain:
            narrower, weight = covering.get(tag_key(atom.tag), ("", 0.0))
            if weight >= atom.weight > 0 and context.place(atom.tag).category not in _KEPT:
                covered.add(id(atom.tag))
                notes.append(Note("merged", atom.tag.text, say('"{tag}" says it already', tag=narrower), atom.tag.at))
    return remove_from(part, lambda tag: id(tag) in covered) if covered else part


def _covering(plain: list[Atom], context: Context) -> dict[str, tuple[str, float]]:
    """Broader key -> the heaviest of some tags that says it as well, and that tag's weight."""
    covering: dict[str, tuple[str, float]] = {}
    for atom in plain:
        for broader in context.lexicon.broader(tag_key(atom.tag)):
            if atom.weight > covering.get(broader, ("", 0.0))[1]:
                covering[broader] = (atom.tag.text, atom.weight)
    return covering
