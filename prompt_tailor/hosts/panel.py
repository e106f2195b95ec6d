"""What the user asks for: one value, whether it comes from the panel's controls, an API request or an infotext.

The controls' values travel as a list, in the order of CONTROLS. The webui pads and cuts such lists, pages go stale and
queues replay old ones; so short lists are filled up with defaults, and new controls are only added at the end.
An API request may give one object in place of the list: `{"enabled", "profile", "set": {"steps": false}, "choices"}`,
which is also the form of the infotext.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace

from prompt_tailor.choices import ChoiceError, Choices, read_choices

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
)
"""The panel's controls in the order of their values. The first three are ours, the others are choices."""

AS_TYPED = "as typed"
"""What a control shows for a choice that is None."""

AUTO = "auto"
_OPTIONAL = ("rating", "year", "character_form")
_WHOLE_QUALITY = ("recommended", "off")


@dataclass(frozen=True)
class Panel:
    """The user's wishes. `set` names the settings that a profile may set."""

    enabled: bool = True
    profile: str = AUTO
    set: frozenset[str] = frozenset(SETTINGS)
    choices: Choices = field(default_factory=Choices)

    def control(self, name: str) -> object:
        """The value that the control of that name shows."""
        if name == "set":
            return [setting for setting in SETTINGS if setting in self.set]
        if name in ("enabled", "profile"):
            return getattr(self, name)
        value = getattr(self.choices, name)
        if name == "series":
            return value == "on"
        if isinstance(value, tuple):
            return ", ".join(value)
        return AS_TYPED if value is None else value

    def changed_from(self, default: Panel) -> dict:
        """What differs from the defaults of the tab, as JSON. On and off is no part of it: a picture is of "on"."""
        changed: dict = {} if self.profile == AUTO else {"profile": self.profile}
        switched = {name: name in self.set for name in SETTINGS if (name in self.set) != (name in default.set)}
        if switched:
            changed["set"] = switched
        choices = self.choices.to_json()
        if choices:
            changed["choices"] = choices
        return changed


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
    ours = {name: given.pop(name) for name in ("enabled", "profile", "set") if name in given}
    panel, problems = _read_ours(ours, default)
    wanted = {name: _choice(name, value) for name, value in given.items()}
    choices, wrong = _read_choices(wanted, asdict(default.choices))
    return replace(panel, choices=choices), problems + wrong


def read_json(given: Mapping, default: Panel) -> tuple[Panel, list[str]]:
    """The wishes in an object, and what was wrong with it. What is missing or wrong stays as in `default`."""
    known = ("enabled", "profile", "set", "choices")
    problems = [f'unknown key "{name}" (known: {", ".join(known)})' for name in given if name not in known]
    panel, wrong = _read_ours({name: given[name] for name in known[:3] if name in given}, default)
    problems += wrong
    wanted = given.get("choices", {})
    if not isinstance(wanted, Mapping):
        return panel, [*problems, f"choices: expected an object, got {wanted!r}"]
    choices, wrong = _read_choices(wanted, asdict(default.choices))
    return replace(panel, choices=choices), problems + wrong


def _read_ours(given: Mapping, default: Panel) -> tuple[Panel, list[str]]:
    problems = []
    panel = default
    for name, kind, expected in (("enabled", bool, "true or false"), ("profile", str, "auto or a profile's id")):
        value = given.get(name, getattr(default, name))
        if isinstance(value, kind):
            panel = replace(panel, **{name: value})
        else:
            problems.append(f"{name}: expected {expected}, got {value!r}")
    settings, wrong = _read_settings(given.get("set", {}), default.set)
    return replace(panel, set=settings), problems + wrong


def _read_settings(given: object, default: frozenset[str]) -> tuple[frozenset[str], list[str]]:
    """Switches as the list of those that are on, or as changes to the defaults."""
    if not isinstance(given, (list, tuple, Mapping)):
        return default, [f"set: expected a list or an object of settings, got {given!r}"]
    known = ", ".join(SETTINGS)
    problems = [f'set: unknown setting "{name}" (known: {known})' for name in given if name not in SETTINGS]
    if isinstance(given, Mapping):
        return frozenset(name for name in SETTINGS if given.get(name, name in default)), problems
    return default if problems else frozenset(given), problems


def _choice(name: str, value: object) -> object:
    """A choice from what its control shows."""
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
