from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Fix, Severity, Span
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

_COMMENT = re.compile(r"#[^\n]*")
_FOR_US = re.compile(r"#[ \t]*prompt-tailor:", re.IGNORECASE)


@rule(
    "S005",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("1girl, color #ff0000 ribbon, smile", "#ff0000 ribbon, smile"),
        Flags("#1girl, smile", "#1girl, smile"),
        Passes("1girl, solo # the subject\nsmile"),
        Passes("#smile, night\n1girl\n# prompt-tailor: off T001"),
        Passes("1girl, c#\nsmile"),
    ],
)
def eaten_by_comment(checked: Checked) -> Iterator[Found]:
    """A `#` that was meant as a letter. The webui takes everything from it to the line's end for a comment.

    Source: `processing_scripts/comments.py` (from webui 1.8 on, where the user has not switched it off); there is no
    escape. A comment on a line of its own, or after a blank on either side, is taken for one. The fix takes the `#`
    away.
    """
    if "#" not in checked.text:
        return
    for found in _COMMENT.finditer(checked.text):
        start = found.start()
        if _is_meant(checked.text, start, found.group()):
            continue
        yield Found(
            say('"#" starts a comment: the webui leaves out "{text}".', text=found.group()),
            Span(start, found.end()),
            Fix(say('take the "#" away'), Span(start, start + 1), "", safe=False),
        )


def _is_meant(text: str, start: int, comment: str) -> bool:
    """Whether it looks like a comment that somebody wants."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if _FOR_US.match(comment) or not comment.strip("# \t"):
        return True
    if not line.strip():
        others = _COMMENT.sub("", text).strip(" \t\n,")
        return bool(others) or comment.startswith("# ")
    glued = not line[-1:].isspace() and line[-1:] not in ",，、" or not comment[1:2].isspace()
    return not glued or "," not in comment
