from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..syntax import ADDED
from ..texts import say
from .checked import Checked
from .tokens import at_least, first_beyond, total
from .unit import Flags, Found, Passes, rule

_LONG = ", ".join(f"tag number {number}" for number in range(20))


@rule(
    "P004",
    Severity.HINT,
    values=("tokens",),
    examples=[
        Flags(_LONG, "tag number 17", profile="baxl-v3"),
        Passes("1girl, smile", profile="baxl-v3"),
        Passes(_LONG, profile="aidxl"),
    ],
)
def many_tokens(checked: Checked) -> Iterator[Found]:
    """More tokens than the model's card advises, with the first tag that is beyond.

    Where the prompt is rewritten, what is added counts too. Without the model's tokenizer the number is the least that
    it can be: a rare word is more than one token.
    """
    limit = checked.context.profile.tokens
    if limit is None or not checked.context.positive:
        return
    exact = checked.scope.count_tokens
    counted = total(checked.final, exact or at_least)
    if counted <= limit:
        return
    beyond = first_beyond(checked.final, exact or at_least, limit)
    model, number = checked.context.profile.name, counted if exact else say("at least {count}", count=counted)
    span = checked.span(beyond) if beyond is not None and beyond.at != ADDED else None
    yield Found(
        say(
            '{number} tokens, where {model} advises at most {limit}; from "{tag}" on they are beyond.',
            number=number,
            model=model,
            limit=limit,
            tag=beyond.text if beyond is not None else "",
        ),
        span,
    )
