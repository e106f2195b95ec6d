"""What the page shows is text: nothing that was typed, or that a profile holds, becomes markup."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from prompt_tailor.hosts import report_html
from prompt_tailor.hosts.report import REPORT_KEY, Change, Left, failure, report, summary

EVIL = "<img src=x onerror=alert(1)>\"'&<script>"


class Elements(HTMLParser):
    """The names of all elements and attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += data


def answer(text: str) -> dict:
    note = {"action": "added", "text": text, "reason": text}
    return {
        "profile": text,
        "detection": {"reason": text},
        "steps": [{"where": where, "notes": [note]} for where in ("prompt", "negative_prompt")],
        "diagnostics": [{"code": "X001", "severity": "warning", "message": text, "span": None, "fix": None}],
    }


def told(text: str) -> dict:
    texts = {"prompt": text, "negative_prompt": text, "hr_prompt": text}
    return report(answer(text), texts, texts, [Change("sampler", text, text)], [Left("steps", text)], [text])


def test_no_text_becomes_markup() -> None:
    shown = Elements(report_html.report_html(told(EVIL)) + report_html.detection_html(EVIL, EVIL, EVIL, [EVIL]))
    assert not shown.names & {"img", "script", "src", "onerror"}
    assert shown.text.count(EVIL) >= 14


def test_the_box_is_filled_from_the_webui_s_result() -> None:
    result = {"extra_generation_params": {REPORT_KEY: told("1girl")}}
    page = report_html.result_html(json.dumps(result))
    assert "1girl" in page and "Hires prompt" in page and "Negative prompt" in page


@pytest.mark.parametrize("info", ["", "{}", "null", "[]", "{", '{"extra_generation_params": {}}'])
def test_without_a_report_the_box_says_what_will_be_there(info: str) -> None:
    assert report_html.result_html(info) == report_html.NOTHING_YET


def test_a_failure_is_a_notice_and_nothing_else() -> None:
    page = report_html.report_html(failure("The prompt went through as typed: oh."))
    assert page == '<p class="prompt-tailor-notice">The prompt went through as typed: oh.</p>'


def test_the_log_has_one_line() -> None:
    assert summary(told("x")) == "x (x): 2 added, sampler x -> x"
    assert "\n" not in summary(told("x\ny")).replace("x\ny", "")
