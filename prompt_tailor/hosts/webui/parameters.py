"""A profile's settings as changes to a job: worked out first and assigned later, so that nothing is half done."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from prompt_tailor.hosts.panel import SETTINGS, Panel
from prompt_tailor.hosts.report import Change, Left
from prompt_tailor.texts import say

from . import forge, overrides
from .samplers import SCHEDULE_OPTION, sampling

_SHOWN = {
    "sampler_name": "sampler",
    "scheduler": "scheduler",
    "steps": "steps",
    "cfg_scale": "CFG",
    "width": "width",
    "height": "height",
}
"""Fields of a job and how the user is told of them."""


_ANSWERED = {
    "sampler": ("sampler_name",),
    "scheduler": ("scheduler",),
    "steps": ("steps",),
    "CFG": ("cfg_scale",),
    "size": ("width", "height"),
    "clip skip": ("clip_skip",),
}
"""The panel's settings and their names in an answer."""


@dataclass
class Plan:
    """What to assign to a job, and what to tell of it."""

    fields: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def assign(self, p: Any) -> None:
        """Set everything. The dictionary of overrides is replaced, because copies of a job share it."""
        for name, value in self.fields.items():
            setattr(p, name, value)
        if self.options:
            for key in self.options:
                overrides.prepare(key)
            p.override_settings = {**p.override_settings, **self.options}


def current_settings(p: Any) -> dict:
    """What the user has set, as keys of a request; what is not set, or makes no sense to the API, is left out."""
    given = {
        "width": p.width,
        "height": p.height,
        "steps": p.steps,
        "cfg_scale": p.cfg_scale,
        "clip_skip": overrides.current(p, overrides.CLIP_SKIP),
    }
    numbers = {name: _as_asked(name, value) for name, value in given.items() if _makes_sense(name, value)}
    names = {name: getattr(p, name, None) for name in ("sampler_name", "scheduler")}
    return numbers | {name: value for name, value in names.items() if isinstance(value, str)}


def _makes_sense(name: str, value: object) -> bool:
    number = isinstance(value, (int, float)) and value > 0
    return number and (name == "cfg_scale" or float(value).is_integer())


def _as_asked(name: str, value: float) -> float:
    """Counts as whole numbers. API clients hand back the options that they were given, where clip skip is 1.0."""
    return value if name == "cfg_scale" else int(value)


def checked_settings(p: Any) -> dict:
    """What is set beside what a profile sets: the rules look at it. Keys of a request."""
    given: dict[str, Any] = {"vae": _vae(p), "refiner": _refiner(p)}
    if getattr(p, "enable_hr", False):
        given["hires_denoise"] = getattr(p, "denoising_strength", None)
    texts = {name: value for name, value in given.items() if isinstance(value, str)}
    return texts | {name: value for name, value in given.items() if isinstance(value, (int, float)) and value > 0}


def _vae(p: Any) -> str | None:
    modules = overrides.current(p, forge.MODULES)
    return overrides.current(p, overrides.VAE) if modules is None else forge.vae_among(modules)


def _refiner(p: Any) -> str | None:
    """The refiner's checkpoint; None where it never takes over."""
    switch_at = getattr(p, "refiner_switch_at", None)
    return getattr(p, "refiner_checkpoint", None) if switch_at is not None and switch_at < 1 else None


def kept(free: Set[str]) -> list[str]:
    """The settings, by their names in an answer, that stay as the user has them when only the `free` ones are set."""
    return [name for setting, names in _ANSWERED.items() if setting not in free for name in names]


def plan(p: Any, wanted: Mapping, panel: Panel, owned: Mapping[str, str]) -> Plan:
    """The changes that bring a job to the settings of an answer, as far as the panel's switches allow.

    `owned` says which settings are somebody else's, and whose.
    """
    made = Plan()
    made.left += [Left(name, owned[name]) for name in SETTINGS if name in panel.set and name in owned]
    free = panel.set - set(owned)
    _plan_sampling(made, p, wanted, free)
    if "steps" in free:
        _plan_field(made, p, "steps", wanted["steps"])
    if "CFG" in free:
        _plan_field(made, p, "cfg_scale", wanted["cfg_scale"])
    if "size" in free:
        _plan_size(made, p, wanted)
    if "clip skip" in free:
        _plan_option(made, p, overrides.CLIP_SKIP, wanted["clip_skip"])
    return made


def _plan_field(made: Plan, p: Any, name: str, value: object) -> None:
    if value is None:
        return
    before = getattr(p, name)
    # 5 and 5.0 are one value but two infotexts. The page sends 5 and an API request becomes 5.0: it is always 5.
    made.fields[name] = int(value) if isinstance(value, float) and value.is_integer() else value
    if value != before:
        made.changes.append(Change(_SHOWN[name], before, value))


def _plan_sampling(made: Plan, p: Any, wanted: Mapping, free: Set[str]) -> None:
    sampler = wanted["sampler_name"] if "sampler" in free else None
    scheduler = wanted["scheduler"] if "scheduler" in free else None
    if sampler is None and scheduler is None:
        return
    asked = sampling(p, sampler, scheduler)
    _plan_field(made, p, "sampler_name", asked.sampler)
    if asked.scheduler is not None:  # only then does the job have such a field
        _plan_field(made, p, "scheduler", asked.scheduler)
    _plan_option(made, p, SCHEDULE_OPTION, asked.option)
    if asked.problem:
        made.left.append(Left("sampler", asked.problem))


def _plan_size(made: Plan, p: Any, wanted: Mapping) -> None:
    # "Only masked" inpainting: width and height are the crop's, not the picture's.
    if getattr(p, "inpaint_full_res", False) and getattr(p, "image_mask", None) is not None:
        made.left.append(Left("size", say("only the masked part is painted")))
        return
    _plan_field(made, p, "width", wanted["width"])
    _plan_field(made, p, "height", wanted["height"])


def _plan_option(made: Plan, p: Any, key: str, value: object) -> None:
    before = None if value is None else overrides.current(p, key)
    if value is None or value == before:
        return
    obstacle = overrides.why_not(p, key)
    name = "clip skip" if key == overrides.CLIP_SKIP else "scheduler"
    if obstacle:
        made.left.append(Left(name, obstacle))
    else:
        made.options[key] = overrides.cast(key, value)
        made.changes.append(Change(name, before, value))
