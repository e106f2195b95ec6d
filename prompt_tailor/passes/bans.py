"""Which words a model must not get, with the reason from its card."""

from __future__ import annotations

from ..lexicon import Category, key
from .unit import Context


def reason_against(word: str, context: Context) -> str | None:
    """Why the tag with that key must not stand in this prompt; None when nothing speaks against it."""
    side = "positive" if context.positive else "negative"
    for ban in context.profile.bans:
        if ban.where == side and key(ban.word) == word:
            return ban.reason
    quality = context.profile.quality
    if not (quality.others_out and context.positive) or context.place_key(word).category is not Category.QUALITY:
        return None
    wanted = {key(added.text) for added in quality.add}
    return None if word in wanted else f"{context.profile.name}: delete other quality words"
