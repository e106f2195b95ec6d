"""Pictures and their infotext on the workbench: what they were made with counts there, and goes along."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.pages import expect

from .tab_steps import PROMPT, STATUS, TYPED, WORKBENCH, expect_fitted, section

pytestmark = pytest.mark.page

INFOTEXT = (
    "1girl, smile, masterpiece\nNegative prompt: bad\n"
    "Steps: 20, Sampler: DDIM, CFG scale: 7, Seed: 1, Size: 640x1536, Model: ponyDiffusionV6XL"
)
NEGATIVE = f"{WORKBENCH} textarea >> nth=1"
PONY = "Pony Diffusion V6 XL"


def open_picture(tab: Any, text: str) -> None:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info, file = PngInfo(), io.BytesIO()
    info.add_text("parameters", text)
    Image.new("RGB", (8, 8)).save(file, format="PNG", pnginfo=info)
    picked = {"name": "picture.png", "mimeType": "image/png", "buffer": file.getvalue()}
    tab.set_input_files(f"{WORKBENCH} input[type=file]", picked)


def expect_taken_apart(tab: Any) -> None:
    expect(tab.locator(TYPED)).to_have_value("1girl, smile, masterpiece")
    expect(tab.locator(NEGATIVE)).to_have_value("bad")
    expect(tab.locator(WORKBENCH)).to_contain_text("The picture’s size: 640 × 1536")
    expect(tab.locator(WORKBENCH)).to_contain_text(f"Written for {PONY}")
    expect(tab.locator(f"{WORKBENCH} select >> nth=0").locator("option:checked")).to_have_text(PONY)
    expect(tab.locator(WORKBENCH)).to_contain_text("Height: 1536")


def test_a_picture_s_model_and_size_count_and_are_sent_along(tab: Any) -> None:
    open_picture(tab, INFOTEXT)
    expect_taken_apart(tab)
    tab.evaluate("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }")
    tab.get_by_role("button", name="Copy with settings").click()
    tab.wait_for_function("window.copied?.includes('Size: 640x1536')")
    tab.get_by_role("button", name="Send to txt2img").click()
    expect(tab.locator("#txt2img_width input[type=number]")).to_have_value("640")
    expect(tab.locator("#txt2img_height input[type=number]")).to_have_value("1536")


def test_an_infotext_that_is_typed_is_taken_apart_like_a_picture(tab: Any) -> None:
    tab.fill(TYPED, INFOTEXT)
    expect_taken_apart(tab)
    expect(tab.locator(STATUS)).to_contain_text("This was a picture’s infotext")
    tab.get_by_role("button", name="Take the size of txt2img").click()
    expect(tab.get_by_text("The picture’s size")).to_have_count(0)
    expect(tab.locator(WORKBENCH)).to_contain_text("Height: 1024")


def test_a_prompt_that_only_speaks_of_steps_stays_a_prompt(tab: Any) -> None:
    tab.fill(TYPED, "smile, 1girl, Steps: 20")
    expect_fitted(tab, "1girl, smile")
    expect(tab.locator(TYPED)).to_have_value("smile, 1girl, Steps: 20")


def test_what_is_sent_is_undone_in_the_panel(tab: Any) -> None:
    tab.locator("#tabs > .tab-nav > button", has_text="txt2img").click()
    tab.fill(PROMPT, "my own, 1boy")
    tab.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    section(tab, "workbench")
    tab.fill(TYPED, "smile, 1girl")
    expect_fitted(tab, "1girl, smile")
    tab.get_by_role("button", name="Send to txt2img").click()
    expect(tab.locator("#tab_txt2img")).to_be_visible()
    tab.locator("#prompt_tailor_txt2img").get_by_role("button", name="Undo").click()
    expect(tab.locator(PROMPT)).to_have_value("my own, 1boy")
