"""Pages in a headless Chromium: what the page tests of all hosts share."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from run import BROWSERS

# Chromium asks Google for this and that when it starts; where there is no way out, each of these takes its time.
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_LOCALIZER = """words => {
    Object.defineProperty(window, "localization", {get: () => words, set: () => {}});
    const translate = text => { text.data = words[text.data.trim()] ?? text.data; };
    new MutationObserver(found => found.forEach(one => one.addedNodes.forEach(node => {
        if (node.nodeType === Node.TEXT_NODE) translate(node);
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) translate(texts.currentNode);
    }))).observe(document, {childList: true, subtree: true});
}"""
"""Does what A1111's localization does: every text that is added to the page and stands in the file is replaced. The
words are there before any script, and the page's own file does not count."""
PATIENCE = 120_000
"""Milliseconds that a page has for whatever a test waits for. Long, for busy machines; what comes is seen at once."""
_OURS = ("/javascript/", "/prompt-tailor/page/")
"""Where our scripts come from: the one that every page loads, and those that it fetches."""
_READY = """typeof opts !== 'undefined' && Object.keys(opts).length > 0
    && document.querySelector('[data-prompt-tailor=drawn]') !== null"""


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium: the machine's own, else the one that `playwright install chromium` has fetched.

    Skips, with the reason, where there is none; in CI that is a failure, or no page would ever be tested there.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=found, args=_QUIET)
        except playwright.Error as problem:
            stop = pytest.fail if os.environ.get("CI") else pytest.skip
            stop(f"no Chromium for the page tests: {str(problem).splitlines()[0]}")
        yield browser
        browser.close()


def expect(what: Any) -> Any:
    """Playwright's assertions about a page or a locator: they wait until what is said of it holds.

    A test reads and counts nothing else after something that takes its time: an answer, a drawing, a click that the
    webui hears later.
    """
    from playwright.sync_api import expect as waiting

    return waiting(what)


def wait_until_built(page: Any) -> None:
    """Wait until a page that is being loaded knows its options, and has our panels and the ears for their clicks."""
    page.wait_for_function(_READY)


def load_again(page: Any) -> None:
    """Load a page again, and wait until it is built."""
    page.reload(wait_until="domcontentloaded")
    wait_until_built(page)


def choose(page: Any, menu: str, name: str) -> None:
    """Choose the first entry of gradio's menu at a selector that has these words, by keys.

    Not by a click: the list of entries stays where it was opened, and is out of sight when the page above it grows.
    """
    box = page.locator(f"{menu} input")
    box.click()
    box.fill(name)
    expect(page.locator(f"{menu} li").first).to_contain_text(name)
    box.press("Enter")
    expect(page.locator(f"{menu} li")).to_have_count(0)


class Opener:
    """Opens pages of webuis; each has a browser session of its own, which `close` ends."""

    def __init__(self, browser: Any):
        self._browser = browser
        self._contexts: list[Any] = []
        self._errors: list[str] = []

    def __call__(self, address: str, query: str = "", words: Mapping[str, str] | None = None, **context: Any) -> Any:
        """A page that is built and knows its options.

        `query` goes behind the address (`?__theme=dark`), `words` are what the webui's localization file replaces,
        `context` goes to Playwright's `new_context` (`locale`, `color_scheme`, `viewport`, `http_credentials`, ...).
        Requests to other machines fail at once.
        """
        session = self._browser.new_context(**{"viewport": {"width": 1400, "height": 1200}, **context})
        self._contexts.append(session)
        session.set_default_timeout(PATIENCE)
        session.route(lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort())
        page = session.new_page()
        page.on("pageerror", self._note)
        if words is not None:
            page.add_init_script(f"({_LOCALIZER})({json.dumps(words)})")
        page.goto(f"{address}/{query}", wait_until="domcontentloaded")
        wait_until_built(page)
        return page

    def close(self) -> None:
        """Close all pages. Fails the test if one of our scripts threw an error in any of them."""
        for session in self._contexts:
            session.close()
        assert not self._errors, "\n".join(self._errors)

    def _note(self, error: Any) -> None:
        # gradio 3 throws now and then by itself; what comes out of our own files is ours.
        if any(folder in (error.stack or "") for folder in _OURS):
            self._errors.append(error.stack)
