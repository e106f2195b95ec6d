from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon import Category, Placement, escape
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_LIKE_A_NAME = re.compile(r"^(?:artist:)?[^()\[\]:]{2,40}[ _]\([^()\[\]:,]{2,30}\)$")


@rule(
    "T001",
    Severity.HINT,
    fix="unsafe",
    examples=[
        Flags("1girl, xyzzy (plugh)", "xyzzy (plugh)"),
        Flags("1girl, artist:xyzzy (plugh)", "artist:xyzzy (plugh)"),
        Passes("ganyu \\(genshin impact\\)"),
        Passes("(a)"),
    ],
)
def unescaped_name(checked: Checked) -> Iterator[Found]:
    """Parentheses that may belong to a name nobody knows. They were left as emphasis.

    A known name's are escaped when the prompt is rewritten; of this one only the user knows. The fix escapes them.
    """
    for atom in checked.odd:
        tag = atom.tag
        if tag.kind is Kind.COMPOUND and _LIKE_A_NAME.match(tag.text) and _is_doubtful(checked.context.place(tag)):
            text = escape(tag.text)
            yield Found(
                say(
                    '"{tag}" looks like a name, but none that is known: its parentheses were left as emphasis. '
                    r"Write \( and \) if they belong to the name.",
                    tag=tag.text,
                ),
                checked.span(tag),
                respelled(tag, text, say("write {text}", text=text)),
            )


def _is_doubtful(placed: Placement) -> bool:
    """Whether nothing but words says what a tag is, or a prefix that it is an artist."""
    return placed.layer in ("none", "head") or placed.category is Category.ARTIST and placed.layer == "pattern"
