from __future__ import annotations

from ..syntax import Group, Kind, Part, Prompt, Tag, atoms
from .edits import insert, remove_from
from .foreign import Plan, likely_family, plan
from .places import may_be_added
from .unit import Change, Context, Effect, Example, Note, Stage, rewrite


@rewrite(
    stage=Stage.FIT,
    may={Effect.RENAMES, Effect.ADDS, Effect.REMOVES},
    examples=[
        Example(
            "score_9, score_8_up, score_7_up, rating_safe, source_anime, 1girl",
            "masterpiece, best quality, safe, 1girl",
            profile="animagine-xl-3.1",
        ),
        Example(
            "(masterpiece:1.2), best quality, very aesthetic, 1girl",
            "(score_9:1.2), score_8_up, 1girl",
            profile="pony-diffusion-v6-xl",
        ),
        Example("1girl, newest", "1girl, year 2023", profile="animagine-xl-4.0"),
        Example("1girl, rating_explicit", "1girl, explicit, nsfw", profile="animagine-xl-3.1"),
        Example("1girl, masterpiece, old, absurdres", profile="animagine-xl-3.1"),
        Example("1girl, score_9", profile="animagine-xl-3.1", choices={"keep_words": ["score_9"]}),
        Example("source_anime", profile="animagine-xl-3.1"),
        Example("source_anime, (best quality:1.3)", profile="aidxl"),
    ],
)
def translate_words(prompt: Prompt, context: Context) -> Change:
    """Write the quality, rating, year and source words of another model's family as this one's, weights included.

    Only whole tags that are known as such, and none that this model knows or that is an ordinary tag.
    """
    family = likely_family(prompt, context) if context.choices.translate else None
    if family is None:
        return Change(prompt)
    notes: list[Note] = []
    parts = tuple(_translated(part, plan(part, family, context), notes) for part in prompt.parts)
    if not notes or (context.positive and _says_nothing_else(parts, notes, context)):
        return Change(prompt)  # a prompt of such words alone would be gone
    return Change(prompt._replace(parts=parts), tuple(notes))


def _says_nothing_else(parts: tuple[Part, ...], notes: list[Note], context: Context) -> bool:
    """Whether words were only dropped and what is left are words that are added anyway.

    Those must not decide: they are there when the result is fitted again.
    """
    left = (atom.tag for part in parts for atom in atoms(part))
    return all(note.action == "dropped" for note in notes) and all(may_be_added(tag, context) for tag in left)


def _translated(part: Part, planned: Plan, notes: list[Note]) -> Part:
    if not planned.gone and not planned.written:
        return part
    for atom in atoms(part):
        if atom.tag.at in planned.gone:
            action, reason = planned.gone[atom.tag.at]
            notes.append(Note(action, atom.tag.text, reason, atom.tag.at, atom.tag.text))
        if atom.tag.at in planned.written:
            tags, reason = planned.written[atom.tag.at]
            notes.append(Note("translated", ", ".join(tags), reason, atom.tag.at, atom.tag.text))
    kept = remove_from(part, lambda tag: tag.at in planned.gone) if planned.gone else part
    return _rewritten(kept, planned)


def _rewritten(part: Part, planned: Plan) -> Part:
    """The part with every planned word in its place; of a word of two tags the second comes right behind."""
    for index in range(len(part.items) - 1, -1, -1):
        item = part.items[index]
        if isinstance(item, Group):
            body = _rewritten(item.body, planned)
            new: Group | Tag = item if body is item.body else item._replace(body=body)
            more: tuple[str, ...] = ()
        elif item.at in planned.written:
            (first, *rest), _ = planned.written[item.at]
            new, more = Tag(first, Kind.PLAIN, item.at), tuple(rest)
        else:
            continue
        if new is not item:
            part = part.with_items((*part.items[:index], new, *part.items[index + 1 :]))
        part = insert(part, index + 1, *(Tag(text) for text in more))
    return part
