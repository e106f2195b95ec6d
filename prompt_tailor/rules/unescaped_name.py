from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon import Category, Lexicon, Placement, escape
from ..passes import tag_key
from ..passes.bearers import bearers
from ..passes.spell_names import escaped
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_LIKE_A_NAME = re.compile(r"^(?:artist:)?[^()\[\]:]{2,40}[ _]\([^()\[\]:,]{2,30}\)$")
_KEY = re.compile(r"(.+?) ?\(([^()]+)\)")
_NAMES = frozenset({Category.CHARACTER, Category.SERIES, Category.ARTIST, Category.UNKNOWN})


@rule(
    "T001",
    Severity.HINT,
    fix="unsafe",
    examples=[
        Flags("1girl, xyzzy (plugh)", "xyzzy (plugh)"),
        Flags("1girl, artist:xyzzy (plugh)", "artist:xyzzy (plugh)"),
        Passes("ganyu \\(genshin impact\\)"),
        Passes("rem (re zero), dress (red)"),
        Passes("(a)"),
    ],
)
def unescaped_name(checked: Checked) -> Iterator[Found]:
    """Parentheses that may belong to a name nobody knows. They were left as emphasis.

    A known name's are escaped when the prompt is rewritten; of this one only the user knows. Everyday words
    (`dress (red)`) are emphasis. The fix escapes them.
    """
    like_names = [
        atom.tag for atom in checked.odd if atom.tag.kind is Kind.COMPOUND and _LIKE_A_NAME.match(atom.tag.text)
    ]
    if not like_names:
        return
    other_names = checked.context.choices.other_names != "off"
    known = bearers(checked.prompt, checked.context).meanings if other_names else {}
    for tag in like_names:
        if tag.text in known or not _is_doubtful(checked.context.place(tag)):
            continue
        if escaped(tag, checked.context) is not None or _is_of_words(tag_key(tag), checked.context.lexicon):
            continue
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


def _is_of_words(key: str, lexicon: Lexicon) -> bool:
    """Whether a thing stands before the parentheses and what it is like in them: `dress (red)`, `hat (straw)`."""
    found = _KEY.fullmatch(key)
    if found is None or lexicon.place(found[1]).category in _NAMES:
        return False
    return lexicon.place(found[2]).category not in _NAMES or lexicon.is_everyday(found[2])


def _is_doubtful(placed: Placement) -> bool:
    """Whether nothing but words says what a tag is, or a prefix that it is an artist."""
    return placed.layer in ("none", "head") or placed.category is Category.ARTIST and placed.layer == "pattern"
