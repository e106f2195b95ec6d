"""The panel by keys alone: the focus is always somewhere, and seen."""

from __future__ import annotations

from typing import Any

import pytest

from .test_panel import MENU, QUALITY, TAGS, type_prompt, wait_for_tags

pytestmark = pytest.mark.page

FOCUSED = "document.activeElement.dataset.key"


def go_to(page: Any, key: str) -> None:
    page.locator(f"{TAGS}[data-key='{key}']").focus()


def category(page: Any, key: str) -> str | None:
    return page.locator(f"{TAGS}[data-key='{key}']").get_attribute("data-category")


def test_a_tag_that_is_no_longer_added_leaves_the_focus_to_its_neighbour(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    go_to(page, "absurdres")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    wait_for_tags(page, ["1girl", "smile", *QUALITY[:-1]])
    assert page.evaluate(FOCUSED) == "great score"


@pytest.mark.parametrize("keys", ["Tab", "Shift+Tab", "Escape"])
def test_a_tag_s_menu_closes_when_it_is_left(page: Any, keys: str) -> None:
    type_prompt(page, "smile, night, 1girl")
    go_to(page, "night")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{MENU} select")
    for _ in range(1 if keys != "Tab" else page.locator(f"{MENU} :is(button, select):visible").count()):
        page.keyboard.press(keys)
    page.wait_for_selector(MENU, state="hidden")
    assert page.evaluate(FOCUSED) == "night"


def test_a_category_is_said_by_keys_when_it_is_found_and_not_on_the_way(page: Any) -> None:
    type_prompt(page, "xyzzy, 1girl")
    go_to(page, "xyzzy")
    page.keyboard.press("Enter")
    page.locator(f"{MENU} select").focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    wanted = page.locator(f"{MENU} select").input_value()
    page.wait_for_timeout(300)
    assert category(page, "xyzzy") == "unknown"
    try:
        page.keyboard.press("Enter")
        page.wait_for_function(
            "([tags, wanted]) => document.querySelector(tags + '[data-key=xyzzy]').dataset.category === wanted",
            arg=[TAGS, wanted],
        )
        assert page.evaluate(FOCUSED) == "xyzzy"
    finally:
        page.evaluate(
            "fetch('prompt-tailor/v1/corrections', {method: 'POST', headers: {'Content-Type': 'application/json'},"
            " body: JSON.stringify({tag: 'xyzzy', category: null})})"
        )
