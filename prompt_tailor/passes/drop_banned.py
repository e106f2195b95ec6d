from __future__ import annotations

from ..syntax import Kind, Prompt, Tag
from .bans import reason_against
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
    if not context.profile.bans and not context.profile.quality.others_out:
        return Change(prompt)
    notes: list[Note] = []

    def goes(tag: Tag) -> bool:
        reason = reason_against(tag_key(tag), context) if tag.kind is Kind.PLAIN else None
        if reason is not None:
            notes.append(Note("dropped", tag.text, reason, tag.at))
        return reason is not None

    changed = remove_where(prompt, goes)
    return Change(changed, tuple(notes)) if notes else Change(prompt)
