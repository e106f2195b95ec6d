from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_EMPHASIS = re.compile(r"（([^（）()\[\]]+?)(?:[:：]\s*(\d+(?:\.\d+)?)\s*)?）")


@rule(
    "S004",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("1girl, （smile:1.2）", "（smile:1.2）"),
        Flags("（smile：1.2）", "（smile：1.2）"),
        Passes("(smile:1.2), ganyu（genshin impact）, 「smile」"),
    ],
)
def full_width_bracket(checked: Checked) -> Iterator[Found]:
    """Emphasis in full-width brackets. To the webui they are letters, and the weight counts for nothing.

    Source: `prompt_parser.py:re_attention` knows `()` and `[]` only. The fix changes the picture, so it is not safe.
    """
    if "（" not in checked.text:
        return
    for seen in checked.plain:
        found = _EMPHASIS.fullmatch(seen.tag.text)
        if found:
            meant = f"({found[1]}:{found[2]})" if found[2] else f"({found[1]})"
            yield Found(
                say(
                    'The brackets of "{tag}" are full-width: the webui reads them as letters, not as emphasis. '
                    "They were left as typed.",
                    tag=seen.tag.text,
                ),
                checked.span(seen.tag),
                respelled(seen.tag, meant, say("write {text}", text=meant)),
            )
