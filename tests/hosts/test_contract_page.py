"""A picture's infotext, pasted back into the page of any host: the typed prompt and the panel come back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.hosts.contract import PROBES, Host
from tests.pages import expect, load_again

pytestmark = pytest.mark.page

PROMPT, NEGATIVE = "#txt2img_prompt textarea", "#txt2img_neg_prompt textarea"
PANEL = "#prompt_tailor_txt2img"


@pytest.fixture
def host_page(open_page: Any, host: Host) -> Any:
    """The host's page."""
    return open_page(host.address)


def paste(page: Any, infotext: str, expected: str) -> None:
    """Paste an infotext, and wait for the prompt that must come of it."""
    page.fill(PROMPT, infotext)
    page.click("#paste")
    expect(page.locator(PROMPT)).to_have_value(expected)


def test_what_was_typed_and_chosen_comes_back(host: Host, host_page: Any) -> None:
    wishes = {"profile": "aidxl", "choices": {"rating": "safe"}}
    (picture,) = host.txt2img("smile, 1girl", wishes, negative_prompt="bad").pictures
    assert picture.prompt != "smile, 1girl"
    paste(host_page, picture.infotext, "smile, 1girl")
    expect(host_page.locator(NEGATIVE)).to_have_value("bad")
    expect(host_page.locator("#txt2img_steps input[type=number]")).to_have_value("2")
    wishes = host_page.locator(f"{PANEL}_wishes textarea")
    expect(wishes).to_have_value(re.compile("aidxl"))
    came_back = json.loads(wishes.input_value())
    assert came_back["profile"] == "aidxl" and came_back["choices"] == {"rating": "safe"}


def test_a_picture_made_without_us_is_pasted_as_it_is(host: Host, host_page: Any) -> None:
    (picture,) = host.txt2img("smile, 1girl", {"enabled": False}).pictures
    paste(host_page, picture.infotext, "smile, 1girl")


def test_a_value_that_is_none_is_left_out_and_all_others_are_filled(host: Host, host_page: Any) -> None:
    if host.version < (1, 8):
        pytest.skip("1.6 pastes nothing then")
    values = "Steps: abc, Sampler: Euler a, CFG scale: None, Seed: 5, Size: 832x1216, Clip skip: two"
    paste(host_page, f"1girl\nNegative prompt: bad\n{values}", "1girl")
    for control, value in ("seed", "5"), ("width", "832"), ("steps", "20"), ("cfg_scale", "7"):
        expect(host_page.locator(f"#txt2img_{control} input[type=number]")).to_have_value(value)


def test_an_older_infotext_names_sampler_and_schedule_as_one(host_page: Any) -> None:
    values = "Steps: 20, Sampler: DPM++ 2M SDE Karras, CFG scale: 7, Seed: 5, Size: 512x512"
    paste(host_page, f"1girl\n{values}", "1girl")
    expect(host_page.locator("#txt2img_sampling input")).to_have_value("DPM++ 2M SDE")
    expect(host_page.locator("#txt2img_scheduler input")).to_have_value("Karras")


def test_a_prompt_that_the_host_cannot_read_is_told_under_the_picture(host_page: Any) -> None:
    host_page.fill(PROMPT, "(a:1.2.3)")
    host_page.click("#txt2img_generate")
    expect(host_page.locator("#html_log_txt2img .error")).to_contain_text("could not convert string to float: '1.2.3'")


def test_a_missing_picture_is_told_under_the_picture(host_page: Any) -> None:
    host_page.locator("#tabs button", has_text=re.compile(r"^\s*img2img\s*$", re.IGNORECASE)).first.click()
    host_page.click("#img2img_generate")
    expect(host_page.locator("#html_log_img2img .error")).to_contain_text("Error: ")


def test_the_panel_names_the_profile_of_the_checkpoint(host: Host, host_page: Any) -> None:
    host.call("/sdapi/v1/options", {"sd_model_checkpoint": "animagine-xl-4.0-opt"})
    load_again(host_page)
    expect(host_page.locator(PANEL)).to_contain_text("Animagine XL 4.0")


def test_scripts_of_other_extensions_are_on_the_page(host: Host) -> None:
    known = host.call("/sdapi/v1/scripts")["txt2img"]
    assert {f"contract probe {name}" for name in PROBES} <= set(known)
