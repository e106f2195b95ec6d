"""What the user asks for: one value, whether it comes from the page, an API request or an infotext.

The values travel as a list, in the order of CONTROLS. The webui pads and cuts such lists, pages go stale and queues
replay old ones; so short lists are filled up with defaults, and new values are only added at the end. The page fills
in only the first and the last two, which are texts that hold one JSON object each. API requests may fill in any, or
give an object in place of the list: `{"enabled", "profile", "set": {"steps": false}, "choices", "from"}`, which is also
the form of the infotext.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType

from prompt_tailor.choices import ChoiceError, Choices, read_choices
from prompt_tailor.hosts import pasted
from prompt_tailor.texts import say

from .origin import Origin, read_origin

SETTINGS = ("sampler", "scheduler", "CFG", "steps", "size", "clip skip")
"""The generation settings that a profile may set, each with its own switch."""

CONTROLS = (
    "enabled",
    "profile",
    "set",
    "rating",
    "year",
    "quality",
    "negative",
    "order",
    "series",
    "character_form",
    "merge_broader",
    "size",
    "wishes",
    "origin",
)
"""The names of the values in their order. The first three are ours, then come choices; the last two are JSON texts:
all of these, and the model that a pasted prompt was written for."""

_SETTING_OF_FIELD: Mapping[str, str] = MappingProxyType(
    {
        "sampler_name": "sampler",
        "cfg_scale": "CFG",
        "cfg": "CFG",
        "width": "size",
        "height": "size",
        "clip_skip": "clip skip",
    }
)
"""The names that an answer and the webui's API give to settings: a request may switch settings by these too."""

AS_TYPED = "as typed"
"""What a value of the list says for a choice that is None."""

AUTO = "auto"
_OPTIONAL = ("rating", "year", "character_form")
_WHOLE_QUALITY = ("recommended", "off")


@dataclass(frozen=True)
class Panel:
    """The user's wishes. `set` names the settings that a profile may set, `written_for` the model that the prompt was
    written for, `origin` the picture that it was pasted from."""

    enabled: bool = True
    profile: str = AUTO
    set: frozenset[str] = frozenset(SETTINGS)
    choices: Choices = field(default_factory=Choices)
    written_for: str = ""
    origin: Origin | None = None

    def about(self, prompt: str) -> Panel:
        """The wishes for a prompt: for what was pasted, the model of its picture is that which it was written for."""
        if self.origin is None or self.written_for:
            return self
        return replace(self, written_for=self.origin.model if self.origin.is_still_in(prompt) else "")

    def with_known_profile(self, is_known: Callable[[str], bool]) -> tuple[Panel, list[str]]:
        """The wishes with the checkpoint's profile in the place of one that is not here, and what is told of that.

        Own profiles are deleted, and pasted pictures name those of other people.
        """
        if self.profile == AUTO or is_known(self.profile):
            return self, []
        told = say('The profile "{id}" is not here; the one for the checkpoint is used.', id=self.profile)
        return replace(self, profile=AUTO), [told]

    def changed_from(self, default: Panel) -> dict:
        """What differs from the defaults of the tab, as JSON. On and off is no part of it: a picture is of "on"."""
        changed: dict = {} if self.profile == AUTO else {"profile": self.profile}
        switched = {name: name in self.set for name in SETTINGS if (name in self.set) != (name in default.set)}
        if switched:
            changed["set"] = switched
        choices = self.choices.to_json()
        if choices:
            changed["choices"] = choices
        if self.written_for:
            changed["from"] = self.written_for
        return changed

    def wishes(self, default: Panel) -> str:
        """What differs from the defaults of the tab, as the text that the page keeps; empty when nothing does."""
        changed = self.changed_from(default)
        changed.pop("from", None)
        if self.profile != default.profile:
            changed["profile"] = self.profile
        else:
            changed.pop("profile", None)
        return json.dumps(changed, ensure_ascii=False) if changed else ""


def default_panel(is_img2img: bool, enabled: bool = True, profile: str = AUTO) -> Panel:
    """The panel before the user touched it. In img2img the size stays: it is the picture's, or a tile's."""
    settings = frozenset(SETTINGS) - ({"size"} if is_img2img else set())
    return Panel(enabled, profile, settings)


def read_controls(values: Sequence, default: Panel) -> tuple[Panel, list[str]]:
    """The wishes in the values of the controls, or in one object in place of them; and what was wrong with them.

    What is missing or wrong stays as in `default`.
    """
    if values and isinstance(values[0], Mapping):
        return read_json(values[0], default)
    given = {name: value for name, value in zip(CONTROLS, values, strict=False) if value is not None}
    wishes, origin = given.pop("wishes", ""), given.pop("origin", "")
    panel, problems = _read_list(given, default)
    if wishes != "":
        panel, wrong = _read_wishes(wishes, panel)
        problems += wrong
    panel, wrong = with_origin(panel, origin)
    return panel, problems + wrong


def with_origin(panel: Panel, text: object) -> tuple[Panel, list[str]]:
    """The wishes with what the page keeps of a paste, and what was wrong with that. An empty text is nothing."""
    if text == "":
        return panel, []
    try:
        return replace(panel, origin=read_origin(text if isinstance(text, str) else "")), []
    except (ValueError, RecursionError):
        return panel, [_wrong("origin", say("a JSON object as text"), text)]


def _read_wishes(text: object, default: Panel) -> tuple[Panel, list[str]]:
    """The wishes in the text that the page keeps."""
    try:
        given = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, Mapping):
        return default, [_wrong("wishes", say("a JSON object as text"), text)]
    return read_json({name: value for name, value in given.items() if name != pasted.KEY}, default)


def _read_list(given: dict[str, object], default: Panel) -> tuple[Panel, list[str]]:
    """The wishes in values by name, as menus and switches show them."""
    ours = {name: given.pop(name) for name in ("enabled", "profile", "set") if name in given}
    panel, problems = _read_ours(ours, default)
    wanted = {name: _choice(name, value) for name, value in given.items()}
    choices, wrong = _read_choices(wanted, asdict(default.choices))
    return replace(panel, choices=choices), problems + wrong


def read_json(given: Mapping, default: Panel) -> tuple[Panel, list[str]]:
    """The wishes in an object, and what was wrong with it. What is missing or wrong stays as in `default`."""
    known = ("enabled", "profile", "set", "choices", "from")
    problems = [
        say('unknown key "{name}" (known: {known})', name=name, known=", ".join(known))
        for name in given
        if name not in known
    ]
    panel, wrong = _read_ours({name: given[name] for name in given if name in known and name != "choices"}, default)
    problems += wrong
    wanted = given.get("choices", {})
    if not isinstance(wanted, Mapping):
        return panel, [*problems, _wrong("choices", say("an object"), wanted)]
    choices, wrong = _read_choices(wanted, asdict(default.choices))
    return replace(panel, choices=choices), problems + wrong


def _read_ours(given: Mapping, default: Panel) -> tuple[Panel, list[str]]:
    problems = []
    panel = default
    for name, attribute, kind, expected in (
        ("enabled", "enabled", bool, say("true or false")),
        ("profile", "profile", str, say("auto or a profile's id")),
        ("from", "written_for", str, say("a profile's id or a checkpoint's name")),
    ):
        value = given.get(name, getattr(default, attribute))
        if isinstance(value, kind):
            panel = replace(panel, **{attribute: value})
        else:
            problems.append(_wrong(name, expected, value))
    settings, wrong = _read_settings(given.get("set", {}), default.set)
    return replace(panel, set=settings), problems + wrong


def _read_settings(given: object, default: frozenset[str]) -> tuple[frozenset[str], list[str]]:
    """Switches as the list of those that are on, or as changes to the defaults."""
    if not isinstance(given, (list, tuple, Mapping)):
        return default, [_wrong("set", say("a list or an object of settings"), given)]
    problems = [_unknown_setting(name) for name in given if _setting(name) not in SETTINGS]
    if isinstance(given, Mapping):
        switches = {_setting(name): value for name, value in given.items()}
        wrong = [name for name, value in switches.items() if name in SETTINGS and not isinstance(value, bool)]
        problems += [_wrong(f"set.{name}", say("true or false"), switches[name]) for name in wrong]
        right = {name: value for name, value in switches.items() if name not in wrong}
        return frozenset(name for name in SETTINGS if right.get(name, name in default)), problems
    return default if problems else frozenset(map(_setting, given)), problems


def _setting(name: object) -> object:
    """The setting that is meant by a name: its own, or that of a field."""
    return _SETTING_OF_FIELD.get(name, name) if isinstance(name, str) else repr(name)


def _unknown_setting(name: object) -> str:
    known, by_field = ", ".join(SETTINGS), ", ".join(_SETTING_OF_FIELD)
    return say(
        'set: unknown setting "{name}" (known: {known}; also by field: {by_field})',
        name=name,
        known=known,
        by_field=by_field,
    )


def _wrong(name: str, expected: str, value: object) -> str:
    return say("{name}: expected {expected}, got {value}", name=name, expected=expected, value=repr(value))


def _choice(name: str, value: object) -> object:
    """A choice from what a value of the list says."""
    if name in _OPTIONAL and value in (AS_TYPED, ""):
        return None
    if name == "series" and isinstance(value, bool):
        return "on" if value else "off"
    if name == "quality" and isinstance(value, str) and value not in _WHOLE_QUALITY:
        return [word.strip() for word in value.split(",") if word.strip()]
    return value


def _read_choices(wanted: Mapping, default: Mapping) -> tuple[Choices, list[str]]:
    """Choices, and what was wrong; a wrong one stays as in `default`, so that the others still count."""
    try:
        return read_choices({**default, **wanted}), []
    except ChoiceError as error:
        problems = error.problems
    known = {one.name for one in fields(Choices)}
    right = {name: value for name, value in wanted.items() if name in known and _is_right(name, value)}
    return read_choices({**default, **right}), problems


def _is_right(name: str, value: object) -> bool:
    try:
        read_choices({name: value})
    except ChoiceError:
        return False
    return True
