from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Fix, Severity
from ..passes.foreign import likely_family, plan
from ..texts import say
from .checked import Checked, Seen
from .fixes import respelled, without
from .unit import Flags, Found, Passes, rule


@rule(
    "P002",
    Severity.HINT,
    fix="unsafe",
    values=("words.quality", "words.score", "words.rating"),
    examples=[
        Flags("score_9, 1girl", "score_9", profile="animagine-xl-4.0"),
        Flags("1girl, newest", "newest", profile="animagine-xl-4.0"),
        Passes("masterpiece, 1girl, high score", profile="animagine-xl-4.0"),
        Passes("score_9, masterpiece, 1girl", profile="plain"),
    ],
)
def foreign_word(checked: Checked) -> Iterator[Found]:
    """A quality, score, rating, year or source word of another model's family. This model never learned it.

    The fix writes what this model has in its place, as rewriting does where it is allowed to; a word for which it has
    nothing is taken out. The scales of both stand in their profiles.
    """
    context = checked.context
    if checked.rewriting and context.choices.translate:
        return
    family = likely_family(checked.prompt, context)
    if family is None:
        return
    for index, part in enumerate(checked.prompt.parts):
        planned = plan(part, family, context)
        for seen in (one for one in checked.plain if one.part == index):
            fix = _fix(checked, seen, planned.written.get(seen.tag.at), seen.tag.at in planned.gone)
            if fix:
                owner = context.scales.owner(seen.key, family) or family
                yield Found(
                    say(
                        '"{tag}" is a word of {family}, which {model} never learned.',
                        tag=seen.tag.text,
                        family=owner.profile.name,
                        model=context.profile.name,
                    ),
                    checked.span(seen.tag),
                    fix,
                )


def _fix(checked: Checked, seen: Seen, written: tuple[tuple[str, ...], str] | None, gone: bool) -> Fix | None:
    if written is not None:
        text = ", ".join(written[0])
        return respelled(seen.tag, text, say("write {text}", text=text))
    return without(checked, seen, say('take "{tag}" out', tag=seen.tag.text)) if gone else None
