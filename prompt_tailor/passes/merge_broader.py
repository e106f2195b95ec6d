from __future__ import annotations

from ..lexicon import Category
from ..syntax import Kind, Part, Prompt, Tag, atoms
from ..texts import say
from .edits import remove_from
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key

_KEPT = frozenset({Category.UNKNOWN, Category.CHARACTER, Category.SERIES, Category.ARTIST, Category.QUALITY})
_DENIALS = ("no ", "non-", "un")


@rewrite(
    stage=Stage.EDIT,
    may={Effect.REMOVES},
    side=Side.POSITIVE,
    examples=[
        Example("1girl, long hair, very long hair", "1girl, very long hair", choices={"merge_broader": True}),
        Example("thighhighs, (black thighhighs:0.8)", choices={"merge_broader": True}),
        Example("1girl, long hair, very long hair"),
    ],
)
def merge_broader(prompt: Prompt, context: Context) -> Change:
    """Where the user wants it, drop a tag that a narrower one of the same kind covers and does not weigh less.

    In the negative prompt the broader tag is the stronger wish and stays.
    """
    if not context.choices.merge_broader:
        return Change(prompt)
    notes: list[Note] = []
    parts = tuple(_merged(part, context, notes) for part in prompt.parts)
    return Change(prompt._replace(parts=parts) if notes else prompt, tuple(notes))


def _merged(part: Part, context: Context, notes: list[Note]) -> Part:
    plain = [atom for atom in atoms(part) if atom.tag.kind is Kind.PLAIN]
    weights = {tag_key(atom.tag): atom.weight for atom in plain}
    covered: set[int] = set()
    for atom in plain:
        narrower = _narrower(atom.tag, weights, context)
        if narrower is not None and weights[narrower] >= atom.weight > 0:
            covered.add(id(atom.tag))
            notes.append(Note("merged", atom.tag.text, say('"{tag}" says it already', tag=narrower), atom.tag.at))
    return remove_from(part, lambda tag: id(tag) in covered) if covered else part


def _narrower(tag: Tag, weights: dict[str, float], context: Context) -> str | None:
    """A tag of the prompt that ends in this one and is of the same category."""
    word = tag_key(tag)
    category = context.place(tag).category
    if category in _KEPT:
        return None
    for other in weights:
        if (
            other.endswith(" " + word)
            and not other.startswith(_DENIALS)
            and context.place_key(other).category is category
        ):
            return other
    return None
