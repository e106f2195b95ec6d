"""How a range of a card is told."""

from __future__ import annotations

from ..profiles.model import Range
from ..texts import say


def told(wanted: Range) -> str:
    """`4 to 7 (best 5)`, `at most 29`, `5`."""
    low, high, best = (None if one is None else f"{one:g}" for one in (wanted.min, wanted.max, wanted.value))
    if low is None and high is None:
        return best or ""
    if low is not None and high is not None:
        if best is None:
            return say("{low} to {high}", low=low, high=high)
        return say("{low} to {high} (best {best})", low=low, high=high, best=best)
    return say("at least {low}", low=low) if low is not None else say("at most {high}", high=high)


def is_outside(wanted: Range, value: float) -> bool:
    """Whether a value lies outside the bounds; where there are none, whether it is not the recommended one."""
    if wanted.min is None and wanted.max is None:
        return wanted.value is not None and value != wanted.value
    return (wanted.min is not None and value < wanted.min) or (wanted.max is not None and value > wanted.max)
