from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..syntax import atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule(
    "S003",
    examples=[
        Flags("{smile, 1girl", "{smile"),
        Flags("1.2::smile, night", "1.2::smile"),
        Passes("{smile|night}, 1.2::a, b::"),
    ],
)
def loose_mark(checked: Checked) -> Iterator[Diagnostic]:
    """A brace, `<word:` or `1.2::` without its other half. The order of such a part is left as typed."""
    for part in checked.prompt.parts:
        for atom in atoms(part) if part.loose else ():
            if atom.tag.half_open:
                yield Diagnostic(
                    "S003",
                    Severity.HINT,
                    say(
                        'In "{tag}" something is opened or closed without its other half; '
                        "the tags around it stay in the order in which you typed them.",
                        tag=atom.tag.text,
                    ),
                    Span(atom.tag.at, atom.tag.at + len(atom.tag.text)),
                    where=checked.where,
                )
