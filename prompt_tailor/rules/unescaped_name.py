from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..syntax import Kind, atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule

_LIKE_A_NAME = re.compile(r"^[^()\[\]:]{2,40}[ _]\([^()\[\]:,]{2,30}\)$")


@rule(
    "T001",
    examples=[Flags("1girl, xyzzy (plugh)", "xyzzy (plugh)"), Passes("ganyu \\(genshin impact\\)"), Passes("(a)")],
)
def unescaped_name(checked: Checked) -> Iterator[Diagnostic]:
    """Parentheses that may belong to a name nobody knows. They were left as emphasis."""
    context = checked.context
    for part in checked.prompt.parts:
        for atom in atoms(part):
            tag = atom.tag
            if (
                tag.kind is Kind.COMPOUND
                and _LIKE_A_NAME.match(tag.text)
                and context.place(tag).layer in ("none", "head")
            ):
                yield Diagnostic(
                    "T001",
                    Severity.HINT,
                    say(
                        '"{tag}" looks like a name, but none that is known: its parentheses were left as emphasis. '
                        r"Write \( and \) if they belong to the name.",
                        tag=tag.text,
                    ),
                    Span(tag.at, tag.at + len(tag.text)),
                    where=checked.where,
                )
