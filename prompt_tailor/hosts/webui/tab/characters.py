"""Who is who, and how a profile writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_tailor.lexicon import escape, key

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

_MOST = 40
_BARE = {"quality": "off", "negative": "off", "size": "keep"}


def search(tailor: Tailor, text: str, profile: str) -> dict:
    """At most 40 characters whose names have words that begin like those of `text`, the best known first."""
    from prompt_tailor.lexicon.names_search import search as search_names

    found = [one.name for one in search_names(tailor.names.names, text, _MOST, kind="character")]
    return {"characters": [_told(tailor, name, profile) for name in found], "names": tailor.names_status()["message"]}


def _told(tailor: Tailor, name: str, profile: str) -> dict:
    word = key(name)
    return {
        "name": name,
        "series": tailor.series.series_of(word),
        "subject": tailor.series.subject_of(word),
        "written": _written(tailor, name, profile),
    }


def _written(tailor: Tailor, name: str, profile: str) -> list[str]:
    """What the profile makes of the name alone, in each form that it knows."""
    forms = tailor.profile(profile)["character"]["forms"]
    asked = {"prompt": escape(key(name)), "profile": profile}
    answers = (tailor.rewrite({**asked, "choices": {**_BARE, "character_form": form}}) for form in forms)
    return list(dict.fromkeys(answer["prompt"] for answer in answers))
