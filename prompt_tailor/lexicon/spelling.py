"""From a tag as typed to the key it is looked up by, and to the spelling the webui reads as that name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ESCAPED = re.compile(r"\\([()\[\]{}\\:|])")
_BLANKS = re.compile(r"[\s_]+")
_BRACKETS = re.compile(r"(?<!\\)[()\[\]]")


_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_BETWEEN_IDEOGRAPHS = re.compile("[\\s\u30fb\u00b7\u2027\u2022=\u2010-\u2015-]+")
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


def has_ideographs(text: str) -> bool:
    """Whether there is a Chinese or Japanese character, kana or a Korean syllable in it."""
    return not text.isascii() and _IDEOGRAPH.search(text) is not None


def joined(key: str) -> str:
    """A key in ideographs without blanks, middle dots and dashes, which people set as they like (`初音 ミク`).

    Any other key comes back as it is.
    """
    return _BETWEEN_IDEOGRAPHS.sub("", key) if has_ideographs(key) else key


def escape(name: str) -> str:
    """`name` with every bracket escaped, so that the webui reads it as letters and not as emphasis.

    Already escaped brackets stay as they are. Source of the rule: `modules/prompt_parser.py:parse_prompt_attention`.
    """
    return _BRACKETS.sub(lambda found: "\\" + found.group(), name)


@lru_cache(maxsize=65536)
def letters(text: str) -> str:
    """Only the letters and digits of a text, folded: what a change of spelling must leave alone."""
    return "".join(mark for mark in key(text) if mark.isalnum())


def is_count(word: str) -> bool:
    """Whether a key says who is in the picture: `1girl`, `2boys`, `6+girls`, `multiple others`, `no humans`."""
    return _COUNT.fullmatch(word) is not None
