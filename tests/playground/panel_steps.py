"""What people do with the panel, and how tests wait for what comes of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from tests.pages import expect

from .panel import INFOTEXT, PANEL, PROMPT, TAGS


def type_prompt(page: Any, text: str, until: str = "masterpiece") -> None:
    """Type, and wait until the preview shows a tag that it did not show before."""
    page.fill(PROMPT, text)
    expect(page.locator(TAGS, has_text=until).first).to_be_attached()


def second_look(page: Any, text: str) -> Any:
    """Waits, at the end of its `with`, until the server has said all about a prompt: then nothing more is asked."""
    return page.expect_event(
        "requestfinished", lambda one: "/second-look" in one.url and one.post_data_json["prompt"] == text
    )


def wait_for_tags(page: Any, wanted: list[str]) -> None:
    """Wait until the preview shows these tags; their texts without their signs."""
    page.wait_for_function(
        "([tags, wanted]) => JSON.stringify([...document.querySelectorAll(tags)].map(one => "
        "[...one.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))) === JSON.stringify(wanted)",
        arg=[TAGS, wanted],
    )


@contextlib.contextmanager
def held_back(page: Any, words: str = "") -> Iterator[None]:
    """Previews whose question has these words come when this ends, and not before."""
    from playwright.sync_api import Error

    held: list[Any] = []
    is_over = False

    def handle(route: Any) -> None:
        if is_over or words not in route.request.post_data:
            route.fallback()
        else:
            held.append(route)

    page.route("**/prompt-tailor/v1/preview*", handle)
    yield
    assert held
    is_over = True
    for route in held:
        with contextlib.suppress(Error):  # the page asks something else by now, and has given this one up
            route.continue_()


def open_section(page: Any, name: str) -> None:
    section = page.locator(f"{PANEL} details:has(> .prompt-tailor-{name})")
    if section.get_attribute("open") is None:
        section.locator("> summary").click()
    expect(section.locator(f".prompt-tailor-{name} > *").first).to_be_visible()  # drawn when it has been opened


def generated(page: Any) -> str:
    """Generate for the first time on this page; the infotext that comes of it."""
    expect(page.locator(INFOTEXT)).to_have_count(0)
    page.click("#txt2img_generate")
    return page.locator(INFOTEXT).first.inner_text()


def expect_focus(page: Any, key: str) -> None:
    """Wait until the keys go to a tag."""
    expect(page.locator(":focus")).to_have_attribute("data-key", key)
