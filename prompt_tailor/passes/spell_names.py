from __future__ import annotations

import re
import unicodedata

from ..lexicon import Category, escape
from ..syntax import NETWORK, Kind, Prompt, Tag, is_emoticon
from ..texts import say
from .respelling import respell
from .unit import Change, Context, Effect, Example, Stage, rewrite, tag_key

_WEIGHT = re.compile(r":\s*[+-]?[.\d]+\s*\)")
_ANY_BRACKET = re.compile(r"[()\[\]（）［］]")
_FULL_WIDTH_BRACKET = re.compile(r"[（）［］]")
_QUALIFIED = re.compile(r"^[^()\[\]]+(?:\s\([^()\[\]]+\))+$")
_LAST_QUALIFIER = re.compile(r"\(([^()]+)\)$")


@rewrite(
    stage=Stage.SPELL,
    may={Effect.SPELLS},
    examples=[
        Example("1girl, ganyu (genshin impact)", "1girl, ganyu \\(genshin impact\\)"),
        Example("(star (sky):1.2)", "(star \\(sky\\):1.2)"),
        Example("smile, :)", "smile, :\\)"),
        Example("by hiten (hitenkei), by xyzzy (plugh)", "by hiten \\(hitenkei\\), by xyzzy (plugh)"),
        Example("1girl, (smile), dress (white:1.2)"),
    ],
)
def spell_names(prompt: Prompt, context: Context) -> Change:
    """Escape parentheses that belong to a name, so that the webui reads them as letters and not as emphasis.

    What is no known name stays as typed: emphasis is the user's.
    """
    if not _ANY_BRACKET.search(prompt.text):
        return Change(prompt)
    return respell(prompt, context, _spelled)


def _spelled(tag: Tag, context: Context) -> tuple[str, str] | None:
    text = escaped(tag, context)
    return None if text is None else (text, say('"{tag}" is a name: its parentheses are letters', tag=tag.text))


def escaped(tag: Tag, context: Context) -> str | None:
    """The escaped text of a tag that is a name with brackets; None for every other tag."""
    text = tag.text
    if tag.kind is Kind.PLAIN:
        if _FULL_WIDTH_BRACKET.search(text):
            return _spelled_full_width(tag, context)
        return escape(text) if is_emoticon(text) else None
    if tag.kind is not Kind.COMPOUND or _WEIGHT.search(text) or NETWORK.search(text) or "\n" in text:
        return None
    return escape(text) if _is_name(tag_key(tag), context) else None


def _spelled_full_width(tag: Tag, context: Context) -> str | None:
    """`aqua （konosuba）` is what a Chinese or Japanese keyboard makes of `aqua (konosuba)`."""
    if not _is_name(tag_key(tag), context):
        return None
    folded = unicodedata.normalize("NFKC", tag.text)
    return escape(re.sub(r"(?<=\S)\(", " (", folded) if " (" not in folded and "_(" not in folded else folded)


def _is_name(word: str, context: Context) -> bool:
    """Whether a key with brackets is one known thing: by the lexicon, the names index, or its last qualifier."""
    if "(" not in word:
        return False
    if word in context.profile.vocabulary or context.lexicon.knows(word) or context.lexicon.names_artist(word):
        return True
    if not _QUALIFIED.match(word):
        return False
    return _is_qualified_name(word, context)


def _is_qualified_name(word: str, context: Context) -> bool:
    """A work in parentheses makes a name of anything before it; a costume or form only of a known character."""
    found = _LAST_QUALIFIER.search(word)
    if found is None:
        return False
    if context.lexicon.place(found[1]).category is Category.SERIES or context.series.qualifier(found[1]):
        return True
    if context.lexicon.is_qualified(word):
        return True
    base = word[: found.start()].strip()
    known = context.lexicon.knows(base) and context.lexicon.place(base).category is Category.CHARACTER
    return context.series.qualifier(found[1]) is not None and (known or context.series.series_of(base) is not None)
