"""Which words a model must not get, with the reason from its card."""

from __future__ import annotations

import re

from ..lexicon import key
from ..texts import say, term
from .unit import Context

_QUALITY_WORD = re.compile(
    r"(?:amazing|best|great|high|good|normal|average|low|bad|worst|top) (?:quality|score)|masterpiece|score \d\b.*"
    r"|(?:incredibly )?absurdres|highres"
)
"""The models' own words for quality; not what merely sounds like one, such as `official art` or `perfect hands`."""


def reason_against(word: str, context: Context) -> str | None:
    """Why the tag with that key must not stand in this prompt; None when nothing speaks against it."""
    side = "positive" if context.positive else "negative"
    for ban in context.profile.bans:
        if ban.where == side and key(ban.word) == word:
            return term(ban.reason)
    quality = context.profile.quality
    if not (quality.others_out and context.positive and _QUALITY_WORD.fullmatch(word)):
        return None
    wanted = {key(added.text) for added in quality.add}
    return None if word in wanted else say("{model}: delete other quality words.", model=context.profile.name)
