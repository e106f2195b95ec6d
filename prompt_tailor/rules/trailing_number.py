from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Fix, Severity, Span
from ..syntax import SECTION_WEIGHT, Kind, Tag
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule(
    "W002",
    examples=[Flags("1girl, ratio 16:9", ":9"), Passes("1girl, ratio 16:9,"), Passes("cat :1.2 AND dog :0.8")],
)
def trailing_number(checked: Checked) -> Iterator[Diagnostic]:
    """A positive prompt that ends in `:number`.

    Even without AND the webui cuts it off and multiplies the whole prompt's effect by it.
    """
    if not checked.context.positive or "AND" in checked.prompt.borders:
        return
    part, pinned = checked.prompt.parts[-1], checked.prompt.pinned[-1]
    for item in part.items[len(part.items) - pinned :]:
        found = SECTION_WEIGHT.search(item.text) if isinstance(item, Tag) and item.kind is not Kind.UNBALANCED else None
        if found:
            start = item.at + found.start()
            end = item.at + len(item.text)
            yield Diagnostic(
                "W002",
                Severity.WARNING,
                say(
                    'The webui reads "{number}" at the end as the weight of the whole prompt. '
                    "A comma behind it prevents that.",
                    number=found.group().strip(),
                ),
                Span(start, end),
                Fix(say("put a comma behind it"), Span(end, end), ",", safe=False),
                checked.where,
            )
