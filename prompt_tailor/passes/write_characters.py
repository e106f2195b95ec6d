from __future__ import annotations

import re

from ..lexicon import Category, escape, key
from ..lexicon.phrases import NAMED
from ..syntax import Kind, Prompt, Tag, atoms
from ..texts import say, term
from .edits import map_tags
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key

_QUALIFIER = re.compile(r"\s*\(([^()]*)\)$")


@rewrite(
    stage=Stage.SPELL,
    may={Effect.RENAMES},
    side=Side.POSITIVE,
    examples=[
        Example(
            "1girl, frieren, smile",
            "1girl, a girl named frieren from sousou no frieren series, smile",
            choices={"character_form": "sentence"},
        ),
        Example(
            "a girl named ganyu from genshin impact series, smile",
            "ganyu \\(genshin impact\\), smile",
            choices={"character_form": "tag"},
        ),
        Example("1girl, frieren, smile"),
        Example("1girl, frieren", profile="animagine-xl-4.0", choices={"character_form": "sentence"}),
    ],
)
def write_characters(prompt: Prompt, context: Context) -> Change:
    """Write characters in the form the user chose, where the model knows it: a tag or the AIDXL card's sentence."""
    form = context.choices.character_form
    if form is None or form not in context.profile.character.forms:
        return Change(prompt)
    who = _who(prompt)
    notes: list[Note] = []

    def change(tag: Tag) -> Tag:
        if tag.kind is not Kind.PLAIN:
            return tag
        written = _as_sentence(tag, who, context) if form == "sentence" else _as_tag(tag, context)
        if written is None or written == tag.text:
            return tag
        notes.append(Note("respelled", written, say('"{tag}" as a {form}', tag=tag.text, form=term(form)), tag.at))
        return Tag(written, Kind.PLAIN, tag.at)

    return Change(map_tags(prompt, change), tuple(notes))


def _who(prompt: Prompt) -> str | None:
    """girl or boy, when the whole prompt has only the one."""
    words = {tag_key(atom.tag) for part in prompt.parts for atom in atoms(part)}
    girls = any(word.endswith(("girl", "girls")) and word[0].isdigit() for word in words if word)
    boys = any(word.endswith(("boy", "boys")) and word[0].isdigit() for word in words if word)
    return None if girls == boys else "girl" if girls else "boy"


def _as_sentence(tag: Tag, who: str | None, context: Context) -> str | None:
    if context.place(tag).category is not Category.CHARACTER or NAMED.match(tag_key(tag)):
        return None
    subject = context.series.subject_of(tag_key(tag))
    who = {"1girl": "girl", "1boy": "boy"}.get(subject or "", who)
    series = context.series.series_of(tag_key(tag))
    if who is None or series is None:
        return None
    found = _QUALIFIER.search(tag_key(tag))
    if found and not context.series.is_series(found[1]):
        return None  # a costume or form has no place in the sentence
    name = _QUALIFIER.sub("", tag_key(tag))
    template = context.profile.character.sentence.replace("{girl|boy}", who)
    return template.replace("{character}", escape(name)).replace("{series}", escape(series))


def _as_tag(tag: Tag, context: Context) -> str | None:
    found = NAMED.match(tag_key(tag))
    if found is None:
        return None
    name, series = found["name"], found["series"]
    if series is None or context.series.series_of(name) == key(series):
        return escape(name)
    return escape(f"{name} ({series})")
