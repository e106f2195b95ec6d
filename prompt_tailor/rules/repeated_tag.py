from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..passes.edits import may_be_decimals
from ..syntax import SECTION_WEIGHT
from ..texts import say
from .checked import Checked, Seen
from .fixes import without
from .unit import Flags, Found, Passes, rule


@rule(
    "T002",
    Severity.HINT,
    fix="safe",
    mended=True,
    examples=[
        Flags("smile, 1girl, (smile:1.2)", "smile"),
        Flags("long hair, 1girl, Long_Hair", "Long_Hair"),
        Passes("(smile:1,2), (blush:1,2)"),
        Passes("1girl, red dress BREAK 1girl, blue dress"),
        Passes("1girl, red dress\n1girl, blue dress"),
        Passes("__color__ hair, __color__ hair, (smile:1.2), (smile:-0.5)"),
    ],
)
def repeated_tag(checked: Checked) -> Iterator[Found]:
    """A tag that stands twice in the same part. It takes tokens and, if anything, weighs more than meant.

    The one with the stronger weight counts; the fix takes the other one out, as rewriting does. Parts that BREAK or
    AND divide may each have their own, and so may lines of which several say who is in them.
    """
    if len(checked.by_key) == len(checked.plain):
        return
    strongest: dict[tuple[int, str, bool], Seen] = {}
    for seen in checked.plain:
        wish = (seen.line, seen.key, seen.weight < 0)
        kept = strongest.setdefault(wish, seen)
        if kept is seen or SECTION_WEIGHT.search(seen.tag.text) or may_be_decimals(seen.tag):
            continue
        weaker = seen
        if abs(seen.weight) > abs(kept.weight):
            strongest[wish], weaker = seen, kept
        label = say('take the repeated "{tag}" out', tag=weaker.tag.text)
        yield Found(
            say('"{tag}" stands here twice.', tag=weaker.tag.text),
            checked.span(weaker.tag),
            without(checked, weaker, label, safe=True),
        )
