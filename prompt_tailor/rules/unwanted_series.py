from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon import Category
from ..texts import say
from .checked import Checked
from .fixes import without
from .unit import Flags, Found, Passes, rule


@rule(
    "P003",
    Severity.WARNING,
    fix="unsafe",
    values=("character.series_out",),
    examples=[
        Flags("1girl, hatsune miku, vocaloid", "vocaloid", profile="hassaku-xl-pony"),
        Passes("1girl, hatsune miku", profile="hassaku-xl-pony"),
        Passes("1girl, hatsune miku, vocaloid", profile="animagine-xl-4.0"),
    ],
)
def unwanted_series(checked: Checked) -> Iterator[Found]:
    """A series tag for a model that was trained without them: its card says to leave them out.

    The fix takes it out. In the name of a character, such as `rem (re:zero)`, the series stays.
    """
    if not checked.context.profile.character.series_out or not checked.context.positive:
        return
    for seen in checked.plain:
        if checked.category(seen) is Category.SERIES:
            yield Found(
                say(
                    '"{tag}" is a series, and the card of {model} says to leave these out.',
                    tag=seen.tag.text,
                    model=checked.context.profile.name,
                ),
                checked.span(seen.tag),
                without(checked, seen, say('take "{tag}" out', tag=seen.tag.text)),
            )
