"""Pages in a headless Chromium: what the page tests of all hosts share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
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
LOCALIZER = """([name, entries]) => {
    opts.localization = name;
    window.localization = entries;
    const translate = text => { text.data = entries[text.data.trim()] ?? text.data; };
    new MutationObserver(found => found.forEach(one => one.addedNodes.forEach(node => {
        if (node.nodeType === Node.TEXT_NODE) translate(node);
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) translate(texts.currentNode);
    }))).observe(document.body, {childList: true, subtree: true});
}"""
"""Makes a page do what A1111's localization does: every text that is added and stands in the file is replaced."""
PATIENCE = 120_000
"""Milliseconds that a page has for whatever a test waits for. Long, for busy machines; what comes is seen at once."""
_READY = "typeof opts !== 'undefined' && Object.keys(opts).length > 0"


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


class Opener:
    """Opens pages of webuis; each has a browser session of its own, which `close` ends."""

    def __init__(self, browser: Any):
        self._browser = browser
        self._contexts: list[Any] = []
        self._errors: list[str] = []

    def __call__(self, address: str, query: str = "", **context: Any) -> Any:
        """A page that is built and knows its options.

        `query` goes behind the address (`?__theme=dark`), `context` to Playwright's `new_context` (`locale`,
        `color_scheme`, `viewport`, `http_credentials`, ...). Requests to other machines fail at once.
        """
        session = self._browser.new_context(**{"viewport": {"width": 1400, "height": 1200}, **context})
        self._contexts.append(session)
        session.set_default_timeout(PATIENCE)
        session.route(lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort())
        page = session.new_page()
        page.on("pageerror", self._note)
        page.goto(f"{address}/{query}", wait_until="domcontentloaded")
        page.wait_for_function(_READY)
        return page

    def close(self) -> None:
        """Close all pages. Fails the test if one of our scripts threw an error in any of them."""
        for session in self._contexts:
            session.close()
        assert not self._errors, "\n".join(self._errors)

    def _note(self, error: Any) -> None:
        # gradio 3 throws now and then by itself; what comes out of our own files is ours.
        if "/javascript/" in (error.stack or ""):
            self._errors.append(error.stack)
