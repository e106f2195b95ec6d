"""What the panel shows while somebody types: the rewrite that a run would make of what the page has now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from modules import shared

from prompt_tailor.hosts.fitting import Pair
from prompt_tailor.hosts.panel import SETTINGS, Panel, read_json, with_origin
from prompt_tailor.texts import say

from . import checkpoint, forge, options, overrides, parameters, prompts, tokens

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

TABS = ("txt2img", "img2img")
_TEXTS = ("prompt", "negative_prompt")
_FIELDS = {
    "sampler": ("sampler_name",),
    "scheduler": ("scheduler",),
    "CFG": ("cfg_scale",),
    "steps": ("steps",),
    "size": ("width", "height"),
    "clip skip": (),
}
"""The settings of the panel, and a job's fields that hold them."""
_CHECKED = ("enable_hr", "denoising_strength", "refiner_checkpoint", "refiner_switch_at")
"""Further fields of a job: nothing is set there, but the checks look at them."""


class PageError(ValueError):
    """The page sent something else than it should; the message says what was expected."""


class _Asked(NamedTuple):
    """What the page has now."""

    panel: Panel
    default: Panel
    job: SimpleNamespace
    request: dict
    problems: list[str]
    styles: list[str]

    @property
    def missing(self) -> str:
        """The profile that is wished for and not here; empty where it is. The wish stays: it may come back."""
        return "" if self.request["profile"] == self.panel.profile else self.panel.profile


def preview(library: Tailor, body: Any) -> dict:
    """The answer for a body with these keys, all but the first optional:

    `tab`, `prompt`, `negative_prompt`; `styles`: the names of the chosen ones; `settings`: what the webui's controls
    hold; `wishes`: what the panel's do; `checkpoint`: the one shown where it is not the chosen one yet; `modules`: so
    too Forge's VAE and text encoders; `origin`: what the page keeps of a paste; `known`: the stamp of the profile's
    card that it has.
    Nothing is checked yet. Raises PageError, RequestError.
    """
    asked = _read(library, body)
    answer = library.preview({**asked.request, "diagnostics": "off"}, body.get("known") or "")
    return {
        **answer,
        "wishes": asked.panel.wishes(asked.default),
        "corrections": library.corrections(),
        "chosen": {"profile": asked.request["profile"], "missing": asked.missing, "choices": _choices(asked.panel)},
        **_settings(asked.job, answer["settings"], asked.panel),
        "styled": _styled(library, asked, Pair(answer["prompt"], answer["negative_prompt"]), answer["fitted"]),
        "notices": asked.problems,
    }


def second_look(library: Tailor, body: Any) -> dict:
    """What takes longer, for the same body: all diagnostics, and the tokens of each chunk of the fitted texts.

    A request of its own for when nobody types just now. Raises PageError, RequestError.
    """
    asked = _read(library, body)
    answer = library.preview({**asked.request, "diagnostics": "all"}, body.get("known") or "")
    counted = {name: tokens.chunks(answer[name], name == "prompt", asked.job.steps) for name in _TEXTS}
    return {"diagnostics": answer["diagnostics"], "tokens": counted}


def fix_safe(library: Tailor, body: Any) -> dict:
    """Both prompts of the same body as typed, with those fixes applied that are safe and that `second_look` offers.

    Raises PageError, RequestError.
    """
    asked = _read(library, body)
    told = library.preview({**asked.request, "diagnostics": "all"}, body.get("known") or "")["diagnostics"]
    offered = {one["code"] for one in told if one["fix"] and one["fix"]["safe"]}
    others = [one["code"] for one in library.rules() if one["code"] not in offered]
    mended = library.fix({**asked.request, "rules_off": others})
    return {name: mended[name] for name in _TEXTS}


def _read(library: Tailor, body: Any) -> _Asked:
    given = _checked(body)
    default = options.panel(given["tab"] == "img2img")
    panel, problems = read_json(given.get("wishes") or {}, default)
    panel, wrong = with_origin(panel, given.get("origin") or "")
    known, missing = panel.with_known_profile(library.has_profile)
    asked_for = panel.about(given.get("prompt", "")) if isinstance(given.get("prompt", ""), str) else panel
    job = _job(given.get("settings") or {}, given.get("modules"))
    request = {
        **{name: given.get(name, "") for name in _TEXTS},
        "profile": known.profile,
        "model": checkpoint.model_facts(given.get("checkpoint") or None),
        "from": asked_for.written_for,
        "choices": panel.choices.to_json(),
        "embeddings": checkpoint.embedding_names(),
        **parameters.current_settings(job),
        **parameters.checked_settings(job),
        "keep": parameters.kept(panel.set),
        "rules_off": options.rules_off(),
    }
    styles = [name for name in given.get("styles") or [] if name in shared.prompt_styles.styles]
    return _Asked(panel, default, job, request, [*problems, *wrong, *missing], styles)


def _styled(library: Tailor, asked: _Asked, fitted: Pair, is_fitted: bool) -> dict | None:
    """What a picture is made from where styles are chosen; None where they change nothing.

    As in a run: the webui puts them around the fitted texts, and what comes of that is fitted once more.
    """
    styled = prompts.with_styles(fitted, asked.styles)
    if styled == fitted:
        return None
    if is_fitted:
        again = library.rewrite({**asked.request, **styled._asdict(), "diagnostics": "off"})
        styled = Pair(again["prompt"], again["negative_prompt"])
    return {"names": asked.styles, **styled._asdict()}


def _choices(panel: Panel) -> dict:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(panel.choices).items()}


def _settings(job: SimpleNamespace, wanted: Mapping, panel: Panel) -> dict:
    """Each setting as it is and as it would be, and what goes into the webui's controls with these switches."""
    whole = parameters.plan(job, wanted, replace(panel, set=frozenset(SETTINGS)), {})
    rows = [_row(name, fields, job, whole, panel) for name, fields in _FIELDS.items()]
    return {
        "rows": [row for row in rows if row["wanted"] is not None],
        "apply": parameters.plan(job, wanted, panel, {}).fields,
        "left": [one._asdict() for one in whole.left],
    }


def _row(name: str, fields: tuple[str, ...], job: SimpleNamespace, whole: parameters.Plan, panel: Panel) -> dict:
    if name == "clip skip":
        now, wanted = overrides.current(job, overrides.CLIP_SKIP), whole.options.get(overrides.CLIP_SKIP)
    else:
        now = _shown([getattr(job, field, None) for field in fields])
        wanted = _shown([whole.fields.get(field) for field in fields])
    return {"name": name, "now": now, "wanted": wanted, "on": name in panel.set}


def _shown(values: list) -> Any:
    """One value, or a size; None when it is not known."""
    if None in values:
        return None
    return values[0] if len(values) == 1 else "x".join(map(str, values))


def _checked(body: Any) -> dict:
    if not isinstance(body, dict) or body.get("tab") not in TABS:
        raise PageError(say('Expected an object with "tab", one of {tabs}.', tabs=", ".join(TABS)))
    for name in ("wishes", "settings"):
        if not isinstance(body.get(name) or {}, Mapping):
            raise PageError(say('Expected "{name}" to be an object, got {got}.', name=name, got=repr(body[name])))
    for name in ("checkpoint", "known", "origin"):
        if not isinstance(body.get(name) or "", str):
            raise PageError(say('Expected "{name}" to be a text, got {got}.', name=name, got=repr(body[name])))
    for name in ("modules", "styles"):
        listed = body.get(name)
        if listed is not None and not (isinstance(listed, list) and all(isinstance(one, str) for one in listed)):
            raise PageError(say('Expected "{name}" to be a list of texts, got {got}.', name=name, got=repr(listed)))
    return body


def _job(settings: Mapping, modules: list[str] | None) -> SimpleNamespace:
    """Something like a job of the webui with these settings; what the page did not send is not known."""
    fields: dict[str, Any] = {field: None for names in _FIELDS.values() for field in names}
    if find_spec("modules.sd_schedulers") is None:  # jobs of older webuis have no such field
        del fields["scheduler"]
    known = (*fields, *_CHECKED)
    fields |= {name: settings[name] for name in known if name in settings}
    return SimpleNamespace(**fields, override_settings={} if modules is None else {forge.MODULES: modules})
