"""Sampler and schedule type by the names that this webui knows.

From 1.9 on (and in Forge) they are two fields. Before, one name held both ("DPM++ 2M Karras"), or an option held the
schedule type; a job there has no `scheduler`.
"""

from __future__ import annotations

from typing import NamedTuple

from modules import sd_samplers, shared

from prompt_tailor.texts import say

SCHEDULE_OPTION = "k_sched_type"
"""The option that held the schedule type before 1.9; an unknown key later on."""


class Sampling(NamedTuple):
    """What to set: None leaves it alone. `problem` says what could not be set."""

    sampler: str | None = None
    scheduler: str | None = None
    option: str | None = None
    problem: str | None = None


def sampling(p: object, sampler: str | None, scheduler: str | None) -> Sampling:
    """How to ask this webui for a sampler and a schedule type."""
    if sampler is not None and sampler not in sd_samplers.all_samplers_map:
        return Sampling(problem=say('this webui has no sampler "{name}"', name=sampler))
    if hasattr(p, "scheduler"):
        return _separate(sampler, scheduler)
    return _combined(sampler or getattr(p, "sampler_name", None), scheduler)


def _separate(sampler: str | None, scheduler: str | None) -> Sampling:
    # Only webuis whose jobs have the field have this module.
    from modules import sd_schedulers

    if scheduler is not None and scheduler not in {one.label for one in sd_schedulers.schedulers}:
        return Sampling(sampler, problem=say('this webui has no schedule type "{name}"', name=scheduler))
    return Sampling(sampler, scheduler)


def _combined(sampler: str | None, scheduler: str | None) -> Sampling:
    if scheduler is None:
        return Sampling(sampler)
    both = f"{sampler} {scheduler}"
    if both in sd_samplers.all_samplers_map:
        return Sampling(both)
    if SCHEDULE_OPTION in shared.opts.data_labels:
        return Sampling(sampler, option=scheduler.lower())
    return Sampling(sampler, problem=say('this webui has no schedule type "{name}"', name=scheduler))
