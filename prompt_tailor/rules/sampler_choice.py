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
    values=("settings.sampler",),
    examples=[
        Flags("1girl", None, given={"sampler_name": "DDIM"}),
        Passes("1girl", given={"sampler_name": "Euler a"}),
        Passes("1girl", profile="plain", given={"sampler_name": "DDIM"}),
    ],
)
def sampler_choice(checked: Checked) -> Iterator[Found]:
    """Another sampler than the model's card names. Others may work as well; this one is what it was tried with."""
    settings, value = checked.context.profile.settings, checked.setup.sampler_name
    if not value or not settings.sampler or value.casefold() == settings.sampler.casefold():
        return
    model = checked.context.profile.name
    yield Found(
        say(
            'Sampler "{value}": the card of {model} names "{wanted}".',
            value=value,
            model=model,
            wanted=settings.sampler,
        )
    )
