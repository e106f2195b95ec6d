"""From a tag as typed to the key it is looked up by, and to the spelling the webui reads as that name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ESCAPED = re.compile(r"\\([()\[\]{}\\:|])")
_BLANKS = re.compile(r"[\s_]+")
_BRACKETS = re.compile(r"(?<!\\)[()\[\]]")


_COUNT = re.compile(r"(?:\d+\+?|multiple) ?(?:girl|boy|other)s?|no humans")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The look-up key of a tag: lower case, blanks for underscores, no escapes, no full-width forms.

    `Hatsune_Miku` and `hatsune miku` have one key, as have `ganyu \\(genshin impact\\)` and `ganyu_(genshin_impact)`.
    A tag of only marks (`>_<`, `^_^`, `|_|`) keeps its underscore's place as a blank on both sides of a comparison.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _BLANKS.sub(" ", text).strip().lower()


def escape(name: str) -> str:
    """`name` with every bracket escaped, so that the webui reads it as letters and not as emphasis.

    Already escaped brackets stay as they are. Source of the rule: `modules/prompt_parser.py:parse_prompt_attention`.
    """
    return _BRACKETS.sub(lambda found: "\\" + found.group(), name)


def letters(text: str) -> str:
    """Only the letters and digits of a text, folded: what a change of spelling must leave alone."""
    return "".join(mark for mark in key(text) if mark.isalnum())


def is_count(word: str) -> bool:
    """Whether a key says who is in the picture: `1girl`, `2boys`, `6+girls`, `multiple others`, `no humans`."""
    return _COUNT.fullmatch(word) is not None
