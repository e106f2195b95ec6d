"""The tab in a browser: looked at, typed into, clicked and steered by keys as people do."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages import LOCALIZER

pytestmark = pytest.mark.page

ATTACK = "<img src=x onerror=window.hacked=1>"
TYPED = "#prompt-tailor-workbench textarea >> nth=0"
FITTED = "#prompt-tailor-workbench textarea[readonly] >> nth=0"
PROFILES = "#prompt-tailor-profiles"


def open_tab(page: Any) -> Any:
    page.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    page.wait_for_selector("#prompt-tailor-workbench:visible")
    return page


@pytest.fixture
def tab(page: Any) -> Iterator[Any]:
    """The page with the tab open. No text on it may ever have become markup."""
    yield open_tab(page)
    assert page.evaluate("window.hacked") is None


def section(page: Any, name: str) -> Any:
    page.click(f"#prompt-tailor-{name}-tab")
    return page.locator(f"#prompt-tailor-{name}")


def fitted(page: Any, beginning: str) -> str:
    page.wait_for_function(
        "([box, text]) => document.querySelector(box)?.value.startsWith(text)",
        arg=["#prompt-tailor-workbench textarea[readonly]", beginning],
    )
    return page.input_value(FITTED)


def test_nothing_is_asked_before_the_tab_is_opened(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(500)
    assert not [url for url in asked if "/v1/tab" in url or "tab_page" in url]
    open_tab(page)
    page.wait_for_function("document.querySelectorAll('#prompt-tailor-workbench textarea[readonly]').length")
    assert any(url.endswith("tab/profiles") for url in asked)


def test_a_prompt_is_taken_apart_step_by_step(tab: Any) -> None:
    tab.fill(TYPED, "smile, long_hair, 1girl")
    assert fitted(tab, "1girl, ").startswith("1girl, smile, long hair, masterpiece")
    steps = tab.locator("#prompt-tailor-workbench .pt-step")
    spelled = steps.filter(has_text="spell_words").first
    assert spelled.locator("del").inner_text() == "long_hair" and "long hair" in spelled.locator("ins").inner_text()
    assert "blanks for underscores" in spelled.inner_text()


def test_a_fix_lands_where_it_belongs_behind_an_emoji(tab: Any) -> None:
    tab.fill(TYPED, "\U0001f600\U0001f600, 初音, ratio 16:9")
    tab.get_by_role("button", name="put a comma behind it").click()
    tab.wait_for_function(
        "text => document.querySelector('#prompt-tailor-workbench textarea').value === text",
        arg="\U0001f600\U0001f600, 初音, ratio 16:9,",
    )
    tab.wait_for_function("!document.querySelector('#prompt-tailor-workbench').innerText.includes('W002')")


def test_a_finding_is_shown_in_the_text(tab: Any) -> None:
    tab.fill(TYPED, "\U0001f600, 1girl, (smile:1.2.3)")
    tab.get_by_role("button", name="(smile:1.2.3)").click()
    selected = tab.evaluate(
        "(() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); })()"
    )
    assert selected == "(smile:1.2.3)"


def test_the_result_is_sent_and_can_be_undone(tab: Any) -> None:
    tab.evaluate("document.querySelector('#txt2img_prompt textarea').value = ''")
    tab.fill(TYPED, "smile, 1girl")
    result = fitted(tab, "1girl, smile")
    tab.get_by_role("button", name="Send to txt2img").click()
    tab.wait_for_function("text => document.querySelector('#txt2img_prompt textarea').value === text", arg=result)
    assert tab.evaluate("get_uiCurrentTabContent().id") == "tab_txt2img"
    tab.focus("#txt2img_prompt textarea")
    tab.keyboard.press("Control+z")
    assert tab.input_value("#txt2img_prompt textarea") == ""


def test_prompt_and_settings_are_copied_for_another_program(tab: Any) -> None:
    tab.fill(TYPED, "smile, (1girl:1.2)")
    fitted(tab, "(1girl:1.2), ")
    tab.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    tab.get_by_label("With settings, for").select_option("diffusers")
    tab.get_by_role("button", name="Copy with settings").click()
    tab.wait_for_function("window.copied?.includes('num_inference_steps')")


def test_a_picture_brings_its_prompt(tab: Any) -> None:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info, file = PngInfo(), io.BytesIO()
    info.add_text("parameters", f"smile, 1girl, {ATTACK}\nNegative prompt: bad\nSteps: 20, Sampler: DDIM, Size: 64x64")
    Image.new("RGB", (8, 8)).save(file, format="PNG", pnginfo=info)
    picked = {"name": f"{ATTACK}.png", "mimeType": "image/png", "buffer": file.getvalue()}
    tab.set_input_files("#prompt-tailor-workbench input[type=file]", picked)
    fitted(tab, "1girl, ")
    assert tab.input_value(TYPED) == f"smile, 1girl, {ATTACK}"
    tab.set_input_files("#prompt-tailor-workbench input[type=file]", {**picked, "buffer": base64.b64decode("eA==")})
    tab.wait_for_function("document.querySelector('.pt-status').innerText.includes('no picture')")


def test_sections_are_reached_by_keys(tab: Any) -> None:
    tab.focus("#prompt-tailor-workbench-tab")
    for name in ("profiles", "words", "sizes", "about"):
        tab.keyboard.press("ArrowRight")
        assert tab.evaluate("document.activeElement.id") == f"prompt-tailor-{name}-tab"
        tab.locator(f"#prompt-tailor-{name}").wait_for()
        assert tab.locator(f"#prompt-tailor-{name}-tab").get_attribute("aria-selected") == "true"
    assert not tab.locator("#prompt-tailor-workbench").is_visible()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(outline) != "none"


def test_every_control_has_a_name(tab: Any) -> None:
    for name in ("workbench", "profiles", "words", "sizes", "about"):
        section(tab, name)
        tab.wait_for_timeout(300)
    nameless = tab.evaluate(
        """() => [...document.querySelectorAll('#prompt_tailor_tab :is(input, textarea, select, button)')]
            .filter(one => !one.labels?.length && !one.getAttribute('aria-label') && !one.textContent.trim()
                && one.getAttribute('aria-hidden') !== 'true').map(one => one.outerHTML)"""
    )
    assert nameless == []


def test_a_profile_is_copied_changed_tried_saved_and_deleted(tab: Any) -> None:
    cards = section(tab, "profiles")
    card = cards.get_by_role("article", name="Anime Illust Diffusion XL (AIDXL)", exact=True)
    card.get_by_role("button", name="Copy and change").click()
    tab.fill(f"{PROFILES} .pt-code", tab.input_value(f"{PROFILES} .pt-code").replace('(AIDXL) (own)"', f'{ATTACK}"'))
    tab.locator(PROFILES).get_by_label("Sampler").fill("DDIM")
    tab.locator(PROFILES).get_by_label("Sampler").blur()
    tab.wait_for_function(
        "document.querySelector('#prompt-tailor-profiles .pt-code').value.includes('sampler = \"DDIM\"')"
    )
    tab.get_by_role("button", name="Save").click()
    tab.wait_for_function("document.querySelector('.pt-status').innerText.includes('aidxl-own.toml')")
    tab.get_by_role("button", name="Back to the profiles").click()
    own = cards.get_by_role("article", name=ATTACK)
    assert own.locator(".pt-badge").inner_text() == "own"
    own.get_by_text("All of it").click()
    own.get_by_text("DDIM").wait_for()
    own.get_by_role("button", name="Use here").click()
    tab.fill(TYPED, "smile, 1girl")
    assert fitted(tab, "1girl") == "1girl, smile, (best quality:1.3)"
    assert "DDIM" in tab.inner_text("#prompt-tailor-workbench")
    section(tab, "profiles")
    tab.once("dialog", lambda dialog: dialog.accept())
    own.get_by_role("button", name="Delete").click()
    own.wait_for(state="detached")


def test_mistakes_in_an_imported_profile_are_all_shown_at_their_place(tab: Any, tmp_path: Path) -> None:
    section(tab, "profiles")
    text = f'id = "mine"\nname = "{ATTACK}"\nversion = "1"\nbase = "sdxll"\n[settings]\nsamplr = "x"\n'
    file = tmp_path / f"{re.sub('[<>/]', '_', ATTACK)}.toml"
    file.write_text(text, encoding="utf-8")
    tab.set_input_files(f"{PROFILES} input[type=file]", file)
    tab.get_by_text("Mistakes: 3").wait_for()
    assert tab.locator(f"{PROFILES} .pt-lines .pt-wrong").all_inner_texts() == ["1", "4", "6"]
    assert tab.get_by_role("button", name="Save").is_disabled()
    tab.get_by_role("button", name="line 6").click()
    selected = tab.evaluate(
        "(() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); })()"
    )
    assert selected == 'samplr = "x"'


def test_a_value_that_is_wrong_is_told_at_its_field(tab: Any) -> None:
    cards = section(tab, "profiles")
    cards.get_by_role("article", name="Animagine XL 3.1", exact=True).get_by_role(
        "button", name="Copy and change"
    ).click()
    box = tab.locator(PROFILES).get_by_label("Clip skip")
    box.fill("two")
    box.blur()
    tab.wait_for_function("document.querySelector('#prompt-tailor-profiles [aria-invalid=true]')")
    assert box.get_attribute("aria-invalid") == "true"
    assert "whole number" in tab.locator(f"#{box.get_attribute('aria-errormessage')}").inner_text()


@pytest.mark.parametrize("broken", ["order = 3", "no TOML at all"])
def test_the_form_keeps_its_values_while_the_text_has_mistakes(tab: Any, broken: str) -> None:
    cards = section(tab, "profiles")
    card = cards.get_by_role("article", name="Animagine XL 4.0", exact=True)
    card.get_by_role("button", name="Copy and change").click()
    steps = tab.locator(PROFILES).get_by_label("Steps", exact=True)
    steps.wait_for()
    assert steps.input_value() == "28"
    text = tab.get_by_label("The profile's text")
    text.fill(f"{broken}\n{text.input_value()}")
    tab.locator(PROFILES).get_by_text("Mistakes: ").wait_for()
    assert steps.input_value() == "28"
    assert tab.locator(f"{PROFILES} .pt-slots li").count() > 3


def test_a_click_sets_a_trained_size(tab: Any) -> None:
    section(tab, "sizes").get_by_role("button", name="832 × 1216").click()
    tab.wait_for_function("document.querySelector('.pt-status').innerText.includes('832')")
    sides = [tab.input_value(f"#txt2img_{side} input[type=number]") for side in ("width", "height")]
    assert sides == ["832", "1216"]
    assert tab.get_by_role("button", name="832 × 1216").get_attribute("aria-pressed") == "true"


def test_words_are_filtered_and_inserted(tab: Any) -> None:
    tab.fill("#txt2img_prompt textarea", "1girl") if tab.is_visible("#txt2img_prompt textarea") else tab.evaluate(
        "(() => { const box = document.querySelector('#txt2img_prompt textarea'); box.value = '1girl'; updateInput(box); })()"
    )
    tab.select_option("#prompt-tailor-profile", "aidxl")
    words = section(tab, "words")
    words.get_by_label("Filter").fill("平涂赛璐璐")
    words.get_by_role("button", name="Insert celluloid").click()
    assert tab.input_value("#txt2img_prompt textarea") == "1girl, celluloid"


def test_artists_are_merged(tab: Any) -> None:
    tab.select_option("#prompt-tailor-profile", "aidxl")
    words = section(tab, "words")
    for name in ("by chi4", "wlop"):
        words.get_by_label("Artist", exact=True).fill(name)
        words.get_by_label("Artist", exact=True).press("Enter")
    words.get_by_label("Weight of wlop").fill("0.9")
    words.get_by_text("(by chi4:0.6), (by wlop:0.9)").wait_for()


def test_the_page_speaks_chinese_where_the_webui_does(page: Any) -> None:
    page.evaluate("opts.localization = 'zh_CN'")
    open_tab(page)
    page.get_by_role("tab", name="工作台").wait_for()
    page.fill(TYPED, "smile, (x:1.2.3)")
    page.get_by_text("里的权重不是数字").wait_for()


def test_another_language_has_what_its_localization_gives(page: Any) -> None:
    page.evaluate("opts.localization = 'ja_JP'; window.localization = {Workbench: '作業台'}")
    open_tab(page)
    page.get_by_role("tab", name="作業台").wait_for()
    page.get_by_role("tab", name="Profiles").wait_for()


def test_our_chinese_goes_before_the_localization_s_single_words(page: Any) -> None:
    page.evaluate("opts.localization = 'zh_CN'; window.localization = {Sizes: '大小'}")
    open_tab(page)
    page.get_by_role("tab", name="尺寸").wait_for()


def test_the_localization_leaves_words_and_prompts_alone(page: Any) -> None:
    page.evaluate(LOCALIZER, ["zh_CN", {"sensitive": "敏感内容", "s": "秒", "username": "用户名"}])
    open_tab(page)
    page.fill(TYPED, "sketch")
    shown = page.locator("#prompt-tailor-workbench .pt-step", has_text="add_negative")
    shown.get_by_text("username").first.wait_for()
    words = section(page, "words")
    words.locator("code", has_text="sensitive").first.wait_for()
    assert "用户名" not in shown.inner_text() and "敏感内容" not in words.inner_text()


def test_a_failing_server_is_told_in_one_line_and_loses_nothing(tab: Any) -> None:
    tab.route("**/prompt-tailor/v1/rewrite*", lambda route: route.abort())
    tab.fill(TYPED, "smile, 1girl")
    tab.wait_for_function("document.querySelector('.pt-status.pt-error')?.innerText")
    assert tab.input_value(TYPED) == "smile, 1girl"
    tab.unroute("**/prompt-tailor/v1/rewrite*")
    tab.fill(TYPED, "smile, 1girl, sky")
    fitted(tab, "1girl, ")


def test_what_was_typed_survives_loading_the_page_again(tab: Any) -> None:
    tab.fill(TYPED, "smile, 1girl, 😀")
    fitted(tab, "1girl, ")
    tab.reload()
    tab.wait_for_function("Object.keys(typeof opts === 'undefined' ? {} : opts).length > 0")
    open_tab(tab)
    assert tab.input_value(TYPED) == "smile, 1girl, 😀"


def test_about_tells_what_helps(tab: Any) -> None:
    about = section(tab, "about")
    about.get_by_role("button", name="Copy a report").wait_for()
    assert "gradio" in about.inner_text() and "prompt-tailor" in about.inner_text()
