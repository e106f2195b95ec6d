from __future__ import annotations

from ..syntax import SECTION_WEIGHT, Atom, Kind, Part, Prompt, Tag, atoms
from ..texts import say
from .edits import may_be_decimals, remove_from
from .lines import line_runs
from .unit import Change, Context, Effect, Example, Note, Stage, rewrite, tag_key, text_key


@rewrite(
    stage=Stage.EDIT,
    may={Effect.REMOVES},
    examples=[
        Example("smile, 1girl, (smile:1.2)", "1girl, (smile:1.2)"),
        Example("(smile, blush:1.2), smile", "(smile, blush:1.2)"),
        Example("1girl, red dress BREAK 1girl, blue dress"),
        Example("1girl, smile, red dress\n1girl, smile, blue dress"),
        Example("1girl\n(1girl, 2boys:1.2), 1girl", "1girl\n(1girl, 2boys:1.2)"),
        Example("1girl\n(1girl, 2boys:1.2)"),
        Example("(smile:1,2), (blush:1,2)"),
        Example("__color__ hair, __color__ hair, <lora:a:1>, <lora:a:1>"),
    ],
)
def merge_repeats(prompt: Prompt, context: Context) -> Change:
    """Keep one of a tag that stands twice in the same part: the one with the stronger weight.

    Parts divided by BREAK or AND each keep their own, and so do lines of which several say who is in them. Wildcards
    and networks are never merged.
    """
    notes: list[Note] = []
    parts = tuple(_merged(part, notes) for part in prompt.parts)
    return Change(prompt._replace(parts=parts) if notes else prompt, tuple(notes))


def _merged(part: Part, notes: list[Note]) -> Part:
    if len({text_key(text) for text in part.texts}) == len(part.atoms):
        return part  # nothing stands twice
    weaker: set[int] = set()
    for run in line_runs(part, len(part.items)):
        weaker |= _weaker(Part(part.items[run.start : run.stop], ("",) * (len(run) + 1)), notes)
    return remove_from(part, lambda tag: id(tag) in weaker) if weaker else part


def _weaker(part: Part, notes: list[Note]) -> set[int]:
    """The ids of the tags that stand twice, but for the strongest of each."""
    strongest: dict[tuple[str, bool], Atom] = {}
    weaker: set[int] = set()
    for atom in atoms(part):
        if atom.tag.kind is not Kind.PLAIN or "\n" in atom.tag.text or _is_a_number(atom.tag):
            continue
        wish = (tag_key(atom.tag), atom.weight < 0)  # for a thing and against it are two wishes
        kept = strongest.setdefault(wish, atom)
        if kept is atom:
            continue
        loser = atom
        if abs(atom.weight) > abs(kept.weight):
            strongest[wish], loser = atom, kept
        weaker.add(id(loser.tag))
        notes.append(Note("merged", loser.tag.text, say("stands twice; the stronger weight stays"), loser.tag.at))
    return weaker


def _is_a_number(tag: Tag) -> bool:
    """Whether a tag is or ends in a number that may weigh something: `x:0.5` the whole section, `(x:1,2)` its tag."""
    return SECTION_WEIGHT.search(tag.text) is not None or may_be_decimals(tag)
