from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

_DEFAULT = "automatic"


@rule(
    "P013",
    Severity.HINT,
    about="settings",
    values=("settings.scheduler", "settings.prediction"),
    examples=[
        Flags("1girl", None, profile="noobai-xl-vpred", given={"scheduler": "Karras"}),
        Flags("1girl", None, profile="noobai-xl-vpred", given={"scheduler": "Exponential"}),
        Passes("1girl", given={"scheduler": "Automatic"}),
        Passes("1girl", profile="animagine-xl-4.0", given={"scheduler": "Karras"}),
    ],
)
def schedule_type(checked: Checked) -> Iterator[Found]:
    """Another schedule type than the model's card names. A warning for Karras on a v-prediction model.

    Those were trained up to zero signal, which the Karras schedule never reaches; their cards warn of it.
    """
    settings, value = checked.context.profile.settings, checked.setup.scheduler
    if not value or value.casefold() == _DEFAULT:
        return
    model = checked.context.profile.name
    if settings.prediction == "v" and value.casefold() == "karras":
        message = say("Schedule type Karras does not fit {model}, which predicts v.", model=model)
        yield Found(message, severity=Severity.WARNING)
    elif settings.scheduler and value.casefold() != settings.scheduler.casefold():
        yield Found(
            say(
                'Schedule type "{value}": the card of {model} names "{wanted}".',
                value=value,
                model=model,
                wanted=settings.scheduler,
            )
        )
