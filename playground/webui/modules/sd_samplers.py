"""The webui's samplers, by name; `modules.painting` has what samples."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from modules import sd_schedulers


class SamplerData(NamedTuple):
    """A sampler that can be chosen."""

    name: str
    constructor: Any
    aliases: tuple[str, ...]
    options: dict[str, str]
    """`scheduler` names the schedule that "Automatic" stands for."""


_NAMES = (
    "DPM++ 2M, DPM++ SDE, DPM++ 2M SDE, DPM++ 2M SDE Heun, DPM++ 2S a, DPM++ 3M SDE, Euler a, Euler, LMS, Heun, DPM2, "
    "DPM2 a, DPM fast, DPM adaptive, Restart, DDIM, DDIM CFG++, PLMS, UniPC, LCM"
)
_SCHEDULES = {
    "karras": ("DPM++ 2M", "DPM++ SDE", "DPM++ 2S a", "DPM2", "DPM2 a", "Restart"),
    "exponential": ("DPM++ 2M SDE", "DPM++ 2M SDE Heun", "DPM++ 3M SDE"),
}
_OWN_SCHEDULE = {sampler: {"scheduler": schedule} for schedule, names in _SCHEDULES.items() for sampler in names}
all_samplers = [SamplerData(name, None, (), _OWN_SCHEDULE.get(name, {})) for name in _NAMES.split(", ")]
all_samplers_map = {sampler.name: sampler for sampler in all_samplers}
samplers = samplers_for_img2img = all_samplers


def offer(names: Collection[str]) -> None:
    """Offer only samplers of these names, in the order above."""
    all_samplers[:] = [sampler for sampler in all_samplers if sampler.name in names]
    all_samplers_map.clear()
    all_samplers_map.update({sampler.name: sampler for sampler in all_samplers})


def visible_sampler_names() -> list[str]:
    return [sampler.name for sampler in all_samplers]


def find_sampler_config(name: str | None) -> SamplerData | None:
    return all_samplers_map.get(name) if name else all_samplers[0]


def get_sampler_and_scheduler(
    sampler_name: str | None, scheduler_name: str | None, *, convert_automatic: bool = True
) -> tuple[str, str]:
    """Valid names for what was asked: "DPM++ 2M SDE Karras" is split, an unknown sampler becomes the first one.

    With `convert_automatic` a schedule that is the sampler's own becomes "Automatic".
    """
    name = sampler_name or all_samplers[0].name
    scheduler = sd_schedulers.schedulers_map.get(scheduler_name, sd_schedulers.schedulers[0])
    for candidate in sd_schedulers.schedulers:
        ending = next((f" {one}" for one in candidate.names if name.endswith(f" {one}")), None)
        if ending:
            name, scheduler = name[: -len(ending)], candidate
    sampler = all_samplers_map.get(name, all_samplers[0])
    if convert_automatic and sampler.options.get("scheduler") == scheduler.name:
        scheduler = sd_schedulers.schedulers[0]
    return sampler.name, scheduler.label


def get_sampler_from_infotext(params: dict[str, Any]) -> str:
    """The sampler of an infotext, which before A1111 1.9 named it together with the schedule."""
    return get_sampler_and_scheduler(params.get("Sampler"), params.get("Schedule type"))[0]


def get_scheduler_from_infotext(params: dict[str, Any]) -> str:
    """The schedule of an infotext, likewise."""
    return get_sampler_and_scheduler(params.get("Sampler"), params.get("Schedule type"))[1]


def fix_p_invalid_sampler_and_scheduler(p: Any) -> None:
    """Replace names that do not exist, as the webui does after `before_process`."""
    p.sampler_name, p.scheduler = get_sampler_and_scheduler(p.sampler_name, p.scheduler, convert_automatic=False)


def tell_schedule(p: Any) -> None:
    """Note for the infotext which schedule "Automatic" came to, as `KDiffusionSampler.get_sigmas` of the webui does."""
    own = all_samplers_map[p.sampler_name].options.get("scheduler")
    if own and p.scheduler in (None, "", "Automatic"):
        label = sd_schedulers.schedulers_map[own].label
        p.extra_generation_params = {**p.extra_generation_params, "Schedule type": label}
