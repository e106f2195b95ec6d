"""The webui does not answer while somebody types: stopped, started again, or behind a connection that is gone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.pages import expect, load_again
from tests.serving import call

from .panel import HEADER, PANEL, PROMPT, TAGS
from .panel_steps import second_look, type_prompt

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


@pytest.mark.parametrize(("language", "localization"), [("en", "None"), ("zh", "zh_CN")])
def test_it_is_told_in_the_page_s_language_and_the_next_key_brings_the_preview_back(
    open_page: Any, playground: str, language: str, localization: str
) -> None:
    call(playground, "/sdapi/v1/options", {"localization": localization})
    page = open_page(playground)
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    take_away(page)
    page.locator(PROMPT).press_sequentially(", night")
    expect(page.locator(FOUND)).to_contain_text(TOLD[language])
    expect(page.locator(PANEL)).not_to_contain_text(re.compile("fetch", re.IGNORECASE))
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl, night")
    bring_back(page)
    page.locator(PROMPT).press_sequentially("s")
    expect(page.locator(f"{HEADER} b")).to_be_visible()
    expect(page.locator(f"{TAGS}[data-key=nights]")).to_be_visible()
    expect(page.locator(PANEL)).not_to_contain_text(TOLD[language])


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
    expect(page.locator(FOUND)).to_contain_text(told)
    expect(page.locator(PANEL)).not_to_contain_text("Oops")


def test_a_panel_that_is_opened_meanwhile_is_built_later(open_page: Any, playground: str) -> None:
    closed = {"origin": playground, "localStorage": [{"name": "prompt-tailor.open.txt2img", "value": "no"}]}
    page = open_page(playground, storage_state={"cookies": [], "origins": [closed]})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    load_again(page)
    expect(page.locator(f"{HEADER} b")).to_be_visible()
    assert any("panel_header" in one for one in asked)
    assert not [one for one in asked if "panel_body" in one], "what a closed panel does not show is not loaded"
    take_away(page)
    page.click(f"{PANEL} .label-wrap")
    expect(page.locator(f"{HEADER} .prompt-tailor-warning")).to_have_attribute("title", re.compile(TOLD["en"]))
    bring_back(page)
    type_prompt(page, "smile, 1girl")


def test_a_tab_that_is_opened_meanwhile_is_drawn_later(page: Any) -> None:
    expect(page.locator(f"{HEADER} b")).to_be_visible()
    take_away(page)
    tabs = page.locator("#tabs > .tab-nav > button")
    tabs.filter(has_text="Prompt Tailor").click()
    expect(page.locator("#prompt_tailor_tab")).to_contain_text(TOLD["en"])
    bring_back(page)
    tabs.filter(has_text="Settings").click()
    tabs.filter(has_text="Prompt Tailor").click()
    expect(page.locator("#prompt-tailor-workbench")).to_be_visible()


def test_the_tab_goes_on_when_the_webui_is_back(page: Any) -> None:
    page.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    expect(page.locator(FITTED).first).to_be_visible()
    typed = page.locator("#prompt-tailor-workbench textarea").first
    take_away(page)
    typed.fill("smile, 1girl")
    expect(page.locator(STATUS)).to_contain_text(TOLD["en"])
    page.click("#prompt-tailor-profiles-tab")
    expect(page.locator(STATUS)).to_contain_text(TOLD["en"])
    page.click("#prompt-tailor-workbench-tab")
    expect(typed).to_have_value("smile, 1girl")
    bring_back(page)
    typed.press_sequentially(", night")
    expect(page.locator(FITTED).first).to_have_value(re.compile("night"))
    expect(page.locator(STATUS)).to_be_empty()
