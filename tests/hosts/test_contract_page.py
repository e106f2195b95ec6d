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


def test_the_panel_names_the_profile_of_the_checkpoint(host: Host, host_page: Any) -> None:
    host.call("/sdapi/v1/options", {"sd_model_checkpoint": "animagine-xl-4.0-opt"})
    load_again(host_page)
    expect(host_page.locator(PANEL)).to_contain_text("Animagine XL 4.0")


def test_scripts_of_other_extensions_are_on_the_page(host: Host) -> None:
    known = host.call("/sdapi/v1/scripts")["txt2img"]
    assert {f"contract probe {name}" for name in PROBES} <= set(known)
