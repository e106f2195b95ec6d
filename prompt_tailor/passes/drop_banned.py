from __future__ import annotations

from ..lexicon import Category, key
from ..syntax import Kind, Prompt, Tag
from .edits import remove_where
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key


@rewrite(
    stage=Stage.FIT,
    may={Effect.REMOVES},
    side=Side.BOTH,
    examples=[
        Example("1girl, masterpiece, great quality", "1girl", profile="baxl-v2"),
        Example("1girl, masterpiece", profile="animagine-xl-4.0"),
    ],
)
def drop_banned(prompt: Prompt, context: Context) -> Change:
    """Take out the words that the model's card says must not be used, each with the card's reason."""
    where = "positive" if context.positive else "negative"
    reasons = {key(ban.word): ban.reason for ban in context.profile.bans if ban.where == where}
    others_out = context.positive and context.profile.quality.others_out
    if not reasons and not others_out:
        return Change(prompt)
    notes: list[Note] = []

    def goes(tag: Tag) -> bool:
        if tag.kind is not Kind.PLAIN:
            return False
        reason = reasons.get(tag_key(tag))
        if reason is None and others_out and _is_other_quality(tag, context):
            reason = f"{context.profile.name}: delete other quality words"
        if reason is not None:
            notes.append(Note("dropped", tag.text, reason, tag.at))
        return reason is not None

    changed = remove_where(prompt, goes)
    return Change(changed, tuple(notes)) if notes else Change(prompt)


def _is_other_quality(tag: Tag, context: Context) -> bool:
    wanted = {key(word.text) for word in context.profile.quality.add}
    return context.place(tag).category is Category.QUALITY and tag_key(tag) not in wanted
