from __future__ import annotations

from ..lexicon import escape
from ..lexicon.other_names import Candidate
from ..syntax import Kind, Prompt, Tag
from ..texts import Text, say
from .bearers import bearers
from .edits import map_tags
from .unit import Change, Context, Effect, Example, Note, Stage, rewrite


@rewrite(
    stage=Stage.SPELL,
    may={Effect.RENAMES},
    examples=[
        Example("1girl, 甘雨, 原神", "1girl, ganyu \\(genshin impact\\), genshin impact"),
        Example("1girl, rei ayanami, hatsune-miku", "1girl, ayanami rei, hatsune miku"),
        Example("1girl, (ganyu:1.2), smile", "1girl, (ganyu \\(genshin impact\\):1.2), smile"),
        Example("amber, genshin impact", "amber \\(genshin impact\\), genshin impact"),
        Example("1girl, amber, rain, star, alice"),
        Example("1girl, hatsune miku, ganyu \\(genshin impact\\)"),
        Example("1girl, 甘雨", choices={"other_names": "off"}),
    ],
)
def spell_other_names(prompt: Prompt, context: Context) -> Change:
    """Write characters and series by the name that the models know: `甘雨`, `ganyu` and `rei ayanami` too.

    A short name that several have is written out where their work stands in the prompt, or where none does and one of
    them is far better known than the others. Everyday words are names only in the company of their work. The choice
    `other_names: off` leaves them all as typed.
    """
    if context.choices.other_names == "off":
        return Change(prompt)
    chosen = bearers(prompt, context).chosen
    if not chosen:
        return Change(prompt)
    notes: list[Note] = []

    def change(tag: Tag) -> Tag:
        who = chosen.get(tag.text)
        if who is None or tag.kind not in (Kind.PLAIN, Kind.COMPOUND):
            return tag
        written = escape(who[0].name)
        notes.append(Note("respelled", written, _reason(tag.text, *who), tag.at))
        return Tag(written, Kind.PLAIN, tag.at)

    return Change(map_tags(prompt, change), tuple(notes))


def _reason(typed: str, who: Candidate, by_company: bool) -> Text:
    if by_company:
        return say('"{tag}" is "{name}" here: their work is in the prompt', tag=typed, name=who.name)
    if who.sure:
        return say('"{tag}" is "{name}" on Danbooru', tag=typed, name=who.name)
    return say('"{tag}" is most likely "{name}", by far the best known of that name', tag=typed, name=who.name)
