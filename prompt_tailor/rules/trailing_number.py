from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Fix, Severity, Span
from ..syntax import SECTION_WEIGHT, Kind, Tag
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule


@rule(
    "W002",
    Severity.WARNING,
    fix="unsafe",
    examples=[Flags("1girl, ratio 16:9", ":9"), Passes("1girl, ratio 16:9,"), Passes("cat :1.2 AND dog :0.8")],
)
def trailing_number(checked: Checked) -> Iterator[Found]:
    """A positive prompt that ends in `:number`.

    Even without AND the webui cuts it off and multiplies the whole prompt's effect by it. The fix puts a comma behind
    it; it is not safe, because somebody may mean the weight. Source: `prompt_parser.py:re_weight`.
    """
    if not checked.context.positive or "AND" in checked.prompt.borders:
        return
    part, pinned = checked.prompt.parts[-1], checked.prompt.pinned[-1]
    for item in part.items[len(part.items) - pinned :]:
        found = SECTION_WEIGHT.search(item.text) if isinstance(item, Tag) and item.kind is not Kind.UNBALANCED else None
        if found:
            end = item.at + len(item.text)
            yield Found(
                say(
                    'The webui reads "{number}" at the end as the weight of the whole prompt. '
                    "A comma behind it prevents that.",
                    number=found.group().strip(),
                ),
                Span(item.at + found.start(), end),
                Fix(say("put a comma behind it"), Span(end, end), ",", safe=False),
            )
