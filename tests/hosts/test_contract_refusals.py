"""What a host refuses, and in which words: a client that is tested against the stand-in must meet the same elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hosts.contract import Host, RefusedError

OFF = {"enabled": False}
MALFORMED = "could not convert string to float: '1.2.3'"


def refusal(host: Host, path: str = "txt2img", *asked: Any, **fields: Any) -> tuple[int, dict]:
    """The status and the content of the answer to a job that must be refused."""
    with pytest.raises(RefusedError) as refused:
        host.generate(path, *asked, **fields)
    return refused.value.status, json.loads(refused.value.text)


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt": "(a:1.2.3)"},
        {"prompt": "b AND (a:1.2.3)"},
        {"prompt": "[(a:1.2.3):b:0.5]"},
        {"prompt": "b", "negative_prompt": "(a:1.2.3)"},
        {"prompt": "b", "hr_prompt": "(a:1.2.3)", "enable_hr": True, "hr_upscaler": "Latent", "denoising_strength": 0.7},
    ],
)
def test_a_weight_that_is_no_number_stops_the_job(host: Host, fields: dict) -> None:
    status, told = refusal(host, ours=OFF, **fields)
    assert (status, told["error"], told["errors"]) == (500, "ValueError", MALFORMED)


def test_a_weight_in_a_part_of_a_schedule_that_never_comes_is_not_read(host: Host) -> None:
    assert host.txt2img("[a:(b:1.2.3):9]", OFF).pictures


def test_without_emphasis_no_weight_is_read(host: Host) -> None:
    assert host.txt2img("(a:1.2.3)", OFF, override_settings={"emphasis": "None"}).pictures


def test_no_steps_are_an_error(host: Host) -> None:
    assert refusal(host, ours=OFF, steps=0)[0] == 500
