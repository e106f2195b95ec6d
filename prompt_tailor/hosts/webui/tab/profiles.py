"""The profiles as the tab shows, checks and changes them: plain dictionaries around `prompt_tailor.profiles`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_tailor.hosts.profile_ids import profile_ids
from prompt_tailor.profiles import ModelFacts
from prompt_tailor.profiles.edit import changed, copy_of
from prompt_tailor.profiles.load import raw_values
from prompt_tailor.profiles.own import OwnProfileError, free_id
from prompt_tailor.shipped import shipped
from prompt_tailor.texts import say

from .. import checkpoint

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor


def listed(tailor: Tailor) -> dict:
    """Every usable profile in short, with the user's file where it is one's own; and the broken files."""
    own = {_id_in(tailor.own_profiles.text(file)): file for file in tailor.own_profiles.files()}
    shown = [{**one, "file": own.get(one["id"])} for one in tailor.profiles()]
    folder = tailor.own_profiles.folder
    broken = [
        {"file": Path(path).name, "own": Path(path).parent == folder, "message": message}
        for path, message in tailor.broken_profiles().items()
    ]
    return {"profiles": shown, "broken": broken, "folder": str(folder)}


def text_of(tailor: Tailor, profile_id: str) -> dict:
    """The file of a profile: its name and text. Raises OwnProfileError when there is none."""
    for name, text in _files(tailor):
        if _id_in(text) == profile_id:
            return {"file": name, "text": text}
    raise OwnProfileError(say('There is no file of a profile "{id}".', id=profile_id))


def copied(tailor: Tailor, profile_id: str) -> dict:
    """The text of a new profile that builds on another, with an id that is free. Nothing is written yet."""
    taken = {one["id"] for one in tailor.profiles()} | {_id_in(text) for _, text in _files(tailor)}
    return checked(tailor, copy_of(tailor.profile(profile_id), free_id(f"{profile_id}-own", taken)), "")


def checked(tailor: Tailor, text: str, file: str) -> dict:
    """What a text is as a profile: the mistakes with their lines, or the whole profile; and the values it sets."""
    found = tailor.own_profiles.check(text, file)
    taken, shipped_too = _place(tailor, text, file)
    return {
        "text": text,
        "file": file,
        "replaces": taken,
        "hides": shipped_too,
        "mistakes": [mistake._asdict() for mistake in found.mistakes],
        "profile": _untranslated(found.profile.to_json()) if found.profile else None,
        "own": _values(text),
    }


def edited(tailor: Tailor, text: str, file: str, changes: Mapping[str, Any]) -> dict:
    """The same after some values were changed in the form. Raises EditError."""
    return checked(tailor, changed(text, changes), file)


def tried(tailor: Tailor, text: str, file: str, prompt: str) -> dict:
    """What a text that may not be saved yet makes of a prompt. Raises OwnProfileError while it has mistakes."""
    draft = tailor.own_profiles.check(text, file).profile
    if draft is None:
        raise OwnProfileError(say("The profile has mistakes; mend them, then it can be tried."))
    return tailor.rewrite({"prompt": prompt}, draft)


def saved(tailor: Tailor, text: str, file: str) -> dict:
    """Write a profile; `used` is whether the checkpoint gets it from now on, `rivals` are the profiles that fit it so
    equally that it gets none of them. Raises OwnProfileError."""
    name = tailor.own_profiles.save(text, file)
    tailor.reload_profiles()
    found = tailor.detect(ModelFacts(**checkpoint.model_facts()))
    used = found.profile_id == _id_in(text)
    return {"file": name, "id": _id_in(text), "used": used, "rivals": list(found.rivals)}


def deleted(tailor: Tailor, file: str) -> dict:
    """Move a profile's file to the backups. Raises OwnProfileError."""
    tailor.own_profiles.delete(file)
    tailor.reload_profiles()
    return {"file": file}


def _place(tailor: Tailor, text: str, file: str) -> tuple[str, bool]:
    """The user's other file with this text's id, which a new file takes the place of; and whether a shipped profile
    has that id, which it stands in front of."""
    wanted = _id_in(text)
    if wanted is None:
        return "", False
    own = next((name for name in tailor.own_profiles.files() if _id_in(tailor.own_profiles.text(name)) == wanted), "")
    return ("" if file else own), wanted in profile_ids([shipped("profiles")])


def _files(tailor: Tailor) -> Iterator[tuple[str, str]]:
    """Name and text of every profile file, the user's own first: of the same id theirs counts."""
    for file in tailor.own_profiles.files():
        yield file, tailor.own_profiles.text(file)
    for path in sorted(shipped("profiles").glob("*.toml")):
        yield path.name, path.read_text(encoding="utf-8")


def _values(text: str) -> dict:
    """The values that a text sets itself, as JSON has them; none while it is no TOML."""
    try:
        return _plain(raw_values(text))
    except ValueError:
        return {}


def _plain(value: Any) -> Any:
    """TOML's dates are no JSON; no value of a profile is one, but somebody may type one."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _untranslated(value: Any) -> Any:
    """The values as they are in files: what the form shows of them goes back into one, so it must not be translated."""
    return json.loads(json.dumps(value))


def _id_in(text: str) -> str | None:
    found = _values(text).get("id")
    return found if isinstance(found, str) else None
