"""Which generation settings a profile asks for, given what the user has set now."""

from __future__ import annotations

from typing import NamedTuple

from .choices import Choices
from .profiles import Profile, nearest
from .setup import Setup


class Plan(NamedTuple):
    """What to set; None leaves a setting alone."""

    sampler_name: str | None
    scheduler: str | None
    steps: int | None
    cfg_scale: float | None
    width: int | None
    height: int | None
    clip_skip: int | None


def plan(profile: Profile, choices: Choices, current: Setup) -> Plan:
    """The profile's settings; of a range the user's value if it lies inside, else the nearest bound."""
    wanted = profile.settings
    steps = wanted.steps.fit(current.steps)
    width, height = _size(profile, choices, current)
    return Plan(
        sampler_name=wanted.sampler,
        scheduler=wanted.scheduler,
        steps=None if steps is None else round(steps),
        cfg_scale=wanted.cfg.fit(current.cfg_scale),
        width=width,
        height=height,
        clip_skip=wanted.clip_skip,
    )


def _size(profile: Profile, choices: Choices, current: Setup) -> tuple[int | None, int | None]:
    if choices.size not in ("nearest", "keep"):
        width, height = choices.size.split("x")
        return int(width), int(height)
    if choices.size == "keep" or not current.width or not current.height:
        return current.width, current.height
    bucket = nearest(profile.sizes, current.width, current.height)
    return (bucket.width, bucket.height) if bucket else (current.width, current.height)
