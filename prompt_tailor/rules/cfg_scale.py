from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .settings_text import is_outside, told
from .unit import Flags, Found, Passes, rule


@rule(
    "P010",
    Severity.WARNING,
    about="settings",
    values=("settings.cfg",),
    examples=[
        Flags("1girl", None, profile="animagine-xl-4.0", given={"cfg_scale": 12}),
        Passes("1girl", profile="animagine-xl-4.0", given={"cfg_scale": 6}),
        Passes("1girl", profile="plain", given={"cfg_scale": 12}),
    ],
)
def cfg_scale(checked: Checked) -> Iterator[Found]:
    """A CFG scale outside of what the model's card gives. Too high burns the colours, too low loses the prompt."""
    wanted, value = checked.context.profile.settings.cfg, checked.setup.cfg_scale
    if value is not None and is_outside(wanted, value):
        model = checked.context.profile.name
        yield Found(
            say("CFG scale {value}: {model} wants {range}.", value=f"{value:g}", model=model, range=told(wanted)),
            severity=None if wanted.min is not None or wanted.max is not None else Severity.HINT,
        )
