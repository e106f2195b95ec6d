from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..passes.spell_names import escaped
from ..syntax import Kind, Tag
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_WEIGHT_INSIDE = re.compile(r"(?P<name>[^()\[\]:,<>]+\([^()\[\]:,<>]+?)\s*:\s*(?P<weight>\d*\.?\d+)\s*\)")


@rule(
    "W006",
    Severity.HINT,
    fix="unsafe",
    examples=[
        Flags("1girl, ganyu (genshin impact:1.2)", "ganyu (genshin impact:1.2)"),
        Passes("1girl, (ganyu \\(genshin impact\\):1.2), dress (white:1.2), ganyu, (genshin impact:1.2)"),
    ],
)
def weight_in_name(checked: Checked) -> Iterator[Found]:
    """A weight inside the parentheses of a known name. Only the words in them get it, not the whole name.

    The parentheses are then emphasis and no part of the name, which stays as typed when the prompt is rewritten. The
    fix escapes them and gives the weight to the whole name; whether that was meant only the user knows.
    """
    for atom in checked.odd:
        tag = atom.tag
        found = _WEIGHT_INSIDE.fullmatch(tag.text) if tag.kind is Kind.COMPOUND else None
        name = escaped(Tag(found["name"].rstrip() + ")", Kind.COMPOUND, tag.at), checked.context) if found else None
        if found and name is not None:
            text = f"({name}:{found['weight']})"
            yield Found(
                say(
                    'The weight in "{tag}" is given to what stands in the parentheses. '
                    "For the whole name write {text}.",
                    tag=tag.text,
                    text=text,
                ),
                checked.span(tag),
                respelled(tag, text, say("write {text}", text=text)),
            )
