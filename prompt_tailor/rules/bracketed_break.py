from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..syntax import Kind, atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule

_BREAK = re.compile(r"\bBREAK\b")


@rule("S002", examples=[Flags("(a BREAK b:1.2)", "BREAK"), Passes("(a:1.2) BREAK (b:1.2)"), Passes("[a:b:0.5]")])
def bracketed_break(checked: Checked) -> Iterator[Diagnostic]:
    """BREAK inside emphasis. The webui reads it as a word with a negative weight, not as a break."""
    for part in checked.prompt.parts:
        for atom in atoms(part):
            found = _BREAK.search(atom.tag.text) if atom.tag.kind in (Kind.OPAQUE, Kind.UNBALANCED) else None
            if found:
                start = atom.tag.at + found.start()
                yield Diagnostic(
                    "S002",
                    Severity.WARNING,
                    say(
                        "BREAK inside brackets is no break: the webui reads it as a word. Close the bracket before it."
                    ),
                    Span(start, start + len("BREAK")),
                    where=checked.where,
                )
