from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..passes.spell_names import escaped
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule


@rule(
    "T008",
    Severity.WARNING,
    fix="safe",
    mended=True,
    examples=[
        Flags("1girl, ganyu (genshin impact)", "ganyu (genshin impact)"),
        Flags("1girl, ganyu_(genshin_impact)", "ganyu_(genshin_impact)"),
        Passes("ganyu \\(genshin impact\\), (smile), dress (white:1.2)"),
    ],
)
def known_name(checked: Checked) -> Iterator[Found]:
    """A known name whose parentheses are not escaped. The webui takes them for emphasis and drops them.

    Source: `prompt_parser.py:parse_prompt_attention`. The fix escapes them, as rewriting does.
    """
    for atom in checked.odd:
        text = escaped(atom.tag, checked.context) if atom.tag.kind is Kind.COMPOUND else None
        if text is not None and text != atom.tag.text:
            yield Found(
                say('"{tag}" is a name, but the webui reads its parentheses as emphasis.', tag=atom.tag.text),
                checked.span(atom.tag),
                respelled(atom.tag, text, say("write {text}", text=text), safe=True),
            )
