"""Who may use the host's routes and ours when the host asks for a password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hosts.contract import FITTED, Host, RefusedError, running_host
from tests.pages import expect

LOGIN = "someone:secret"
OURS = "/prompt-tailor/v1/profiles"


@pytest.fixture(scope="module")
def guarded(webui_data: Callable[[str], Path]) -> Iterator[str]:
    """The address of a host that was started with --api-auth."""
    with running_host(webui_data("guarded"), "--api-auth", f"{LOGIN},other:word") as address:
        yield address


@pytest.mark.parametrize("login", [None, "someone:wrong", "nobody:secret"])
@pytest.mark.parametrize("path", [OURS, "/sdapi/v1/options", "/sdapi/v1/sd-models"])
def test_without_the_password_nothing_is_told(guarded: str, path: str, login: str | None) -> None:
    with pytest.raises(RefusedError) as refused:
        Host(guarded, login).call(path)
    assert refused.value.status == 401


def test_with_the_password_everything_works(guarded: str) -> None:
    host = Host(guarded, LOGIN)
    assert host.call(OURS)["profiles"]
    assert host.txt2img("smile, 1girl").pictures[0].prompt == FITTED


def test_every_user_of_the_list_may(guarded: str) -> None:
    assert Host(guarded, "other:word").call(OURS)["profiles"]


def test_without_api_auth_everybody_may(host: Host) -> None:
    assert host.call(OURS)["profiles"] and host.call("/sdapi/v1/options")


@pytest.mark.page
def test_the_page_works_where_only_api_clients_need_a_password(guarded: str, open_page: Callable) -> None:
    page = open_page(guarded)
    page.fill("#txt2img_prompt textarea", "smile, 1girl")
    shown = page.locator("#prompt_tailor_txt2img").get_by_text("1girl", exact=True)
    expect(shown.first).to_be_visible()
