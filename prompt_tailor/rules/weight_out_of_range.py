from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Fix, Severity, Span
from ..syntax import Group
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

STRONGEST = 2.0
"""Above this a picture breaks up sooner than it shows more of the tag; cards and guides stay at 1.5 and below."""
_SHIFTED_FROM = 10
"""From here on somebody left a decimal point out: `(smile:12)`."""


@rule(
    "W003",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("1girl, (smile:3)", "(smile:3)"),
        Flags("1girl, (smile:12)", "(smile:12)"),
        Flags("1girl, (smile:0)", "(smile:0)"),
        Passes("1girl, (smile:1.8), ((((blush)))), [[[night]]], (cat:0.2)"),
    ],
)
def weight_out_of_range(checked: Checked) -> Iterator[Found]:
    """A weight that is of no use: above 2, or 0.

    The webui multiplies the tag's vectors by it. Far above 1 that breaks the picture up; 0 leaves an empty place
    instead of taking the tag away. Below 0 is left to those who know what they do. The fix puts a left-out decimal
    point in.
    """
    for group, weight in checked.groups:
        if 0 < weight <= STRONGEST or weight < 0 or _is_above(group, weight):
            continue
        if weight == 0:
            message = say(
                'A weight of 0 does not take "{tag}" away; the negative prompt does.', tag=group.body.text.strip()
            )
            yield Found(message, checked.span(group), severity=Severity.HINT)
            continue
        message = say(
            "A weight of {weight} is more than a picture can take; up to about 1.5 it is of use.", weight=f"{weight:g}"
        )
        yield Found(message, checked.span(group), _with_point(group))


def _is_above(group: Group, weight: float) -> bool:
    """Whether the emphasis around this one is what is too strong; it is reported there."""
    return weight / group.factor > STRONGEST if group.factor else False


def _with_point(group: Group) -> Fix | None:
    if group.factor < _SHIFTED_FROM or group.factor != int(group.factor):
        return None
    number = f"{str(int(group.factor))[0]}.{str(int(group.factor))[1:]}".rstrip("0").rstrip(".")
    end = group.at + len(group.text)
    return Fix(say("write {text}", text=number), Span(end - len(group.close), end), f":{number})", safe=False)
