"""When the panel asks the server while somebody types."""

from __future__ import annotations

from typing import Any

import pytest

from .test_panel import PROMPT, TAGS, type_prompt

pytestmark = pytest.mark.page


def test_keys_that_come_while_the_server_works_are_asked_for_together(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    asked: list[str] = []
    held: list[Any] = []

    def handle(route: Any) -> None:
        asked.append(route.request.post_data_json["prompt"])
        if len(asked) == 1:
            held.append(route)
        else:
            route.continue_()

    page.route("**/prompt-tailor/v1/preview*", handle)
    # All keys in one go: a busy machine could take longer between them than the page waits for an answer.
    page.evaluate(
        """box => { const prompt = document.querySelector(box);
        for (const letter of ', night') { prompt.setRangeText(letter, prompt.value.length, prompt.value.length, 'end');
            prompt.dispatchEvent(new Event('input', {bubbles: true})); } }""",
        PROMPT,
    )
    page.evaluate(
        """box => { const prompt = document.querySelector(box); prompt.value += ', cat';
        prompt.dispatchEvent(new Event('input', {bubbles: true})); }""",
        PROMPT,
    )
    page.wait_for_function("() => true")
    for route in held:
        route.continue_()
    page.wait_for_function(
        "tags => [...document.querySelectorAll(tags)].some(one => one.textContent.includes('cat'))", arg=TAGS
    )
    assert asked == ["smile, 1girl, night", "smile, 1girl, night, cat"]
