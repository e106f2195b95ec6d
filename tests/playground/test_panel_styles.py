"""The webui's styles: the panel shows before and after what a picture with them is made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages import expect
from tests.serving import serving

from .panel import PANEL, PROMPT
from .panel_steps import generated, open_section, type_prompt

pytestmark = pytest.mark.page

STYLED = "1girl, smile, long hair, masterpiece, high score, great score, absurdres"


@pytest.fixture(scope="module")
def with_style(webui_data: Callable[[str], Path]) -> Iterator[str]:
    """The address of a playground that has a style."""
    data = webui_data("styles")
    (data / "styles.csv").write_text('name,prompt,negative_prompt\nmine,"{prompt}, long_hair",jpeg\n', encoding="utf-8")
    with serving(data) as address:
        yield address


def test_a_style_shows_in_the_preview_and_in_the_report(open_page: Any, with_style: str) -> None:
    page = open_page(with_style)
    type_prompt(page, "smile, 1girl")
    styled = page.locator(f"{PANEL} .prompt-tailor-styled")
    expect(styled).to_have_text("")
    box = page.locator("#txt2img_styles input")
    box.click()
    expect(page.locator("#txt2img_styles li")).to_have_count(1)
    box.press("Enter")
    expect(styled).to_contain_text("mine")
    expect(styled.locator("pre").first).to_have_text(STYLED)
    expect(styled.locator("pre").last).to_have_text(re.compile("jpeg"))
    expect(page.locator(PROMPT)).to_have_value("smile, 1girl")
    box.blur()
    assert generated(page).startswith(f"{STYLED}\n")
    open_section(page, "report")
    report = page.locator(f"{PANEL} .prompt-tailor-report")
    expect(report).to_contain_text(STYLED)
    expect(report).to_contain_text("With the styles mine.")
