"""The panel by keys alone: the focus is always somewhere, and seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages import expect

from .panel import MENU, QUALITY, TAGS
from .panel_steps import expect_focus, type_prompt, wait_for_tags

pytestmark = pytest.mark.page


def go_to(page: Any, key: str) -> None:
    page.locator(f"{TAGS}[data-key='{key}']").focus()


def test_a_tag_that_is_no_longer_added_leaves_the_focus_to_its_neighbour(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    go_to(page, "absurdres")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    wait_for_tags(page, ["1girl", "smile", *QUALITY[:-1]])
    expect_focus(page, "great score")


@pytest.mark.parametrize("keys", ["Tab", "Shift+Tab", "Escape"])
def test_a_tag_s_menu_closes_when_it_is_left(page: Any, keys: str) -> None:
    type_prompt(page, "smile, night, 1girl")
    go_to(page, "night")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{MENU} select")
    for _ in range(1 if keys != "Tab" else page.locator(f"{MENU} :is(button, select):visible").count()):
        page.keyboard.press(keys)
    page.wait_for_selector(MENU, state="hidden")
    expect_focus(page, "night")


def test_a_category_is_said_by_keys_when_it_is_found_and_not_on_the_way(page: Any) -> None:
    type_prompt(page, "xyzzy, 1girl")
    go_to(page, "xyzzy")
    page.keyboard.press("Enter")
    page.locator(f"{MENU} select").focus()
    said: list[Any] = []
    page.on("request", lambda one: said.append(one.post_data_json) if "/v1/corrections" in one.url else None)
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    wanted = page.locator(f"{MENU} select").input_value()
    try:
        page.keyboard.press("Enter")
        expect(page.locator(f"{TAGS}[data-key='xyzzy']")).to_have_attribute("data-category", wanted)
        expect_focus(page, "xyzzy")
        assert [one["category"] for one in said] == [wanted]
    finally:
        page.evaluate(
            "fetch('prompt-tailor/v1/corrections', {method: 'POST', headers: {'Content-Type': 'application/json'},"
            " body: JSON.stringify({tag: 'xyzzy', category: null})})"
        )
