from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule


@rule(
    "P017",
    Severity.WARNING,
    about="settings",
    values=("settings.refiner",),
    examples=[
        Flags("1girl", None, given={"refiner": "sd_xl_refiner_1.0.safetensors"}),
        Passes("1girl", given={"refiner": "None"}),
        Passes("1girl", profile="plain", given={"refiner": "sd_xl_refiner_1.0.safetensors"}),
    ],
)
def unwanted_refiner(checked: Checked) -> Iterator[Found]:
    """A refiner for a model whose card says that it needs none. It paints the style away."""
    value = checked.setup.refiner
    if value and value.casefold() != "none" and checked.context.profile.settings.refiner is False:
        yield Found(
            say(
                'Refiner "{value}": {model} is made to be used without one.',
                value=value,
                model=checked.context.profile.name,
            )
        )
