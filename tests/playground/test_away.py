"""The webui does not answer while somebody types: stopped, started again, or behind a connection that is gone."""

from __future__ import annotations

from typing import Any

import pytest

from .test_panel import HEADER, PANEL, PROMPT, set_option, type_prompt

pytestmark = pytest.mark.page

OURS = "**/prompt-tailor/**"
FOUND = f"{PANEL} .prompt-tailor-findings"
TOLD = {"en": "The webui does not answer. What you typed stays", "zh": "WebUI 没有响应。你输入的内容不会丢失"}
STATUS = "#prompt_tailor_tab .pt-status"
FITTED = "#prompt-tailor-workbench textarea[readonly]"


def take_away(page: Any) -> None:
    page.route(OURS, lambda route: route.abort())


def bring_back(page: Any) -> None:
    page.unroute(OURS)


def wait_for_text(page: Any, element: str, text: str) -> None:
    page.wait_for_function(
        "([element, text]) => document.querySelector(element)?.textContent.includes(text)", arg=[element, text]
    )


@pytest.mark.parametrize(("language", "localization"), [("en", "None"), ("zh", "zh_CN")])
def test_it_is_told_in_the_page_s_language_and_the_next_key_brings_the_preview_back(
    open_page: Any, playground_address: str, language: str, localization: str
) -> None:
    set_option(playground_address, "localization", localization)
    try:
        page = open_page(playground_address)
        type_prompt(page, "smile, 1girl")
        take_away(page)
        page.locator(PROMPT).press_sequentially(", night")
        wait_for_text(page, FOUND, TOLD[language])
        assert "fetch" not in page.inner_text(PANEL).lower()
        assert page.input_value(PROMPT) == "smile, 1girl, night"
        bring_back(page)
        page.locator(PROMPT).press_sequentially("s")
        page.wait_for_selector(f"{HEADER} b")
        page.wait_for_function("found => !document.querySelector(found)?.innerText.includes('WebUI')", arg=FOUND)
        page.wait_for_selector(f"{PANEL} [data-key=nights]")
        assert TOLD[language] not in page.inner_text(PANEL)
    finally:
        set_option(playground_address, "localization", "None")


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (502, "<html>Oops</html>", TOLD["en"]),
        (404, '{"detail": "Oops"}', "Not the answer that was expected (404)."),
        (200, "<html>Oops</html>", "Not the answer that was expected (200)."),
    ],
)
def test_somebody_else_s_answer_is_told_in_our_words(page: Any, status: int, body: str, told: str) -> None:
    """A proxy before the webui answers while that is away; a webui without our extension knows nothing of us."""
    type_prompt(page, "smile, 1girl")
    page.route(OURS, lambda route: route.fulfill(status=status, body=body, content_type="application/json"))
    page.locator(PROMPT).press_sequentially(", night")
    wait_for_text(page, FOUND, told)
    assert "Oops" not in page.inner_text(PANEL)


def test_a_panel_that_is_opened_meanwhile_is_built_later(open_page: Any, playground_address: str) -> None:
    closed = {"origin": playground_address, "localStorage": [{"name": "prompt-tailor.open.txt2img", "value": "no"}]}
    page = open_page(playground_address, storage_state={"cookies": [], "origins": [closed]})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_selector(f"{HEADER} b")
    page.wait_for_timeout(500)
    assert not [one for one in asked if "panel_body" in one], "what a closed panel does not show is not loaded"
    take_away(page)
    page.click(f"{PANEL} .label-wrap")
    page.wait_for_selector(f"{HEADER} .prompt-tailor-warning")
    assert TOLD["en"] in page.get_attribute(f"{HEADER} .prompt-tailor-warning", "title")
    bring_back(page)
    type_prompt(page, "smile, 1girl")


def test_a_tab_that_is_opened_meanwhile_is_drawn_later(page: Any) -> None:
    page.wait_for_selector(f"{HEADER} b")
    take_away(page)
    tabs = page.locator("#tabs > .tab-nav > button")
    tabs.filter(has_text="Prompt Tailor").click()
    wait_for_text(page, "#prompt_tailor_tab", TOLD["en"])
    bring_back(page)
    tabs.filter(has_text="Settings").click()
    tabs.filter(has_text="Prompt Tailor").click()
    page.wait_for_selector("#prompt-tailor-workbench:visible")


def test_the_tab_goes_on_when_the_webui_is_back(page: Any) -> None:
    page.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    page.wait_for_selector(FITTED, state="attached")
    typed = page.locator("#prompt-tailor-workbench textarea").first
    take_away(page)
    typed.fill("smile, 1girl")
    wait_for_text(page, STATUS, TOLD["en"])
    page.click("#prompt-tailor-profiles-tab")
    wait_for_text(page, STATUS, TOLD["en"])
    page.click("#prompt-tailor-workbench-tab")
    assert typed.input_value() == "smile, 1girl"
    bring_back(page)
    typed.press_sequentially(", night")
    page.wait_for_function("box => document.querySelector(box)?.value.includes('night')", arg=FITTED)
    page.wait_for_function("status => document.querySelector(status).textContent === ''", arg=STATUS)
