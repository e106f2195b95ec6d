from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule


@rule(
    "P012",
    Severity.HINT,
    about="settings",
    values=("settings.sampler", "settings.only_sampler", "settings.prediction"),
    examples=[
        Flags("1girl", None, given={"sampler_name": "DDIM"}),
        Flags("1girl", None, profile="noobai-xl-vpred", given={"sampler_name": "Euler a"}),
        Passes("1girl", given={"sampler_name": "Euler a"}),
        Passes("1girl", profile="plain", given={"sampler_name": "DDIM"}),
    ],
)
def sampler_choice(checked: Checked) -> Iterator[Found]:
    """Another sampler than the model's card names. A warning where it says that others do not work.

    That is so for v-prediction models, where ancestral samplers give noise or burnt colours.
    """
    settings, value = checked.context.profile.settings, checked.setup.sampler_name
    if not value or not settings.sampler or value.casefold() == settings.sampler.casefold():
        return
    model = checked.context.profile.name
    if settings.only_sampler:
        message = say(
            'Sampler "{value}": {model} works with "{wanted}" only.', value=value, model=model, wanted=settings.sampler
        )
        yield Found(message, severity=Severity.WARNING)
        return
    yield Found(
        say(
            'Sampler "{value}": the card of {model} names "{wanted}".',
            value=value,
            model=model,
            wanted=settings.sampler,
        )
    )
