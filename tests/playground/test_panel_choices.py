"""What people choose in the panel: models, settings, and what is to be done with a tag."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.pages import choose, expect

from .panel import HEADER, MENU, PANEL, PROMPT, QUALITY, TAGS
from .panel_steps import expect_focus, generated, held_back, open_section, second_look, type_prompt, wait_for_tags

pytestmark = pytest.mark.page


def test_a_tag_is_kept_in_place_and_another_never_added(page: Any) -> None:
    type_prompt(page, "smile, night, 1girl")
    page.locator(TAGS, has_text="night").click()
    page.locator(MENU).get_by_role("button", name="Keep it where I typed it").click()
    wait_for_tags(page, ["1girl", "night", "smile", *QUALITY])
    page.locator(TAGS, has_text="high score").click()
    page.locator(MENU).get_by_role("button", name="Don’t add it").click()
    wait_for_tags(page, ["1girl", "night", "smile", "masterpiece", "great score", "absurdres"])
    assert generated(page).startswith("1girl, night, smile, masterpiece, great score, absurdres\n")
    open_section(page, "choices")
    page.get_by_role("button", name="Take “high score” off the list").first.click()
    wait_for_tags(page, ["1girl", "night", "smile", *QUALITY])


def test_what_is_chosen_before_the_answer_has_come_counts_as_well(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    with held_back(page):
        for word in ("high score", "great score"):
            page.locator(TAGS, has_text=word).click()
            page.locator(MENU).get_by_role("button", name="Don’t add it").click()
    wait_for_tags(page, ["1girl", "smile", "masterpiece", "absurdres"])


def test_what_is_pressed_stays_where_it_is_when_an_answer_comes(page: Any) -> None:
    """A click, and a menu that is open, end where they began: at the same element."""
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    open_section(page, "settings")
    quality = page.locator(f"{PANEL} select[data-name=quality]")
    steps = page.locator(f"{PANEL} [data-name='set steps']")
    weight = page.locator(f"{PANEL} input[data-name=quality_weight]")
    lock = page.locator(HEADER).get_by_role("button")
    for control in (quality, steps, weight, lock):
        control.evaluate("one => { one.pressed = true; }")
    weight.press_sequentially("1.")
    with second_look(page, "night, 1girl"):
        page.evaluate(
            """box => { const prompt = document.querySelector(box); prompt.value = 'night, 1girl';
            prompt.dispatchEvent(new Event('input', {bubbles: true})); }""",
            PROMPT,
        )
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    page.locator(f"{PANEL} [data-name='set CFG']").uncheck()
    expect(page.locator(TAGS, has_text="safe")).to_be_visible()
    for control in (quality, steps, lock):
        expect(control).to_have_js_property("pressed", True)
    weight.press_sequentially("2")
    weight.blur()
    expect(page.locator(TAGS, has_text="masterpiece")).to_contain_text("×1.2")


def test_a_category_is_corrected_with_keys_only(page: Any) -> None:
    type_prompt(page, "xyzzy, 1girl")
    page.locator(f"{PANEL} button:has-text('Copy')").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    tag = page.locator(f"{TAGS}[data-key=xyzzy]")
    expect_focus(page, "xyzzy")
    page.keyboard.press("ArrowRight")
    expect_focus(page, "1girl")
    page.keyboard.press("Home")
    expect_focus(page, "xyzzy")
    page.keyboard.press("Enter")
    page.locator(f"{MENU} select").focus()
    page.locator(f"{MENU} select").select_option("clothing")
    expect(tag).to_have_attribute("data-category", "clothing")
    expect_focus(page, "xyzzy")
    page.keyboard.press("Enter")
    expect(page.locator(MENU)).to_contain_text("you said so")
    page.locator(MENU).get_by_role("button", name="Forget what I said").click()
    expect(tag).to_have_attribute("data-category", "unknown")
    tag.click()
    expect(page.locator(f"{MENU} select")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(MENU)).to_be_hidden()


def choose_checkpoint(page: Any, name: str) -> None:
    choose(page, "#setting_sd_model_checkpoint", name)
    page.wait_for_function("name => opts.sd_model_checkpoint.startsWith(name)", arg=name)


def test_the_profile_follows_the_checkpoint_until_it_is_locked(page: Any) -> None:
    profile, lock = page.locator(f"{HEADER} b"), page.locator(HEADER).get_by_role("button")
    type_prompt(page, "smile, 1girl")
    choose_checkpoint(page, "bartstyle_dbv1")
    expect(profile).to_contain_text("BArtstyle")
    lock.click()
    expect(page.locator(HEADER)).to_contain_text("chosen by you")
    with page.expect_event("requestfinished", lambda one: "/preview" in one.url):
        choose_checkpoint(page, "animagine-xl-4.0-opt")
    expect(profile).to_contain_text("BArtstyle")
    lock.click()
    expect(profile).to_have_text("Animagine XL 4.0")
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")


def test_the_header_follows_the_checkpoint_when_the_panel_is_closed(page: Any) -> None:
    profile = page.locator(f"{HEADER} b")
    expect(profile).to_have_text("Animagine XL 4.0")
    page.click(f"{PANEL} .label-wrap")
    choose_checkpoint(page, "bartstyle_dbv1")
    expect(profile).to_contain_text("BArtstyle")


def test_switched_off_is_off(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.locator(HEADER).get_by_label("Fit prompts").uncheck()
    page.wait_for_selector(f"{PANEL} >> text=Switched off")
    assert generated(page).startswith("smile, 1girl\n")


def test_a_negative_is_called_by_what_it_is(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    options = page.locator(f"{PANEL} select[data-name=negative] option")
    expect(options).to_have_text(["recommended", "that of the model page’s examples", "off"])
    page.locator(f"{PANEL} select[data-name=negative]").select_option(label="that of the model page’s examples")
    expect(page.locator(f"{PANEL} .prompt-tailor-side").nth(1)).to_contain_text("missing fingers")


def test_a_prompt_that_switches_it_off_is_told_so(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    panel = page.locator(PANEL)
    expect(panel.get_by_text("Pictures are made from the prompt below")).to_be_visible()
    page.fill(PROMPT, "smile, 1girl\n# prompt-tailor: off")
    expect(page.locator(HEADER)).to_contain_text("off for this prompt: it says so")
    expect(panel.get_by_text("it goes to the picture as typed, and no setting is changed")).to_be_visible()
    expect(panel.get_by_text("Pictures are made from the prompt below")).to_be_hidden()
    page.fill(PROMPT, "smile, 1girl")
    expect(page.locator(HEADER)).not_to_contain_text("off for this prompt")
    expect(panel.get_by_text("Pictures are made from the prompt below")).to_be_visible()


def test_nothing_says_that_pictures_are_fitted_while_it_is_switched_off(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    page.locator(HEADER).get_by_role("checkbox").uncheck()
    panel = page.locator(PANEL)
    expect(panel.get_by_text("Switched off: pictures are made from what you type")).to_be_visible()
    expect(panel.get_by_text("Pictures are made from the prompt below")).to_be_hidden()


def test_choices_travel_with_the_picture_and_come_back(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="safe")
    page.locator(f"{PANEL} select[data-name=quality]").select_option(label="off")
    wait_for_tags(page, ["1girl", "safe", "smile"])
    infotext = generated(page)
    assert infotext.startswith("1girl, safe, smile\n")
    page.locator(f"{PANEL} select[data-name=rating]").select_option(label="as typed")
    wait_for_tags(page, ["1girl", "smile"])
    page.fill(PROMPT, infotext)
    page.click("#paste")
    wait_for_tags(page, ["1girl", "safe", "smile"])
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")
    expect(page.locator(f"{PANEL} select[data-name=rating]")).to_have_value("safe")


def test_only_what_the_profile_has_is_offered(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    menu = page.locator(f"{PANEL} select[data-name=profile]")
    rating = page.locator(f"{PANEL} select[data-name=rating]")
    expect(rating).to_have_count(1)
    expect(menu.locator("option", has_text="Animagine XL 4.0")).to_have_count(1)  # the list of profiles comes later
    plain = menu.locator("option").all_inner_texts()
    menu.select_option(index=next(n for n, name in enumerate(plain) if "lain" in name or "other" in name.lower()))
    expect(rating).to_have_count(0)


def test_settings_are_shown_and_put_into_the_controls(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "settings")
    rows = page.locator(f"{PANEL} .prompt-tailor-rows")
    expect(rows).to_have_text(re.compile(r"CFG\s*7\s*→\s*5"))
    expect(rows).to_have_text(re.compile(r"Size\s*512 × 512\s*→\s*1024 × 1024"))
    page.locator(f"{PANEL} [data-name='set steps']").uncheck()
    expect(rows).to_contain_text("20 stays")
    page.get_by_role("button", name="832×1216").first.click()
    expect(rows).to_contain_text("832 × 1216")
    page.click(f"{PANEL} button:has-text('Put into the webui’s controls')")
    expect(page.locator("#txt2img_sampling input")).to_have_value("Euler a")
    for name, value in {"width": "832", "height": "1216", "steps": "20", "cfg_scale": "5"}.items():
        expect(page.locator(f"#txt2img_{name} input[type=number]")).to_have_value(value)
    page.click(f"{PANEL} button:has-text('swap')")
    expect(page.locator("#txt2img_width input[type=number]")).to_have_value("1216")


def test_wishes_are_kept_in_their_shortest_form(page: Any) -> None:
    type_prompt(page, "smile, 1girl")
    open_section(page, "choices")
    wishes = page.locator(f"{PANEL}_wishes textarea")
    page.locator(f"{PANEL} select[data-name=order]").select_option(label="off")
    wait_for_tags(page, ["smile", "1girl", *QUALITY])
    assert json.loads(wishes.input_value()) == {"choices": {"order": "off"}}
    page.locator(f"{PANEL} select[data-name=order]").select_option(label="all tags")
    expect(wishes).to_have_value("")


def test_a_pasted_prompt_is_known_to_be_another_models_until_something_else_is_typed(page: Any) -> None:
    infotext = (
        "1girl, smile, old, best quality\nNegative prompt: bad\n"
        "Steps: 28, Sampler: Euler a, CFG scale: 5, Seed: 1, Size: 832x1216, "
        "Model hash: 6681e8e4b1, Model: noobaiXLNAIXL_epsilonPred11Version, Version: v1.10.1"
    )
    page.fill(PROMPT, infotext)
    page.click("#paste")
    told = page.locator(f"{HEADER} .prompt-tailor-origin")
    expect(told).to_have_text("from NoobAI-XL 1.0 and 1.1 (epsilon) to Animagine XL 4.0")
    wait_for_tags(page, ["1girl", "year 2008", "smile", "best quality", *QUALITY])
    page.locator(PROMPT).press_sequentially(", standing")
    wait_for_tags(page, ["1girl", "year 2008", "smile", "standing", "best quality", *QUALITY])
    type_prompt(page, "2girls, old, standing, night", "night")
    expect(told).to_have_count(0)
    expect(page.locator(TAGS, has_text="year 2008")).to_have_count(0)
