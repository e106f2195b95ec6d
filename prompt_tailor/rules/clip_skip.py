from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule


@rule(
    "P014",
    Severity.WARNING,
    about="settings",
    values=("settings.clip_skip",),
    examples=[
        Flags("1girl", None, given={"clip_skip": 2}),
        Passes("1girl", given={"clip_skip": 1}),
        Passes("1girl", profile="animagine-xl-4.0", given={"clip_skip": 2}),
    ],
)
def clip_skip(checked: Checked) -> Iterator[Found]:
    """Another clip skip than the model's card gives: the text then reaches the model in an unusual form."""
    wanted, value = checked.context.profile.settings.clip_skip, checked.setup.clip_skip
    if value is not None and wanted is not None and value != wanted:
        model = checked.context.profile.name
        yield Found(say("Clip skip {value}: {model} wants {wanted}.", value=value, model=model, wanted=wanted))
