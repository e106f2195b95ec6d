from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..passes.bans import reason_against
from ..texts import say
from .checked import Checked
from .fixes import without
from .unit import Flags, Found, Passes, rule


@rule(
    "P001",
    Severity.WARNING,
    fix="unsafe",
    mended=True,
    values=("bans", "quality"),
    examples=[
        Flags("1girl, masterpiece", "masterpiece", profile="baxl-v2"),
        Flags("lowres, blurry", "blurry", profile="baxl-v2", positive=False),
        Passes("1girl, masterpiece", profile="animagine-xl-4.0"),
    ],
)
def banned_word(checked: Checked) -> Iterator[Found]:
    """A word that the model's card says must not be used.

    The card gives the reason, which is quoted. Rewriting takes the word out; the fix does the same.
    """
    context = checked.context
    if not context.profile.bans and not context.profile.quality.others_out:
        return
    for seen in checked.plain:
        reason = reason_against(seen.key, context)
        if reason:
            yield Found(
                say(
                    '"{tag}" must not be used with {model}: {reason}',
                    tag=seen.tag.text,
                    model=context.profile.name,
                    reason=reason,
                ),
                checked.span(seen.tag),
                without(checked, seen, say('take "{tag}" out', tag=seen.tag.text)),
            )
