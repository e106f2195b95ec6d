from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity, Span
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_BREAK = re.compile(r"\bBREAK\b")
_HALVES = re.compile(
    r"\((?P<first>[^()\[\]]*?)[,\s]*\bBREAK\b[,\s]*(?P<second>[^()\[\]]*?)(?P<close>(?::\s*[+-]?[.\d]+\s*)?\))"
)


@rule(
    "S002",
    Severity.WARNING,
    fix="unsafe",
    examples=[Flags("(a BREAK b:1.2)", "BREAK"), Passes("(a:1.2) BREAK (b:1.2)"), Passes("[a:b:0.5]")],
)
def bracketed_break(checked: Checked) -> Iterator[Found]:
    """BREAK inside emphasis. The webui reads it as a word with a negative weight, not as a break.

    Source: `prompt_parser.py:parse_prompt_attention` marks a break by the weight -1, which the bracket then multiplies.
    The fix closes the bracket before BREAK and opens it again behind, so it gives another picture than before.
    """
    for atom in checked.odd:
        found = _BREAK.search(atom.tag.text) if atom.tag.kind in (Kind.OPAQUE, Kind.UNBALANCED) else None
        if not found:
            continue
        start = atom.tag.at + found.start()
        halves = _HALVES.fullmatch(atom.tag.text)
        apart = f"({halves['first']}{halves['close']} BREAK ({halves['second']}{halves['close']}" if halves else ""
        yield Found(
            say("BREAK inside brackets is no break: the webui reads it as a word. Close the bracket before it."),
            Span(start, start + len("BREAK")),
            respelled(atom.tag, apart, say("write {text}", text=apart)) if halves else None,
        )
