"""The panel shows what will be made of a prompt: while it is typed, in every language, and at no cost when idle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.pages import expect, load_again
from tests.serving import call

from .panel import EVIL, HEADER, MENU, PANEL, PROMPT, QUALITY, TAGS
from .panel_steps import held_back, open_section, second_look, type_prompt, wait_for_tags

pytestmark = pytest.mark.page


@pytest.fixture
def requests(page: Any) -> Iterator[list[str]]:
    """The paths that our scripts ask for, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/prompt-tailor/v1/" in request.url else None)
    yield asked


@pytest.fixture
def answer_with(page: Any) -> Callable[[Callable[[dict], dict]], None]:
    """A function that changes the server's previews on their way."""

    def change(made: Callable[[dict], dict]) -> None:
        def handle(route: Any) -> None:
            route.fulfill(json=made(route.fetch().json()))

        page.route("**/prompt-tailor/v1/preview*", handle)

    return change


def test_the_preview_shows_what_is_made_of_the_prompt(page: Any) -> None:
    type_prompt(page, "smile, 1girl, long_hair")
    wait_for_tags(page, ["1girl", "smile", "long hair", *QUALITY])
    expect(page.locator(HEADER)).to_have_text(re.compile("^Fit prompts *Animagine XL 4.0 · by file name"))
    first, moved, respelled, added = (page.locator(TAGS).nth(n) for n in (0, 1, 2, 3))
    expect(first).to_have_attribute("aria-label", "1girl, subject")
    expect(moved).to_have_attribute("aria-label", "smile, expression, moved")
    expect(respelled).to_have_attribute("aria-label", "long hair, main features, respelled")
    expect(added).to_have_attribute("aria-label", "masterpiece, quality, added")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl, long_hair")


def test_what_is_typed_before_our_scripts_are_there_counts(page: Any) -> None:
    page.reload(wait_until="commit")
    page.fill(PROMPT, "smile, 1girl")
    wait_for_tags(page, ["1girl", "smile", *QUALITY])
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_a_reason_has_the_card_s_words_and_its_source(page: Any) -> None:
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    page.locator(TAGS, has_text="masterpiece").hover()
    for told in ("Animagine XL 4.0 wants it", "end with quality enhancement", "model card"):
        expect(page.locator(MENU)).to_contain_text(told)


def test_the_preview_can_be_read_as_a_list(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.get_by_label("As a list").first.check()
    lines = page.locator(f"{PANEL} .prompt-tailor-list").first.locator("li")
    expect(lines.filter(has_text=re.compile("^smile — expression.*moved"))).to_be_visible()
    page.get_by_label("As a list").first.uncheck()
    expect(lines.first).to_be_hidden()


def test_nothing_is_asked_while_nothing_happens(page: Any, requests: list[str]) -> None:
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    requests.clear()
    page.wait_for_timeout(1500)  # a while without anything to wait for
    assert requests == []


def test_nothing_is_asked_while_the_panel_is_closed_or_the_tab_is_another(page: Any, requests: list[str]) -> None:
    label = page.locator(f"{PANEL} .label-wrap")
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    label.click()
    expect(label).not_to_have_class(re.compile(r"\bopen\b"))
    requests.clear()
    page.fill(PROMPT, "1girl, night")
    page.wait_for_timeout(700)  # longer than we wait for the next key
    assert requests == []
    with second_look(page, "1girl, night"):
        label.click()
    expect(page.locator(TAGS, has_text="night")).to_be_visible()
    page.locator("#tabs > .tab-nav > button", has_text="Settings").click()
    expect(page.locator(PROMPT)).to_be_hidden()
    requests.clear()
    page.evaluate(f"""() => {{ const box = document.querySelector('{PROMPT}'); box.value = 'hidden';
        box.dispatchEvent(new Event('input', {{bubbles: true}})); }}""")
    page.wait_for_timeout(700)
    assert requests == []
    with second_look(page, "hidden"):
        page.locator("#tabs > .tab-nav > button", has_text="txt2img").click()


def test_stale_questions_are_dropped(page: Any) -> None:
    """Of answers that come out of order only that to the last question counts."""
    with held_back(page, '"slow"'):
        with page.expect_request(lambda request: '"slow"' in (request.post_data or "")) as slow:
            page.fill(PROMPT, "slow")
        type_prompt(page, "1girl, quick", "quick")
    slow.value.response()  # has come, or never will
    page.evaluate("new Promise(done => setTimeout(done, 100))")  # time to draw it
    expect(page.locator(TAGS, has_text="quick")).to_be_visible()
    expect(page.locator(TAGS, has_text="slow")).to_have_count(0)


def test_texts_are_never_markup(page: Any, answer_with: Callable) -> None:
    """Whatever a prompt, a profile, a card or a network is called."""

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one, key) for one in value]
        keep = ("category", "action", "severity", "stamp", "wishes", "where", "how", "layer", "choice", "id")
        return f"{value}{EVIL}" if isinstance(value, str) and key not in keep else value

    answer_with(poisoned)
    type_prompt(page, f"smile, 1girl, {EVIL}, <lora:{EVIL}:1>")
    for section in ("legend", "choices", "settings"):
        open_section(page, section)
    page.locator(TAGS).first.click()
    expect(page.locator(MENU)).to_contain_text(EVIL)
    page.get_by_label("As a list").first.check()
    expect(page.locator(f"{PANEL} .prompt-tailor-list li", has_text=EVIL).first).to_be_visible()
    expect(page.locator(HEADER)).to_contain_text(EVIL)
    expect(page.locator(f"{PANEL} img")).to_have_count(0)
    assert page.evaluate("window.evil") is None
    page.get_by_label("As a list").first.uncheck()


def test_only_one_script_is_on_the_page_before_it_is_built(page: Any) -> None:
    """All others come later, from an address that changes with them and that the browser may keep for ever."""
    expect(page.locator(f"{HEADER} b")).to_be_visible()
    ours = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(one => /prompt.tailor.*[.]mjs/.test(one.name))"
        ".map(one => [one.name, one.startTime])"
    )
    built = page.evaluate("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventStart")
    early = [name for name, start in ours if start < built]
    assert len(early) == 1 and "/prompt_tailor.mjs?" in early[0]
    versions = {re.search(r"/prompt-tailor/page/(\w{12})/", name)[1] for name, _ in ours if name not in early}
    assert len(versions) == 1 and len(ours) > 5


def test_both_panels_have_their_styles_once(page: Any) -> None:
    """Also when the second panel is opened while those that the first one has asked for are on their way."""
    held: list[Any] = []
    page.route("**/panel_body.css", lambda route: held.append(route))
    with page.expect_request("**/panel_body.css"):
        load_again(page)
    page.locator("#tabs button", has_text="img2img").first.click()
    with page.expect_response("**/panel_body.css"):
        for route in held:
            route.continue_()
    for tab in ("img2img", "txt2img"):
        page.locator("#tabs button", has_text=tab).first.click()
        expect(page.locator(f"#prompt_tailor_{tab} .prompt-tailor-actions").first).to_be_visible()
    ours = page.evaluate(
        "[...document.querySelectorAll('link')].map(one => one.href).filter(one => /prompt.tailor/.test(one))"
    )
    assert len(ours) == len(set(ours)) and any("panel_body.css" in one for one in ours)


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_sticks_out(open_page: Any, playground: str, width: int) -> None:
    page = open_page(playground, viewport={"width": width, "height": 900})
    long = "smile, 1girl, " + "x" * 200
    with second_look(page, long):
        type_prompt(page, long)
    for section in ("legend", "choices", "settings"):
        open_section(page, section)
    out = page.evaluate(
        """panel => { const room = document.querySelector(panel).getBoundingClientRect();
        return [...document.querySelectorAll(panel + ' *')].filter(one => one.getClientRects().length
            && !one.closest('.prompt-tailor-menu') && one.getBoundingClientRect().right > room.right + 1)
            .map(one => one.className) }""",
        PANEL,
    )
    assert out == []


def test_the_panel_speaks_chinese(open_page: Any, playground: str) -> None:
    call(playground, "/sdapi/v1/options", {"localization": "zh_CN"})
    page = open_page(playground)
    with second_look(page, "smile, 1girl"):
        type_prompt(page, "smile, 1girl")
    expect(page.locator(HEADER)).to_contain_text("适配提示词")
    expect(page.locator(PANEL)).to_contain_text("写入输入框")
    page.locator(TAGS, has_text="smile").hover()
    expect(page.locator(MENU)).to_contain_text("表情")


def test_the_webui_s_localization_does_not_rename_tags(open_page: Any, playground: str) -> None:
    """In the community's Chinese file `sketch` is a tab of img2img, `sensitive` a rating by another extension."""
    page = open_page(playground, words={"sketch": "スケッチ", "Copy": "コピー", "as typed": "入力どおり"})
    type_prompt(page, "sketch, 1girl")
    expect(page.locator(TAGS, has_text="sketch")).to_be_visible()
    expect(page.locator(PANEL)).to_contain_text("コピー")  # what is ours and in the file is translated
    expect(page.locator(PANEL)).not_to_contain_text("スケッチ")
