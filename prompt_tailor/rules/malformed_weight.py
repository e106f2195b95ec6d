from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..syntax import Kind, atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule("W001", examples=[Flags("1girl, (smile:1.2.3)", "(smile:1.2.3)"), Passes("(smile: 1.2 ), (blush:.5), (a:b)")])
def malformed_weight(checked: Checked) -> Iterator[Diagnostic]:
    """A weight that is no number. The webui fails on it and makes no picture."""
    for part in checked.prompt.parts:
        for atom in atoms(part):
            if atom.tag.kind is Kind.MALFORMED:
                yield Diagnostic(
                    "W001",
                    Severity.ERROR,
                    say(
                        'The weight in "{tag}" is no number: the webui fails on it. It was left as typed.',
                        tag=atom.tag.text,
                    ),
                    Span(atom.tag.at, atom.tag.at + len(atom.tag.text)),
                    where=checked.where,
                )
