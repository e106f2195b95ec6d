from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..syntax import NETWORK
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule(
    "N001",
    examples=[
        Flags("lowres, <lora:x:1>", "<lora:x:1>", positive=False),
        Passes("1girl, <lora:x:1>"),
        Passes("lowres", positive=False),
    ],
)
def network_in_negative(checked: Checked) -> Iterator[Diagnostic]:
    """An extra network in the negative prompt. The webui loads none from there; it reads the text as words."""
    if checked.context.positive:
        return
    for found in NETWORK.finditer(checked.text):
        yield Diagnostic(
            "N001",
            Severity.WARNING,
            say('"{text}" does nothing in the negative prompt: the webui reads it as words there.', text=found.group()),
            Span(*found.span()),
            where=checked.where,
        )
