"""The playground in a browser: type, generate, read what would be sent, and take it back."""

from __future__ import annotations

import io
import urllib.request
from typing import Any

import pytest

pytestmark = pytest.mark.page

PROMPT = "#txt2img_prompt textarea"
INFOTEXT = "#html_info_txt2img .infotext"


def test_a_typed_prompt_is_fitted_and_shown(page: Any) -> None:
    page.fill(PROMPT, "smile, 1girl")
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    assert page.inner_text(INFOTEXT).startswith("1girl, smile, masterpiece, high score, great score, absurdres\n")
    assert page.locator("#txt2img_gallery img").count() >= 1
    assert "PLAN, not a picture" in page.inner_text("#html_info_txt2img")
    assert page.get_attribute("#html_info_txt2img svg", "aria-label") == "1024x1024"


def test_the_picture_on_the_page_carries_its_infotext(page: Any) -> None:
    from PIL import Image

    page.fill(PROMPT, "smile, 1girl")
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    with urllib.request.urlopen(page.locator("#txt2img_gallery img").first.evaluate("image => image.src")) as answer:
        picture = Image.open(io.BytesIO(answer.read()))
    assert picture.info["parameters"] == page.locator(INFOTEXT).first.evaluate("shown => shown.textContent")


def test_a_script_of_the_menu_shows_its_controls(page: Any) -> None:
    values = "#script_txt2img_xyz_plot_x_values"
    assert not page.is_visible(values)
    page.click("#tab_txt2img #script_list input")
    page.locator("#tab_txt2img #script_list li", has_text="X/Y/Z plot").first.click()
    page.wait_for_selector(values, state="visible")


def test_a_plot_shows_a_picture_for_each_value(page: Any) -> None:
    page.fill(PROMPT, "smile, 1girl")
    page.click("#tab_txt2img #script_list input")
    page.locator("#tab_txt2img #script_list li", has_text="X/Y/Z plot").first.click()
    page.fill("#script_txt2img_xyz_plot_x_values textarea", "1, 2, 3")
    page.click("#script_txt2img_xyz_plot_include_lone_images input")
    page.click("#txt2img_generate")
    page.wait_for_selector(INFOTEXT)
    shown = page.inner_text("#html_info_txt2img")
    assert [f"Seed: {seed}," in shown for seed in (1, 2, 3, 4)] == [True, True, True, False]


def test_an_infotext_in_the_prompt_box_fills_the_page(page: Any) -> None:
    page.fill(PROMPT, "1girl\nNegative prompt: bad\nSteps: 33, Sampler: Euler a, Size: 832x1216, Seed: 5, Clip skip: 2")
    page.click("#paste")
    page.wait_for_function(f"document.querySelector('{PROMPT}').value === '1girl'")
    assert page.input_value("#txt2img_neg_prompt textarea") == "bad"
    assert page.input_value("#txt2img_steps input[type=number]") == "33"
    assert page.input_value("#txt2img_width input[type=number]") == "832"
    assert "Clip skip: 2" in page.inner_text("#txt2img_override_settings")


def test_choosing_a_checkpoint_tells_the_scripts_of_the_page(page: Any) -> None:
    page.evaluate("window.heard = 0; onOptionsChanged(() => { window.heard += 1; })")
    page.click("#setting_sd_model_checkpoint input")
    page.locator("#setting_sd_model_checkpoint li", has_text="bartstyle_dbv1").first.click()
    page.wait_for_function("window.heard > 0")
    assert page.evaluate("opts.sd_model_checkpoint") == "bartstyle_dbv1.safetensors"
    page.click("#setting_sd_model_checkpoint input")
    page.locator("#setting_sd_model_checkpoint li", has_text="animagine-xl-4.0-opt").first.click()
    page.wait_for_function("opts.sd_model_checkpoint.startsWith('animagine-xl-4')")


def test_the_webuis_script_functions_are_there(page: Any) -> None:
    names = ["gradioApp", "onUiLoaded", "onAfterUiUpdate", "onUiTabChange", "updateInput", "get_uiCurrentTab"]
    assert page.evaluate("names => names.filter(name => typeof window[name] !== 'function')", names) == []
    assert page.evaluate("get_uiCurrentTabContent().id") == "tab_txt2img"
