"""Who places tags: we, and what a user would otherwise have. A placer gives a category id; "unknown" says nothing."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

from prompt_tailor.lexicon import Lexicon

from .samples import DANBOORU, danbooru

Placer = Callable[[str], str]
_TIPO_LISTS = {"characters": "character", "copyrights": "series", "artist": "artist", "meta": "meta"}
_TIPO_WORDS = {"SPECIAL": "subject", "POSSIBLE_QUALITY_TAGS": "quality", "RATING_TAGS": "rating"}
_DANBOORU_KINDS = {"0": "unknown", "1": "artist", "3": "series", "4": "character", "5": "meta"}
"""General tags, category 0, are told from names and from nothing else: that is no placement."""


def ours(lexicon: Lexicon) -> Placer:
    """The shipped lexicon alone, without a names index."""
    return lambda tag: lexicon.place(tag).category.value


def tipo() -> Placer | None:
    """How `tipo-kgen` separates tags, by its own lists; "general" is all the rest. None when it is not installed."""
    package = importlib.util.find_spec("kgen")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0])
    known: dict[str, str] = {}
    for name, category in reversed(_TIPO_LISTS.items()):
        lines = (folder / "tag-list" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        known.update(dict.fromkeys((line.strip() for line in lines), category))
    names: dict[str, list[str]] = {}
    exec((folder / "metainfo.py").read_text(encoding="utf-8"), names)  # three lists of words; imports nothing
    for name, category in _TIPO_WORDS.items():
        known.update(dict.fromkeys(names[name], category))
    return lambda tag: known.get(tag, "unknown")


def by_danbooru() -> Placer | None:
    """A look-up of Danbooru's own category, as tag completers do it. None when the list is not here."""
    if not DANBOORU.is_file():
        return None
    known = {tag: _DANBOORU_KINDS.get(number, "unknown") for tag, number in danbooru("")}
    return lambda tag: known.get(tag, "unknown")
