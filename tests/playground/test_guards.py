"""With the webui's passwords set, nobody without them gets through: to the webui's routes, or to ours."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ..serving import serving

OURS = "/prompt-tailor/v1/rewrite"
THEIRS = "/sdapi/v1/txt2img"


@pytest.fixture(scope="module")
def guarded(webui_data: Callable[[str], Path]) -> Iterator[str]:
    """A playground with a password for its API and another for its page."""
    pytest.importorskip("gradio", reason="the playground needs gradio")
    options = ("--api-auth", "ann:secret", "--gradio-auth", "bob:word")
    with serving(webui_data("guarded"), *options) as address:
        yield address


def status(address: str, path: str, password: str | None) -> int:
    """The HTTP status of a request with that password for the API."""
    headers = {"Content-Type": "application/json"}
    if password is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"ann:{password}".encode()).decode()
    body = json.dumps({"prompt": "1girl"}).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{address}{path}", body, headers)) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("path", [OURS, THEIRS])
@pytest.mark.parametrize(("password", "expected"), [("secret", 200), ("wrong", 401), (None, 401)])
def test_the_api_password_is_asked_for(guarded: str, path: str, password: str | None, expected: int) -> None:
    assert status(guarded, path, password) == expected


def test_the_page_asks_for_its_own_password(guarded: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{guarded}/config")
    assert refused.value.code == 401
