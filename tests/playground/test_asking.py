"""When the panel asks the server while somebody types."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages import expect

from .panel import PROMPT, TAGS
from .panel_steps import held_back, type_prompt

pytestmark = pytest.mark.page


def test_keys_that_come_while_the_server_works_are_asked_for_together(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.post_data_json["prompt"]) if "/v1/preview" in one.url else None)
    with held_back(page, '"smile, 1girl, night"'):
        # All letters in one go: a busy machine could take longer between them than the page waits for an answer.
        with page.expect_request("**/prompt-tailor/v1/preview*"):
            type_in_one_go(page, ", night")
        type_in_one_go(page, ", c", "a", "t")
    expect(page.locator(TAGS, has_text="cat")).to_be_visible()
    assert asked == ["smile, 1girl, night", "smile, 1girl, night, cat"]


def type_in_one_go(page: Any, *pieces: str) -> None:
    page.evaluate(
        """([box, pieces]) => { const prompt = document.querySelector(box);
        for (const piece of pieces) { prompt.value += piece;
            prompt.dispatchEvent(new Event('input', {bubbles: true})); } }""",
        [PROMPT, pieces],
    )
