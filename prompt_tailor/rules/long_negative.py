from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .tokens import CHUNK, at_least, total
from .unit import Flags, Found, Passes, rule

_MOST = 2 * CHUNK
"""The longest negative that a card of our models recommends has fewer than 75 tokens; twice that leaves room."""


@rule(
    "P006",
    Severity.HINT,
    values=("negative",),
    examples=[
        Flags(", ".join(["bad hands"] * 60), None, positive=False),
        Passes(", ".join(["bad hands"] * 40), positive=False),
        Passes(", ".join(["red shoes"] * 60)),
        Passes(", ".join(["bad hands"] * 60), profile="bartstyle-db-v1", positive=False),
    ],
)
def long_negative(checked: Checked) -> Iterator[Found]:
    """A negative prompt of more than 150 tokens for an SDXL model. It does more harm than good.

    Long lists of faults are a habit from Stable Diffusion 1.5; the cards of SDXL models recommend short ones.
    """
    if checked.context.positive or checked.context.profile.base != "sdxl":
        return
    exact = checked.scope.count_tokens
    if exact is None and len(checked.text) < _MOST:
        return
    counted = total(checked.final, exact or at_least)
    if counted > _MOST:
        number = counted if exact else say("at least {count}", count=counted)
        yield Found(
            say("The negative prompt has {number} tokens; with an SDXL model a short one does more.", number=number)
        )
