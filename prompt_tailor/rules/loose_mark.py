from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..syntax import atoms
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule


@rule(
    "S003",
    Severity.HINT,
    examples=[
        Flags("{smile, 1girl", "{smile"),
        Flags("1.2::smile, night", "1.2::smile"),
        Passes("{smile|night}, 1.2::a, b::"),
    ],
)
def loose_mark(checked: Checked) -> Iterator[Found]:
    """A brace, `<word:` or `1.2::` without its other half. The order of such a part is left as typed.

    Another tool may give it a meaning, and moving the tags around it could change that.
    """
    for part in checked.prompt.parts:
        for atom in atoms(part) if part.loose else ():
            if atom.tag.half_open:
                yield Found(
                    say(
                        'In "{tag}" something is opened or closed without its other half; '
                        "the tags around it stay in the order in which you typed them.",
                        tag=atom.tag.text,
                    ),
                    checked.span(atom.tag),
                )
