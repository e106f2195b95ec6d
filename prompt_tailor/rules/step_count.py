from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .settings_text import is_outside, told
from .unit import Flags, Found, Passes, rule


@rule(
    "P011",
    Severity.HINT,
    about="settings",
    values=("settings.steps",),
    examples=[
        Flags("1girl", None, profile="animagine-xl-4.0", given={"steps": 60}),
        Passes("1girl", profile="animagine-xl-4.0", given={"steps": 26}),
    ],
)
def step_count(checked: Checked) -> Iterator[Found]:
    """A number of steps outside of what the model's card gives. Too few look unfinished, too many only take time."""
    wanted, value = checked.context.profile.settings.steps, checked.setup.steps
    if value is not None and is_outside(wanted, value):
        model = checked.context.profile.name
        yield Found(say("{value} steps: {model} wants {range}.", value=value, model=model, range=told(wanted)))
