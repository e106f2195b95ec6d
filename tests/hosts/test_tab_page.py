"""The tab in a browser: looked at, typed into, clicked and steered by keys as people do."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.pages import expect, load_again
from tests.serving import call

from .tab_steps import FITTED, PROFILES, PROMPT, STATUS, TYPED, WORKBENCH, expect_fitted, open_tab, section

pytestmark = pytest.mark.page

ATTACK = "<img src=x onerror=window.hacked=1>"


def expect_selected(page: Any, text: str) -> None:
    """Wait until this is what is selected in a box."""
    page.wait_for_function(
        "text => { const {value, selectionStart, selectionEnd} = document.activeElement;"
        " return value?.slice(selectionStart, selectionEnd) === text; }",
        arg=text,
    )


def test_nothing_is_asked_before_the_tab_is_opened(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    load_again(page)
    page.fill(PROMPT, "smile, 1girl")
    expect(page.locator("#prompt_tailor_txt2img").get_by_role("button", name="1girl, subject")).to_be_visible()
    assert not [url for url in asked if "/v1/tab" in url or "tab_page" in url]
    open_tab(page)
    expect(page.locator(FITTED)).to_be_visible()
    assert any(url.endswith("tab/profiles") for url in asked)


def test_a_prompt_is_taken_apart_step_by_step(tab: Any) -> None:
    tab.fill(TYPED, "smile, long_hair, 1girl")
    expect_fitted(tab, "1girl, smile, long hair, masterpiece")
    spelled = tab.locator(f"{WORKBENCH} .pt-step").filter(has_text="spell_words").first
    expect(spelled.locator("del")).to_have_text("long_hair")
    expect(spelled.locator("ins")).to_contain_text("long hair")
    expect(spelled).to_contain_text("blanks for underscores")


def test_a_fix_lands_where_it_belongs_behind_an_emoji(tab: Any) -> None:
    tab.fill(TYPED, "\U0001f600\U0001f600, 初音, ratio 16:9")
    tab.get_by_role("button", name="put a comma behind it").click()
    expect(tab.locator(TYPED)).to_have_value("\U0001f600\U0001f600, 初音, ratio 16:9,")
    expect(tab.locator(WORKBENCH)).not_to_contain_text("W002")


def test_a_finding_is_shown_in_the_text(tab: Any) -> None:
    tab.fill(TYPED, "\U0001f600, 1girl, (smile:1.2.3)")
    tab.get_by_role("button", name="(smile:1.2.3)").click()
    expect_selected(tab, "(smile:1.2.3)")


def test_a_click_that_an_answer_comes_into_is_a_click(tab: Any) -> None:
    tab.fill(TYPED, "1girl, (smile:1.2.3)")
    place = tab.get_by_role("button", name="(smile:1.2.3)")
    place.hover()
    tab.mouse.down()
    with tab.expect_event("requestfinished", lambda one: one.url.endswith("/rewrite")):
        tab.locator(TYPED).dispatch_event("input")
    tab.mouse.up()
    expect_selected(tab, "(smile:1.2.3)")


def test_the_result_is_sent_and_can_be_undone(tab: Any) -> None:
    box = tab.locator(PROMPT)
    expect(box).to_have_value("")
    tab.fill(TYPED, "smile, 1girl")
    expect_fitted(tab, "1girl, smile")
    result = tab.input_value(FITTED)
    tab.get_by_role("button", name="Send to txt2img").click()
    expect(box).to_have_value(result)
    expect(tab.locator("#tab_txt2img")).to_be_visible()
    box.focus()
    tab.keyboard.press("Control+z")
    expect(box).to_have_value("")


def test_prompt_and_settings_are_copied_for_another_program(tab: Any) -> None:
    tab.fill(TYPED, "smile, (1girl:1.2)")
    expect_fitted(tab, "(1girl:1.2), ")
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
    expect_fitted(tab, "1girl, ")
    expect(tab.locator(TYPED)).to_have_value(f"smile, 1girl, {ATTACK}")
    tab.set_input_files("#prompt-tailor-workbench input[type=file]", {**picked, "buffer": base64.b64decode("eA==")})
    expect(tab.locator(STATUS)).to_contain_text("no picture")


def test_sections_are_reached_by_keys(tab: Any) -> None:
    tab.focus("#prompt-tailor-workbench-tab")
    for name in ("profiles", "words", "sizes", "about"):
        tab.keyboard.press("ArrowRight")
        reached = tab.locator(f"#prompt-tailor-{name}-tab")
        expect(reached).to_be_focused()
        expect(reached).to_have_attribute("aria-selected", "true")
        expect(tab.locator(f"#prompt-tailor-{name}")).to_be_visible()
    expect(tab.locator(WORKBENCH)).to_be_hidden()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(outline) != "none"


def test_every_control_has_a_name(tab: Any) -> None:
    drawn = {"workbench": "[readonly]", "profiles": "article", "words": "summary", "sizes": ".pt-size", "about": "dl"}
    for name, last in drawn.items():
        expect(section(tab, name).locator(last).first).to_be_visible()
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
    expect(tab.locator(f"{PROFILES} .pt-code")).to_have_value(re.compile('sampler = "DDIM"'))
    tab.get_by_role("button", name="Save").click()
    expect(tab.locator(STATUS)).to_contain_text("aidxl-own.toml")
    tab.get_by_role("button", name="Back to the profiles").click()
    own = cards.get_by_role("article", name=ATTACK)
    expect(own.locator(".pt-badge")).to_have_text("own")
    own.get_by_text("All of it").click()
    own.get_by_text("DDIM").wait_for()
    own.get_by_role("button", name="Use here").click()
    tab.fill(TYPED, "smile, 1girl")
    expect(tab.locator(FITTED)).to_have_value("1girl, smile, (best quality:1.3)")
    expect(tab.locator(WORKBENCH)).to_contain_text("DDIM")
    section(tab, "profiles")
    tab.once("dialog", lambda dialog: dialog.accept())
    own.get_by_role("button", name="Delete").click()
    expect(own).to_have_count(0)


def test_mistakes_in_an_imported_profile_are_all_shown_at_their_place(tab: Any, tmp_path: Path) -> None:
    section(tab, "profiles")
    text = f'id = "mine"\nname = "{ATTACK}"\nversion = "1"\nbase = "sdxll"\n[settings]\nsamplr = "x"\n'
    file = tmp_path / f"{re.sub('[<>/]', '_', ATTACK)}.toml"
    file.write_text(text, encoding="utf-8")
    tab.set_input_files(f"{PROFILES} input[type=file]", file)
    tab.get_by_text("Mistakes: 3").wait_for()
    expect(tab.locator(f"{PROFILES} .pt-lines .pt-wrong")).to_have_text(["1", "4", "6"])
    expect(tab.get_by_role("button", name="Save")).to_be_disabled()
    tab.get_by_role("button", name="line 6").click()
    expect_selected(tab, 'samplr = "x"')


def test_a_dropped_profile_is_read_once(tab: Any) -> None:
    cards = section(tab, "profiles")
    for _ in range(2):  # however often the cards were drawn
        cards.get_by_role("button", name="Copy and change").first.click()
        tab.once("dialog", lambda dialog: dialog.accept())
        tab.get_by_role("button", name="Back to the profiles").click()
    expect(cards.get_by_role("article").first).to_be_visible()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if request.url.endswith("tab/check") else None)
    dropped = tab.evaluate_handle(
        "() => { const held = new DataTransfer(); held.items.add(new File(['id = 1'], 'mine.toml')); return held; }"
    )
    tab.locator(f"{PROFILES} article").first.dispatch_event("drop", {"dataTransfer": dropped})
    tab.get_by_text("Mistakes:").wait_for()
    assert len(asked) == 1


def test_a_value_that_is_wrong_is_told_at_its_field(tab: Any) -> None:
    cards = section(tab, "profiles")
    cards.get_by_role("article", name="Animagine XL 3.1", exact=True).get_by_role(
        "button", name="Copy and change"
    ).click()
    box = tab.locator(PROFILES).get_by_label("Clip skip")
    box.fill("two")
    box.blur()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(tab.locator(f"#{box.get_attribute('aria-errormessage')}")).to_contain_text("whole number")


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
    expect(tab.locator(STATUS)).to_contain_text("832")
    expect(tab.locator("#txt2img_width input[type=number]")).to_have_value("832")
    expect(tab.locator("#txt2img_height input[type=number]")).to_have_value("1216")
    expect(tab.get_by_role("button", name="832 × 1216")).to_have_attribute("aria-pressed", "true")


def test_words_are_filtered_and_inserted(page: Any) -> None:
    page.fill(PROMPT, "1girl")
    tab = open_tab(page)
    tab.select_option("#prompt-tailor-profile", "aidxl")
    words = section(tab, "words")
    words.get_by_label("Filter").fill("平涂赛璐璐")
    words.get_by_role("button", name="Insert celluloid").click()
    expect(tab.locator(PROMPT)).to_have_value("1girl, celluloid")


def test_artists_are_merged(tab: Any) -> None:
    tab.select_option("#prompt-tailor-profile", "aidxl")
    words = section(tab, "words")
    for name in ("by chi4", "wlop"):
        words.get_by_label("Artist", exact=True).fill(name)
        words.get_by_label("Artist", exact=True).press("Enter")
    words.get_by_label("Weight of wlop").fill("0.9")
    words.get_by_text("(by chi4:0.6), (by wlop:0.9)").wait_for()


def test_what_is_typed_wrong_of_artists_is_put_right(tab: Any) -> None:
    tab.select_option("#prompt-tailor-profile", "aidxl")
    words = section(tab, "words")
    name = words.get_by_label("Artist", exact=True)
    for typed in ("wlop, ask", "WLOP"):
        name.fill(typed)
        name.press("Enter")
    expect(words.get_by_text("(by wlop:0.6), (by ask:0.6)")).to_be_visible()
    expect(words.get_by_label(re.compile("^Weight of"))).to_have_count(2)
    for typed, weight in (("-3", "0.05"), ("99", "2")):
        words.get_by_label("Weight of wlop").fill(typed)
        words.get_by_label("Weight of wlop").blur()
        expect(words.get_by_label("Weight of wlop")).to_have_value(weight)
        expect(words.get_by_text(f"(by wlop:{weight}), (by ask:0.6)")).to_be_visible()
    expect(tab.locator(".pt-error")).to_have_count(0)


def test_a_failure_is_no_longer_told_when_something_else_went_well(tab: Any) -> None:
    picked = {"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"}
    tab.set_input_files(f"{WORKBENCH} input[type=file]", picked)
    expect(tab.locator(STATUS)).to_contain_text("no picture")
    tab.fill(TYPED, "smile, 1girl")
    expect_fitted(tab, "1girl, smile")
    expect(tab.locator(STATUS)).to_have_text("")


def test_an_artist_who_is_added_early_gets_the_model_s_weight(tab: Any) -> None:
    held: list[Any] = []
    tab.route("**/prompt-tailor/v1/profiles/aidxl*", lambda route: held.append(route))
    tab.select_option("#prompt-tailor-profile", "aidxl")
    words = section(tab, "words")
    words.get_by_label("Artist", exact=True).fill("by chi4")
    words.get_by_label("Artist", exact=True).press("Enter")
    expect(words.get_by_label("Weight of by chi4")).to_be_visible()
    for route in held:
        route.continue_()
    expect(words.get_by_text("(by chi4:0.6)")).to_be_visible()
    expect(words.get_by_label("Weight of by chi4")).to_have_value("0.6")


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


def test_the_localization_leaves_words_and_prompts_alone(open_page: Any, playground: str) -> None:
    call(playground, "/sdapi/v1/options", {"localization": "zh_CN"})
    page = open_page(playground, words={"sensitive": "敏感内容", "s": "秒", "username": "用户名"})
    open_tab(page)
    page.fill(TYPED, "sketch")
    shown = page.locator(f"{WORKBENCH} .pt-step", has_text="add_negative")
    expect(shown.get_by_text("username").first).to_be_visible()
    expect(shown).not_to_contain_text("用户名")
    words = section(page, "words")
    expect(words.locator("code", has_text="sensitive").first).to_be_attached()
    expect(words).not_to_contain_text("敏感内容")


def test_a_failing_server_is_told_in_one_line_and_loses_nothing(tab: Any) -> None:
    tab.route("**/prompt-tailor/v1/rewrite*", lambda route: route.abort())
    tab.fill(TYPED, "smile, 1girl")
    expect(tab.locator(f"{STATUS}.pt-error")).not_to_be_empty()
    expect(tab.locator(TYPED)).to_have_value("smile, 1girl")
    tab.unroute("**/prompt-tailor/v1/rewrite*")
    tab.fill(TYPED, "smile, 1girl, sky")
    expect_fitted(tab, "1girl, ")


def test_what_was_typed_survives_loading_the_page_again(tab: Any) -> None:
    tab.fill(TYPED, "smile, 1girl, 😀")
    expect_fitted(tab, "1girl, ")
    load_again(tab)
    open_tab(tab)
    expect(tab.locator(TYPED)).to_have_value("smile, 1girl, 😀")


def test_about_tells_what_helps(tab: Any) -> None:
    about = section(tab, "about")
    expect(about.get_by_role("button", name="Copy a report")).to_be_visible()
    expect(about).to_contain_text("gradio")
    expect(about).to_contain_text("prompt-tailor")
