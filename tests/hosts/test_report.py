"""What is told of a job."""

from __future__ import annotations

import json

from prompt_tailor.hosts.report import Change, Left, failure, report, summary


def answer(text: str) -> dict:
    note = {"action": "added", "text": text, "reason": text}
    return {
        "profile": text,
        "detection": {"reason": text, "how": text},
        "from": {"profile": text, "name": text, "reason": text, "how": "words"},
        "steps": [{"where": where, "notes": [note]} for where in ("prompt", "negative_prompt")],
        "diagnostics": [{"code": "X001", "severity": "warning", "message": text, "span": None, "fix": None}],
    }


def told(text: str) -> dict:
    texts = {"prompt": text, "negative_prompt": text, "hr_prompt": text}
    return report(
        answer(text), {"name": text}, texts, texts, [Change("sampler", text, text)], [Left("steps", text)], [text]
    )


def test_the_report_travels_as_json() -> None:
    assert json.loads(json.dumps(told("1girl")))["fitted"]["hr_prompt"] == "1girl"


def test_a_failure_is_a_notice_and_nothing_else() -> None:
    assert failure("The prompt went through as typed: oh.") == {"notices": ["The prompt went through as typed: oh."]}


def test_the_log_has_one_line() -> None:
    assert summary(told("x")) == "x (x), written for x: 2 added, sampler x -> x"
    assert "\n" not in summary(told("x\ny")).replace("x\ny", "")
