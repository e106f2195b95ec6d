from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Fix, Severity, Span
from ..syntax import is_emoticon
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

_CLOSING = re.compile(r"(?<!\\)(?::\s*[+-]?[.\d]+\s*)?[)\]]")


@rule(
    "S006",
    Severity.HINT,
    fix="unsafe",
    examples=[
        Flags("1girl, smile:1.2), night", ":1.2)"),
        Flags("1girl, smile), night", ")"),
        Passes("1girl, (smile), :), ;), star \\(sky\\), [night], =]"),
    ],
)
def stray_bracket(checked: Checked) -> Iterator[Found]:
    """A closing bracket that closes nothing. The webui reads it as a letter, and a weight before it too.

    Source: `prompt_parser.py:parse_prompt_attention`. Most often the opening one is missing; where it belongs only the
    user knows. The fix takes the closing one out.
    """
    if ")" not in checked.text and "]" not in checked.text:
        return
    for seen in checked.plain:
        if ")" not in seen.tag.text and "]" not in seen.tag.text:
            continue
        found = _CLOSING.search(seen.tag.text)
        if found and not is_emoticon(seen.tag.text) and any(mark.isalpha() for mark in seen.tag.text):
            span = Span(seen.tag.at + found.start(), seen.tag.at + found.end())
            yield Found(
                say('"{bracket}" closes nothing: the webui reads it as letters.', bracket=found.group()),
                span,
                Fix(say("take it out"), span, "", safe=False),
                Severity.WARNING if len(found.group()) > 1 else None,
            )
