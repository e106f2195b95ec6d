"""Where the tab's parts are on the page, and what people do there."""

from __future__ import annotations

import re
from typing import Any

from tests.pages import expect

TYPED = "#prompt-tailor-workbench textarea >> nth=0"
FITTED = "#prompt-tailor-workbench textarea[readonly] >> nth=0"
PROFILES = "#prompt-tailor-profiles"
WORKBENCH = "#prompt-tailor-workbench"
STATUS = ".pt-status"
PROMPT = "#txt2img_prompt textarea"


def open_tab(page: Any) -> Any:
    page.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    expect(page.locator(WORKBENCH)).to_be_visible()
    return page


def section(page: Any, name: str) -> Any:
    page.click(f"#prompt-tailor-{name}-tab")
    return page.locator(f"#prompt-tailor-{name}")


def expect_fitted(page: Any, beginning: str) -> None:
    """Wait until the workbench shows a fitted prompt that begins like this."""
    expect(page.locator(FITTED)).to_have_value(re.compile(f"^{re.escape(beginning)}"))
