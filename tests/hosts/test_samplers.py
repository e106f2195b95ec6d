"""Sampler and schedule type, in webuis that keep them apart and in older ones."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("webui")
NEW = SimpleNamespace(sampler_name="DDIM", scheduler="Automatic")
OLD = SimpleNamespace(sampler_name="DDIM")


def ask(p: Any, sampler: str | None, scheduler: str | None) -> dict:
    from prompt_tailor.hosts.webui.samplers import sampling

    return {name: value for name, value in sampling(p, sampler, scheduler)._asdict().items() if value is not None}


@pytest.mark.parametrize(
    ("sampler", "scheduler", "set_to"),
    [
        ("Euler a", None, {"sampler": "Euler a"}),
        (None, "Karras", {"scheduler": "Karras"}),
        ("Euler a", "SGM Uniform", {"sampler": "Euler a", "scheduler": "SGM Uniform"}),
    ],
)
def test_two_fields(sampler: str | None, scheduler: str | None, set_to: dict) -> None:
    assert ask(NEW, sampler, scheduler) == set_to


@pytest.mark.parametrize("p", [NEW, OLD])
def test_an_unknown_sampler_is_not_set(p: Any) -> None:
    assert ask(p, "Euler z", "Karras") == {"problem": 'this webui has no sampler "Euler z"'}


def test_an_unknown_schedule_type_is_not_set() -> None:
    assert ask(NEW, "Euler a", "Nope") == {"sampler": "Euler a", "problem": 'this webui has no schedule type "Nope"'}


def test_older_webuis_have_one_name_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import sd_samplers

    monkeypatch.setitem(sd_samplers.all_samplers_map, "DPM++ 2M Karras", None)
    assert ask(OLD, "DPM++ 2M", "Karras") == {"sampler": "DPM++ 2M Karras"}
    assert ask(OLD, "DPM++ 2M", None) == {"sampler": "DPM++ 2M"}


def test_or_an_option_for_the_schedule_type(monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared

    monkeypatch.setitem(shared.opts.data_labels, "k_sched_type", shared.OptionInfo("Automatic"))
    assert ask(OLD, "Euler a", "Karras") == {"sampler": "Euler a", "option": "karras"}


def test_or_no_way_at_all() -> None:
    assert "problem" in ask(OLD, "Euler a", "Karras")
