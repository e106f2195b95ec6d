"""What the panel writes and mends, and that nothing typed is ever lost by it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.pages import expect, load_again

from .panel import EVIL, FINDINGS, HEADER, OFFER, PANEL, PROMPT, QUALITY, TAGS
from .panel_steps import generated, open_section, type_prompt, wait_for_tags

pytestmark = pytest.mark.page


def test_the_fitted_prompt_is_written_and_taken_back(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    negative = page.locator("#txt2img_neg_prompt textarea")
    page.click(f"{PANEL} button:has-text('Write it into the box')")
    expect(page.locator(PROMPT)).to_have_value(", ".join(["1girl", "smile", *QUALITY]))
    expect(negative).to_have_value(re.compile("^lowres"))
    page.click(f"{PANEL} button:has-text('Undo')")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")
    expect(negative).to_have_value("")


def test_undo_goes_back_through_all_that_was_written_and_typed_between(page: Any) -> None:
    box, undo = page.locator(PROMPT), page.locator(PANEL).get_by_role("button", name="Undo")
    type_prompt(page, "smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    first = ", ".join(["1girl", "smile", *QUALITY])
    expect(box).to_have_value(first)
    page.fill(PROMPT, "night, 1boy")
    page.keyboard.press("Alt+Shift+F")
    expect(box).to_have_value(re.compile("^1boy, night, masterpiece"))
    second = box.input_value()
    for text in ("night, 1boy", first, "smile, 1girl", second):
        undo.click()
        expect(box).to_have_value(text)


def test_the_shortcut_writes_and_the_browser_s_undo_takes_back(page: Any) -> None:
    page.click(PROMPT)
    page.keyboard.type("smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    expect(page.locator(PROMPT)).to_have_value(re.compile("^1girl, smile, masterpiece"))
    page.keyboard.press("Control+z")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_what_is_written_is_what_is_generated(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.keyboard.press("Alt+Shift+F")
    expect(page.locator(PROMPT)).to_have_value(re.compile("^1girl, smile"))
    assert generated(page).startswith(", ".join(["1girl", "smile", *QUALITY]) + "\n")


def test_a_warning_shows_in_the_header(page: Any) -> None:
    type_prompt(page, "1girl, (smile:1.2.3)", "smile")
    expect(page.locator(f"{HEADER} .prompt-tailor-dot")).to_contain_text("warnings: 1")
    expect(page.locator(FINDINGS)).to_contain_text("1.2.3")


def test_a_finding_is_mended_with_keys_and_the_mend_taken_back(page: Any) -> None:
    typed = "1girl, (smile:1.2.3), 🎀 hat"
    type_prompt(page, typed, "hat")
    fix = page.get_by_role("button", name="Fix: write (smile:1.2)")
    expect(fix).to_have_attribute("title", re.compile(re.escape("(smile:1.2.3) → (smile:1.2)")))
    fix.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PROMPT)).to_have_value("1girl, (smile:1.2), 🎀 hat")
    told = page.locator(FINDINGS).get_by_text("1.2.3")
    expect(told).to_have_count(0)
    page.click(f"{PANEL} button:has-text('Undo')")
    expect(page.locator(PROMPT)).to_have_value(typed)
    expect(told.first).to_be_visible()


def test_all_that_is_safe_is_mended_at_once(page: Any) -> None:
    """Findings that rewriting mends show where it is switched off."""
    typed = "smile, smile, ganyu (genshin impact), (a:1.2.3)\n# prompt-tailor: off"
    type_prompt(page, typed, "ganyu")
    page.get_by_role("button", name="Fix all that is safe (2)").click()
    mended = typed.replace("smile, smile", "smile").replace("(gens", "\\(gens").replace("act)", "act\\)")
    expect(page.locator(PROMPT)).to_have_value(mended)
    page.click(f"{PANEL} button:has-text('Undo')")
    expect(page.locator(PROMPT)).to_have_value(typed)


def test_the_last_picture_s_changes_are_told(page: Any) -> None:
    type_prompt(page, f"smile, 1girl, {EVIL}")
    page.locator(HEADER).get_by_role("button").click()
    generated(page)
    open_section(page, "report")
    report = page.locator(f"{PANEL} .prompt-tailor-report")
    for told in ("Animagine XL 4.0 · chosen by you", "moved", "added", f"smile, 1girl, {EVIL}", "CFG: 7 → 5"):
        expect(report).to_contain_text(told)
    assert page.evaluate("window.evil") is None


def test_a_failing_server_leaves_the_text_alone_and_is_told(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.route("**/prompt-tailor/v1/preview*", lambda route: route.fulfill(status=500, json={"error": "Oh."}))
    page.fill(PROMPT, "smile, 1girl, night")
    expect(page.locator(f"{HEADER} .prompt-tailor-warning")).to_be_visible()
    expect(page.locator(FINDINGS)).to_contain_text("Oh.")
    page.click(f"{PANEL} button:has-text('Write it into the box')")
    page.unroute("**/prompt-tailor/v1/preview*")
    page.locator(PROMPT).press_sequentially(", cat")
    expect(page.locator(TAGS, has_text="cat")).to_be_visible()
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl, night, cat")
    expect(page.locator(HEADER)).to_contain_text("Animagine")


def test_what_was_typed_is_offered_after_the_page_was_loaded_again(page: Any) -> None:
    type_prompt(page, f"smile, 1girl, {EVIL}")
    load_again(page)
    page.locator(OFFER).get_by_role("button", name="Bring it back").click()
    expect(page.locator(PROMPT)).to_have_value(f"smile, 1girl, {EVIL}")
    assert page.evaluate("window.evil") is None


def test_what_was_typed_outlives_a_page_that_was_emptied_before_it_went(page: Any) -> None:
    """The webui's "Reload UI" puts a word in the place of the whole page, waits for the server, and loads it again."""
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    wait_for_tags(page, ["1girl", "safe", "smile", *QUALITY])
    page.wait_for_function("sessionStorage['prompt-tailor.typed.txt2img']?.includes('safe')")
    page.evaluate("document.body.innerHTML = 'Reloading...'")
    for _ in range(2):  # loading the page twice loses no more than loading it once
        load_again(page)
        expect(page.locator(OFFER)).to_be_visible()
    page.locator(OFFER).get_by_role("button", name="Bring it back").click()
    wait_for_tags(page, ["1girl", "safe", "smile", *QUALITY])
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_two_tabs_of_the_browser_keep_their_own_texts(open_page: Any, playground: str) -> None:
    one, other = open_page(playground), open_page(playground)
    type_prompt(one, "smile, 1girl")
    type_prompt(other, "night, 1boy")
    load_again(one)
    expect(one.locator(OFFER)).to_contain_text("smile, 1girl")
    expect(other.locator(PROMPT)).to_have_value("night, 1boy")
