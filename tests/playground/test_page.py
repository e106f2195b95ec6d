"""The playground in a browser: type, generate, read what would be sent, and take it back."""

from __future__ import annotations

import io
import re
import urllib.request
from typing import Any

import pytest

from tests.pages import choose, expect

pytestmark = pytest.mark.page

PROMPT = "#txt2img_prompt textarea"
INFOTEXT = "#html_info_txt2img .infotext"
CHECKPOINT = "#setting_sd_model_checkpoint"
SCRIPT = "#tab_txt2img #script_list"


def test_a_typed_prompt_is_fitted_and_shown(page: Any) -> None:
    page.fill(PROMPT, "smile, 1girl")
    page.click("#txt2img_generate")
    fitted = "1girl, smile, masterpiece, high score, great score, absurdres"
    expect(page.locator(INFOTEXT)).to_have_text(re.compile(f"^{fitted}\n"))
    expect(page.locator("#txt2img_gallery img").first).to_be_attached()
    expect(page.locator("#html_info_txt2img").first).to_contain_text("PLAN, not a picture")
    expect(page.locator("#html_info_txt2img svg").first).to_have_attribute("aria-label", "1024x1024")


def test_the_picture_on_the_page_carries_its_infotext(page: Any) -> None:
    from PIL import Image

    page.fill(PROMPT, "smile, 1girl")
    page.click("#txt2img_generate")
    shown = page.locator("#txt2img_gallery img").first
    expect(shown).to_have_attribute("src", re.compile("file="))  # gradio 4 shows it before it knows where it lies
    with urllib.request.urlopen(shown.evaluate("image => image.src")) as answer:
        picture = Image.open(io.BytesIO(answer.read()))
    assert picture.info["parameters"] == page.locator(INFOTEXT).first.text_content()


def test_a_script_of_the_menu_shows_its_controls(page: Any) -> None:
    values = page.locator("#script_txt2img_xyz_plot_x_values")
    expect(values).to_be_hidden()
    choose(page, SCRIPT, "X/Y/Z plot")
    expect(values).to_be_visible()


def test_a_plot_shows_a_picture_for_each_value(page: Any) -> None:
    page.fill(PROMPT, "smile, 1girl")
    choose(page, SCRIPT, "X/Y/Z plot")
    page.fill("#script_txt2img_xyz_plot_x_values textarea", "1, 2, 3")
    page.check("#script_txt2img_xyz_plot_include_lone_images input")
    page.click("#txt2img_generate")
    shown = page.locator("#html_info_txt2img").first
    for seed in (1, 2, 3):
        expect(shown).to_contain_text(f"Seed: {seed},")
    expect(shown).not_to_contain_text("Seed: 4,")


def test_an_infotext_in_the_prompt_box_fills_the_page(page: Any) -> None:
    page.fill(PROMPT, "1girl\nNegative prompt: bad\nSteps: 33, Sampler: Euler a, Size: 832x1216, Seed: 5, Clip skip: 2")
    page.click("#paste")
    expect(page.locator(PROMPT)).to_have_value("1girl")
    expect(page.locator("#txt2img_neg_prompt textarea")).to_have_value("bad")
    expect(page.locator("#txt2img_steps input[type=number]")).to_have_value("33")
    expect(page.locator("#txt2img_width input[type=number]")).to_have_value("832")
    expect(page.locator("#txt2img_override_settings")).to_contain_text("Clip skip: 2")


def test_after_an_error_the_page_goes_on(page: Any) -> None:
    log = page.locator("#html_log_txt2img").first
    page.fill(PROMPT, "(a:1.2.3)")
    page.click("#txt2img_generate")
    expect(log).to_have_text("ValueError: could not convert string to float: '1.2.3'")
    page.fill(PROMPT, "smile, 1girl")
    page.click("#txt2img_generate")
    expect(page.locator(INFOTEXT)).to_have_text(re.compile("^1girl, smile, "))
    expect(log).to_have_text("")


def test_img2img_asks_for_a_picture(page: Any) -> None:
    page.locator("#tabs").get_by_text("img2img", exact=True).first.click()
    page.click("#img2img_generate")
    expect(page.locator("#html_log_img2img .error")).to_contain_text("Choose a picture")


def test_choosing_a_checkpoint_tells_the_scripts_of_the_page(page: Any) -> None:
    page.evaluate("window.heard = []; onOptionsChanged(() => { window.heard.push(opts.sd_model_checkpoint); })")
    choose(page, CHECKPOINT, "bartstyle_dbv1")
    page.wait_for_function("heard.includes('bartstyle_dbv1.safetensors')")


def test_the_webuis_script_functions_are_there(page: Any) -> None:
    names = ["gradioApp", "onUiLoaded", "onAfterUiUpdate", "onUiTabChange", "updateInput", "get_uiCurrentTab"]
    assert page.evaluate("names => names.filter(name => typeof window[name] !== 'function')", names) == []
    assert page.evaluate("get_uiCurrentTabContent().id") == "tab_txt2img"
