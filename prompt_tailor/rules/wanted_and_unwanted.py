from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .fixes import without
from .unit import Flags, Found, Passes, rule


@rule(
    "T005",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("lowres, Smile", "Smile", positive=False, other="1girl, smile"),
        Passes("lowres, smile", positive=False, other="1girl, (smile:-1)"),
        Passes("lowres, [smile:3]", positive=False, other="1girl, [:smile:3]"),
    ],
)
def wanted_and_unwanted(checked: Checked) -> Iterator[Found]:
    """The same tag in the positive and in the negative prompt. The two pull against each other.

    The fix takes it out of the negative prompt; which of the two was meant only the user knows.
    """
    if checked.wanted is None:
        return
    wanted = checked.wanted.by_key
    for seen in checked.plain:
        if seen.weight > 0 and any(other.weight > 0 for other in wanted.get(seen.key, ())):
            yield Found(
                say('"{tag}" stands in both prompts, so the two work against each other.', tag=seen.tag.text),
                checked.span(seen.tag),
                without(checked, seen, say('take "{tag}" out of the negative prompt', tag=seen.tag.text)),
            )
