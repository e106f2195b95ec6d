from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..profiles import nearest
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

_LEAST_OF_SDXL = 650_000
"""Pixels. SDXL's own training sizes have about 1,048,576; the smallest that cards name has 786,432."""
_MOST_OF_SD15 = 900_000
"""Pixels. SD 1.5 was trained at 512x512 and repeats figures from about this on."""


@rule(
    "P015",
    Severity.WARNING,
    about="settings",
    values=("sizes", "base"),
    examples=[
        Flags("1girl", None, given={"width": 512, "height": 512}),
        Flags("1girl", None, profile="animagine-xl-4.0", given={"width": 1536, "height": 1536}),
        Passes("1girl", given={"width": 832, "height": 1216}),
        Passes("1girl", profile="plain", given={"width": 512, "height": 512}),
    ],
)
def picture_size(checked: Checked) -> Iterator[Found]:
    """A size that the model was not trained on. Far from it, figures double, stretch or lose their heads.

    The sizes are those of the card; a model whose card names none is measured by its architecture alone.
    """
    profile, width, height = checked.context.profile, checked.setup.width, checked.setup.height
    if not width or not height:
        return
    best = nearest(profile.sizes, width, height)
    if best is not None and (best.width, best.height) != (width, height):
        yield Found(
            say(
                "{model} was not trained at {width}x{height}; the nearest size is {best}.",
                model=profile.name,
                width=width,
                height=height,
                best=str(best),
            )
        )
    elif best is None and profile.base == "sdxl" and width * height < _LEAST_OF_SDXL:
        yield Found(
            say(
                "{width}x{height} is small for an SDXL model: they are trained at about 1024x1024.",
                width=width,
                height=height,
            )
        )
    elif best is None and profile.base == "sd15" and width * height > _MOST_OF_SD15:
        yield Found(
            say(
                "{width}x{height} is large for an SD 1.5 model: they are trained at about 512x512.",
                width=width,
                height=height,
            )
        )
