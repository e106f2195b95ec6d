from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Fix, Severity, Span
from ..syntax import NETWORK
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule


@rule(
    "N001",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("lowres, <lora:x:1>", "<lora:x:1>", positive=False),
        Passes("1girl, <lora:x:1>"),
        Passes("lowres", positive=False),
    ],
)
def network_in_negative(checked: Checked) -> Iterator[Found]:
    """A LoRA or other network in the negative prompt. The webui loads none from there; it reads the text as words.

    Source: `processing.py` parses only the positive prompts for networks. The fix takes it out; whether it belongs
    into the positive prompt only the user knows.
    """
    if checked.context.positive or "<" not in checked.text:
        return
    for found in NETWORK.finditer(checked.text):
        yield Found(
            say('"{tag}" does nothing in the negative prompt: the webui reads it as words there.', tag=found.group()),
            Span(*found.span()),
            Fix(say("take it out"), Span(*found.span()), "", safe=False),
        )
