"""How a playground starts and stops: behind a proxy, without a browser, with Ctrl-C."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground import __main__ as start
from playground.host import EXTENSION

from ..serving import serving, unused_port

_SECONDS_TO_STOP = 120
"""Long, for busy machines; but one that goes on must not stop all tests."""


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9"])
def test_a_proxy_does_not_keep_the_playground_from_starting(
    proxy: str, webui_data: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """gradio asks its own server whether it runs, and would ask the proxy, which cannot reach it."""
    pytest.importorskip("gradio", reason="the playground needs gradio")
    for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving(webui_data("proxy")) as address:
        straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with straight.open(address) as answer:
            assert answer.status == 200


@pytest.mark.skipif(os.name != "posix", reason="only there a test can press Ctrl-C for another process alone")
def test_ctrl_c_ends_it_without_a_stack_trace(webui_data: Callable[[str], Path]) -> None:
    """As soon as it has said where it is. Tests that run in the background hand on that Ctrl-C is to be ignored."""
    pytest.importorskip("gradio", reason="the playground needs gradio")
    heeding = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    heeding += "runpy.run_module('playground', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-u", "-c", heeding, "--no-browser", "--port", str(unused_port())]
    with subprocess.Popen(
        [*command, "--data-dir", str(webui_data("stopped"))],
        cwd=EXTENSION,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as server:
        said = server.stdout.readline()
        server.send_signal(signal.SIGINT)
        try:
            said += server.communicate(timeout=_SECONDS_TO_STOP)[0]
        finally:
            server.kill()
    assert said.startswith("Prompt Tailor playground: http")
    assert server.returncode in (0, 130)
    assert "Traceback" not in said


def test_ctrl_c_while_it_starts_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(options: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "run", stopped)
    monkeypatch.setattr(start, "leave_proxies", lambda: None)
    monkeypatch.setattr(sys, "argv", ["playground"])
    assert start.main() == 130


def test_without_gradio_one_line_says_what_installs_it(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert start.run(start.parse_arguments([])) == 2
    assert capsys.readouterr().err.startswith("The playground cannot start: gradio is not installed.")


@pytest.mark.parametrize(("desktop", "opens"), [(True, False), (False, True)])
@pytest.mark.usefixtures("webui")
def test_without_a_browser_the_address_is_to_be_opened_by_hand(
    desktop: bool, opens: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from playground import server

    class Page:
        def block_thread(self) -> None:
            pass

    monkeypatch.setattr(server, "has_desktop", lambda: desktop)
    monkeypatch.setattr(server.webbrowser, "open", lambda address: opens)
    server.serve(Page(), 7860, open_browser=True)
    address, hint = capsys.readouterr().out.splitlines()
    assert "http://127.0.0.1:7860" in address
    assert hint == "No browser could be opened here: open that address yourself."


@pytest.mark.parametrize(
    ("before", "meanwhile"),
    [(signal.default_int_handler, signal.SIG_DFL), (signal.SIG_IGN, signal.SIG_IGN)],
)
def test_ctrl_c_raises_nothing_in_the_middle_of_an_import(before: Any, meanwhile: Any) -> None:
    ours = signal.signal(signal.SIGINT, before)
    try:
        with pytest.raises(ValueError, match="went wrong"), start.ending_at_once():
            assert signal.getsignal(signal.SIGINT) == meanwhile
            raise ValueError("went wrong")
        assert signal.getsignal(signal.SIGINT) == before
    finally:
        signal.signal(signal.SIGINT, ours)


def test_garbage_is_collected_again_after_the_start() -> None:
    seen: list[Any] = []
    with pytest.raises(ValueError, match="went wrong"), start.collecting_later():
        seen.append(gc.isenabled())
        raise ValueError("went wrong")
    assert [*seen, gc.isenabled()] == [False, True]
