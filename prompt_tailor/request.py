"""A request as JSON, checked whole: every mistake is named at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from .choices import ChoiceError, Choices, read_choices
from .profiles import ModelFacts
from .setup import Setup
from .texts import joined, say


class RequestError(ValueError):
    """A request that cannot be answered. The message names every mistake; `problems` holds them one by one."""

    def __init__(self, problems: list[str]):
        super().__init__(say("The request was not understood: {problems}.", problems=joined("; ", problems)))
        self.problems = problems


@dataclass(frozen=True)
class Request:
    """What is asked."""

    prompt: str
    negative_prompt: str = ""
    profile: str = "auto"
    model: ModelFacts = field(default_factory=lambda: ModelFacts(""))
    setup: Setup = Setup()
    """What the user has set now: for cards that only give a range, and for the checks."""
    choices: Choices = field(default_factory=Choices)
    embeddings: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    """Settings (by their names in the answer) that stay as the user has them, whatever the profile wants."""
    diagnostics: str = "quick"
    """Which checks a rewrite's answer holds: `quick`, `all` (those that take their time too) or `off`."""
    rules_off: tuple[str, ...] = ()
    """Codes of checks that are switched off."""
    written_for: str | ModelFacts | None = None
    """`from`: the model that the prompt was written for, as a profile's id, a checkpoint's name or facts of it."""


_TEXT, _COUNT, _NUMBER = say("a text"), say("a whole number above 0"), say("a number above 0")
_TEXTS = {"prompt": _TEXT, "negative_prompt": _TEXT, "profile": _TEXT}
_SETUP = {
    "width": _COUNT,
    "height": _COUNT,
    "steps": _COUNT,
    "clip_skip": _COUNT,
    "cfg_scale": _NUMBER,
    "sampler_name": _TEXT,
    "scheduler": _TEXT,
    "vae": _TEXT,
    "refiner": _TEXT,
    "hires_denoise": _NUMBER,
}
_MODEL_KEYS = ("name", "hash", "sha256", "metadata")
_LISTS = {
    "embeddings": say("a list of names"),
    "keep": say("a list of settings"),
    "rules_off": say("a list of codes"),
}
_KNOWN = (*_TEXTS, *_SETUP, "model", "from", "choices", "diagnostics", *_LISTS)
_SETTINGS = ("sampler_name", "scheduler", "steps", "cfg_scale", "width", "height", "clip_skip")
_DIAGNOSTICS = ("quick", "all", "off")


def read_request(given: object) -> Request:
    """The request of a JSON value. Raises RequestError with every mistake."""
    if not isinstance(given, dict):
        raise RequestError([say("expected an object, got {kind}", kind=type(given).__name__)])
    problems = [_unknown(name) for name in given if name not in _KNOWN]
    if "prompt" not in given:
        problems.append(say('"prompt" is missing'))
    texts = {name: given[name] for name in _TEXTS if name in given}
    setup = {name: given[name] for name in _SETUP if given.get(name) is not None}
    for expected, values in ((_TEXTS, texts), (_SETUP, setup)):
        wrong = [name for name, value in values.items() if not _is(expected[name], value)]
        problems += [_expected(name, expected[name], given[name]) for name in wrong]
    model = _model("model", given.get("model"), problems)
    written_for = given.get("from")
    if written_for is not None and not isinstance(written_for, str):
        written_for = _model("from", written_for, problems)
    choices = _choices(given.get("choices"), problems)
    lists = {name: _list(name, given.get(name), problems) for name in _LISTS}
    problems += [_not_one_of("keep", name, _SETTINGS) for name in lists["keep"] if name not in _SETTINGS]
    diagnostics = given.get("diagnostics", "quick")
    if diagnostics not in _DIAGNOSTICS:
        problems.append(_not_one_of("diagnostics", diagnostics, _DIAGNOSTICS))
    if problems:
        raise RequestError(problems)
    return Request(
        **texts,
        **lists,
        model=model,
        setup=Setup(**setup),
        choices=choices,
        diagnostics=diagnostics,
        written_for=written_for or None,
    )


def _unknown(name: object) -> str:
    near = get_close_matches(str(name), _KNOWN, 1)
    if near:
        return say('unknown key "{name}", did you mean "{near}"?', name=name, near=near[0])
    return say('unknown key "{name}" (known: {known})', name=name, known=", ".join(_KNOWN))


def _is(expected: str, value: object) -> bool:
    """Whether a value is what its name says it is."""
    if expected is _TEXT:
        return isinstance(value, str)
    kinds = int if expected is _COUNT else (int, float)
    return isinstance(value, kinds) and not isinstance(value, bool) and value > 0


def _expected(name: str, expected: str, got: object) -> str:
    return say('"{name}": expected {expected}, got {got}', name=name, expected=expected, got=repr(got))


def _model(where: str, given: object, problems: list[str]) -> ModelFacts:
    if given is None:
        return ModelFacts("")
    if not isinstance(given, Mapping):
        problems.append(_expected(where, say("an object with {keys}", keys=", ".join(_MODEL_KEYS)), given))
        return ModelFacts("")
    known = ", ".join(_MODEL_KEYS)
    problems += [
        say('"{where}": unknown key "{name}" (known: {known})', where=where, name=name, known=known)
        for name in given
        if name not in _MODEL_KEYS
    ]
    for name in ("name", "hash", "sha256"):
        if given.get(name) is not None and not isinstance(given[name], str):
            problems.append(_expected(f"{where}.{name}", _TEXT, given[name]))
    metadata = given.get("metadata") or {}
    if not isinstance(metadata, Mapping):
        problems.append(_expected(f"{where}.metadata", say("an object"), metadata))
        metadata = {}
    return ModelFacts(given.get("name") or "", given.get("hash"), given.get("sha256"), _as_texts(metadata))


def _as_texts(metadata: Mapping) -> dict[str, str]:
    return {str(name): value for name, value in metadata.items() if isinstance(value, str)}


def _choices(given: object, problems: list[str]) -> Choices:
    try:
        return read_choices(given)
    except ChoiceError as error:
        problems += error.problems
        return Choices()


def _list(name: str, given: object, problems: list[str]) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        problems.append(_expected(name, _LISTS[name], given))
        return ()
    return tuple(given)


def _not_one_of(name: str, value: object, known: tuple[str, ...]) -> str:
    return _expected(name, say("one of {known}", known=", ".join(known)), value)
