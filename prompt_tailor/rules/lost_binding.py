from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon import Category
from ..passes.persons import ONE, feature
from ..texts import say
from .checked import Checked, Seen
from .unit import Flags, Found, Passes, rule


@rule(
    "T007",
    Severity.HINT,
    examples=[
        Flags("1girl, red hair, 1boy, blue hair", "1boy"),
        Flags("2girls, hatsune miku, green dress, megurine luka, black dress", "megurine luka"),
        Passes("1girl, red hair BREAK 1boy, blue hair"),
        Passes("1girl, red hair\n1boy, blue hair"),
        Passes("1girl, 1boy, red hair, blue eyes"),
        Passes("1girl, long hair, hatsune miku, green hair, twintails"),
        Passes("2girls, purple eyes, multiple girls, red eyes"),
    ],
)
def lost_binding(checked: Checked) -> Iterator[Found]:
    """Two people described one after the other in one line. The model does not know whose hair is which.

    The tags of a line are one heap to the model. Rewriting keeps what is said of each person beside them, but only
    BREAK or a tool for regions divides them.
    """
    if not checked.context.positive or not _has_repeats(checked):
        return
    for index, part in enumerate(checked.prompt.parts):
        if any("\n" in gap for gap in part.gaps[1:-1]):
            continue
        second = _second_person([seen for seen in checked.plain if seen.part == index], checked)
        if second:
            yield Found(
                say(
                    'What stands behind "{tag}" is not bound to it: put BREAK or a line break before it.',
                    tag=second.tag.text,
                ),
                checked.span(second.tag),
            )


def _has_repeats(checked: Checked) -> bool:
    """Whether two tags speak of the same feature; without that there is nothing to mix up."""
    features = [feature for feature in map(feature, checked.by_key) if feature]
    return len(features) > len(set(features))


def _second_person(line: list[Seen], checked: Checked) -> Seen | None:
    """The first of the people described later who has what one described before has: another colour of hair, say."""
    first: dict[bool, Seen] = {}
    later: Seen | None = None
    before: set[str] = set()
    for seen in line:
        counted = seen.key in ONE
        if counted or checked.category(seen) is Category.CHARACTER:
            # `1girl, hatsune miku` is one person; two counts or two characters are two.
            if first.setdefault(counted, seen) is not seen:
                later = seen
            continue
        theirs = feature(seen.key) if first else None
        if theirs and later is None:
            before.add(theirs)
        elif theirs and theirs in before:
            return later
    return None
