from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Fix, Severity, Span
from ..syntax import Kind, atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule

_EMPHASIS = re.compile(r"（([^（）()\[\]]+?)(?:[:：]\s*(\d+(?:\.\d+)?)\s*)?）")


@rule(
    "S004",
    examples=[
        Flags("1girl, （smile:1.2）", "（smile:1.2）"),
        Flags("（smile：1.2）", "（smile：1.2）"),
        Passes("(smile:1.2), ganyu（genshin impact）, 「smile」"),
    ],
)
def full_width_bracket(checked: Checked) -> Iterator[Diagnostic]:
    """Emphasis in full-width brackets. To the webui they are letters, and the weight counts for nothing.

    Source: `prompt_parser.py:re_attention` knows `()` and `[]` only. The fix changes the picture, so it is not safe.
    """
    for part in checked.prompt.parts:
        for atom in atoms(part):
            found = _EMPHASIS.fullmatch(atom.tag.text) if atom.tag.kind is Kind.PLAIN else None
            if found:
                span = Span(atom.tag.at, atom.tag.at + len(atom.tag.text))
                meant = f"({found[1]}:{found[2]})" if found[2] else f"({found[1]})"
                yield Diagnostic(
                    "S004",
                    Severity.WARNING,
                    say(
                        'The brackets of "{tag}" are full-width: the webui reads them as letters, not as emphasis. '
                        "They were left as typed.",
                        tag=atom.tag.text,
                    ),
                    span,
                    Fix(say("Write {text}", text=meant), span, meant, safe=False),
                    where=checked.where,
                )
