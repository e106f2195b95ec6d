from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_WEIGHT = re.compile(r":\s*([+-]?\d*\.?\d+)[.\d]*\s*\)")


@rule(
    "W001",
    Severity.ERROR,
    fix="unsafe",
    examples=[
        Flags("1girl, (smile:1.2.3)", "(smile:1.2.3)"),
        Flags("(smile:.)", "(smile:.)"),
        Passes("(smile: 1.2 ), (blush:.5), (a:b)"),
    ],
)
def malformed_weight(checked: Checked) -> Iterator[Found]:
    """A weight that is no number. The webui fails on it and makes no picture.

    Source: `prompt_parser.py:parse_prompt_attention` hands it to `float`, which raises. The fix keeps what is a number
    at its start; whether that was meant only the user knows.
    """
    for atom in checked.odd:
        if atom.tag.kind is Kind.MALFORMED:
            meant = _WEIGHT.sub(r":\1)", atom.tag.text)
            yield Found(
                say(
                    'The weight in "{tag}" is no number: the webui fails on it. It was left as typed.',
                    tag=atom.tag.text,
                ),
                checked.span(atom.tag),
                respelled(atom.tag, meant, say("write {text}", text=meant)) if meant != atom.tag.text else None,
            )
