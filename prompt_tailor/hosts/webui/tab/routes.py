"""What the tab's script asks: route -> answer, in the form of `webui.routes`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_tailor.texts import say, term

from ..routes import BodyError, Call
from .about import LastErrors, about

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor


def gets(data_folder: Path, errors: LastErrors) -> dict[str, Call]:
    """The routes that only read."""
    return {
        "/tab/profiles": _from_profiles(lambda module, tailor, _, __: module.listed(tailor)),
        "/tab/profiles/{profile_id}/text": _from_profiles(
            lambda module, tailor, _, path: module.text_of(tailor, path["profile_id"])
        ),
        "/tab/profiles/{profile_id}/copy": _from_profiles(
            lambda module, tailor, _, path: module.copied(tailor, path["profile_id"])
        ),
        "/tab/own/{file}": _from_profiles(
            lambda module, tailor, _, path: module.checked(tailor, tailor.own_profiles.text(path["file"]), path["file"])
        ),
        "/tab/profiles/{profile_id}/sizes": lambda tailor, _, path: tailor.sizes(path["profile_id"]),
        "/tab/steps": lambda _, __, ___: _steps(),
        "/tab/about": lambda tailor, _, __: about(tailor, data_folder, errors),
    }


def posts() -> dict[str, Call]:
    """The routes that take a JSON body. Those that write also are POST: only JSON keeps foreign pages out."""
    return {
        "/tab/picture": _picture,
        "/tab/infotext": _infotext,
        "/tab/characters": _characters,
        "/tab/artists": _artists,
        "/tab/try": _from_profiles(
            lambda module, tailor, body, _: module.tried(tailor, *_texts(body, "text", "file", "prompt"))
        ),
        "/tab/check": _from_profiles(
            lambda module, tailor, body, _: module.checked(tailor, *_texts(body, "text", "file"))
        ),
        "/tab/edit": _from_profiles(
            lambda module, tailor, body, _: module.edited(tailor, *_texts(body, "text", "file"), _changes(body))
        ),
        "/tab/save": _from_profiles(
            lambda module, tailor, body, _: module.saved(tailor, *_texts(body, "text", "file"))
        ),
        "/tab/delete": _from_profiles(lambda module, tailor, body, _: module.deleted(tailor, *_texts(body, "file"))),
    }


def _from_profiles(answer: Callable[[Any, Tailor, Any, dict], Any]) -> Call:
    """An answer of the module `profiles`, which is loaded on first use; a user's mistake becomes one message."""

    def call(tailor: Tailor, body: Any, path: dict) -> Any:
        from prompt_tailor.profiles.edit import EditError
        from prompt_tailor.profiles.own import OwnProfileError

        from . import profiles

        try:
            return answer(profiles, tailor, body, path)
        except (EditError, OwnProfileError) as error:
            raise BodyError(*error.args) from error

    return call


def _picture(tailor: Tailor, body: Any, path: dict) -> Any:
    from . import picture

    try:
        return picture.read(tailor, body.get("data") if isinstance(body, dict) else None)
    except picture.PictureError as error:
        raise BodyError(*error.args) from error


def _infotext(tailor: Tailor, body: Any, path: dict) -> Any:
    """What is in a text where it is an infotext, under `found`; else that is null."""
    from . import picture

    return {"found": picture.parse(tailor, *_texts(body, "text"))}


def _characters(tailor: Tailor, body: Any, path: dict) -> Any:
    from .characters import search

    return search(tailor, *_texts(body, "query", "profile"))


def _artists(tailor: Tailor, body: Any, path: dict) -> Any:
    from .artists import written

    (profile,) = _texts(body, "profile")
    artists = body.get("artists")
    if not isinstance(artists, list) or not all(_is_artist(one) for one in artists):
        raise BodyError(
            say('Expected "artists", a list of objects with "name" and perhaps "weight", a number above 0.')
        )
    return {"text": written(tailor.profile(profile), artists)}


def _is_artist(given: Any) -> bool:
    weight = given.get("weight") if isinstance(given, dict) else None
    right = weight is None or (isinstance(weight, (int, float)) and not isinstance(weight, bool) and 0 < weight < 1e6)
    return isinstance(given, dict) and isinstance(given.get("name"), str) and right


def _steps() -> dict:
    """What each step of a rewrite says of itself."""
    from prompt_tailor.passes import all_passes

    return {step.name: term(" ".join(step.doc.split("\n\n")[0].split())) for step in all_passes()}


def _texts(body: Any, *names: str) -> list[str]:
    """The texts of these names in a body. Raises BodyError."""
    given = [body.get(name) if isinstance(body, dict) else None for name in names]
    if not all(isinstance(text, str) for text in given):
        raise BodyError(say("Expected an object with the texts {names}.", names=", ".join(names)))
    return given


def _changes(body: Any) -> dict:
    found = body.get("changes")
    if not isinstance(found, dict):
        raise BodyError(say('Expected "changes", an object of paths and values.'))
    return found
