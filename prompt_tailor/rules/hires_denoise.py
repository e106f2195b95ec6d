from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked
from .settings_text import is_outside, told
from .unit import Flags, Found, Passes, rule


@rule(
    "P018",
    Severity.HINT,
    about="settings",
    values=("settings.hires.denoise",),
    examples=[
        Flags("1girl", None, profile="baxl-v3", given={"hires_denoise": 0.7}),
        Passes("1girl", profile="baxl-v3", given={"hires_denoise": 0.45}),
        Passes("1girl", given={"hires_denoise": 0.7}),
    ],
)
def hires_denoise(checked: Checked) -> Iterator[Found]:
    """A denoising strength of hires fix outside of what the card gives. Too high draws another picture."""
    wanted, value = checked.context.profile.settings.hires.denoise, checked.setup.hires_denoise
    if value is not None and is_outside(wanted, value):
        model = checked.context.profile.name
        yield Found(
            say(
                "Hires fix denoises by {value}: {model} wants {range}.",
                value=f"{value:g}",
                model=model,
                range=told(wanted),
            )
        )
