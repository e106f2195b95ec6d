"""Words stand out from what is behind them, on light pages and on dark ones."""

from __future__ import annotations

from typing import Any

import pytest

from .panel import PANEL
from .panel_steps import open_section, type_prompt

pytestmark = pytest.mark.page

READABLE = 4.5
"""The contrast that small text needs, by the Web Content Accessibility Guidelines 2.1, criterion 1.4.3."""
FAINT = """([root, least]) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const over = (top, below) => [0, 1, 2].map(n => (top[n] * top[3] + below[n] * (255 - top[3])) / 255).concat(255);
    const behind = element => {
        if (!element) return [255, 255, 255, 255];
        const style = getComputedStyle(element);
        const first = /(rgba?|color|hsla?)\\([^)]*\\)/.exec(style.backgroundImage)?.[0];
        const own = rgba(first ?? style.backgroundColor);
        return own[3] === 255 ? own : over(own, behind(element.parentElement));
    };
    const light = colour => {
        const [red, green, blue] = colour.slice(0, 3).map(one => one / 255)
            .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const found = [];
    const texts = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        const words = texts.currentNode.data.trim();
        if (!/\\w{2}/.test(words) || !element.getClientRects().length || element.closest(":disabled")) continue;
        const back = behind(element);
        const [dark, bright] = [back, over(rgba(getComputedStyle(element).color), back)].map(light).sort((a, b) => a - b);
        const contrast = (bright + 0.05) / (dark + 0.05);
        if (contrast < least) found.push(`${contrast.toFixed(2)} ${element.localName}.${element.className}: ${words}`);
    }
    return found;
}"""


@pytest.fixture(params=["light", "dark"])
def themed(request: Any, open_page: Any, playground_address: str) -> Any:
    return open_page(playground_address, f"?__theme={request.param}")


def test_the_panel_can_be_read(themed: Any) -> None:
    type_prompt(themed, "smile, (long hair:1.2), lnog hair, by wlop, elf, sword, xyzzy, (hat:1.2.3)", "hat")
    for section in ("legend", "choices", "settings"):
        open_section(themed, section)
    themed.wait_for_selector(f"{PANEL} .prompt-tailor-findings button")
    assert themed.evaluate(FAINT, [PANEL, READABLE]) == []


def test_the_tab_can_be_read(themed: Any) -> None:
    themed.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    themed.locator("#prompt-tailor-workbench textarea").first.fill("smile, smile, 1girl, long_hair, (hat:1.2.3)")
    themed.wait_for_selector("#prompt-tailor-workbench .pt-step")
    for section, drawn in (
        ("workbench", ".pt-step"),
        ("profiles", "article"),
        ("words", "table"),
        ("sizes", ".pt-size"),
        ("about", "dl"),
    ):
        themed.click(f"#prompt-tailor-{section}-tab")
        themed.wait_for_selector(f"#prompt-tailor-{section} {drawn}")
        assert themed.evaluate(FAINT, ["#prompt_tailor_tab", READABLE]) == [], section


def test_buttons_and_tags_are_filled(themed: Any) -> None:
    """gradio makes all buttons transparent, by rules that may come before ours or after them."""
    type_prompt(themed, "smile, 1girl")
    open_section(themed, "settings")
    for kind in ("button", "tag", "size"):
        themed.wait_for_selector(f"{PANEL} button.prompt-tailor-{kind}")
        filled = themed.eval_on_selector(
            f"{PANEL} button.prompt-tailor-{kind}",
            "one => [getComputedStyle(one).backgroundImage, getComputedStyle(one).backgroundColor]",
        )
        assert filled != ["none", "rgba(0, 0, 0, 0)"], kind
