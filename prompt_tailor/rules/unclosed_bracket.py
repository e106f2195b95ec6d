from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..syntax import Kind, Tag
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule("S001", examples=[Flags("1girl, (smile, night", "("), Passes("1girl, (smile), :("), Passes("a), b")])
def unclosed_bracket(checked: Checked) -> Iterator[Diagnostic]:
    """A bracket that nothing closes.

    The webui puts its emphasis on everything that follows, so nothing behind it can be moved.
    """
    for part in checked.prompt.parts:
        for item in part.items:
            if isinstance(item, Tag) and item.kind is Kind.UNBALANCED:
                at = item.at + next((index for index, mark in enumerate(item.text) if mark in "([{"), 0)
                yield Diagnostic(
                    "S001",
                    Severity.WARNING,
                    say(
                        '"{bracket}" is never closed: the webui emphasises everything behind it, '
                        "and that stays in its place.",
                        bracket=checked.text[at],
                    ),
                    Span(at, at + 1),
                    where=checked.where,
                )
