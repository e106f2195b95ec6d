"""Run a playground in a process of its own, and ask its REST routes."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playground.host import EXTENSION

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_SECONDS_TO_START = 600
"""Long, for busy machines; one that stops is noticed at once."""


def unused_port() -> int:
    """A port that the system has just given away: two test runs on one machine must not reach for the same one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """Start a playground with a data folder and the webui's own options; gives its address, and stops it at the end.

    What it prints is in `log.txt` in that folder, and in the error when it does not start.
    """
    command = [sys.executable, "-u", "-m", "playground", "--no-browser", "--port", str(unused_port())]
    log = data / "log.txt"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [*command, "--data-dir", str(data), *options], cwd=EXTENSION, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield _address(server, log)
    finally:
        server.terminate()
        server.wait()


def _address(server: subprocess.Popen, log: Path) -> str:
    """Wait until the playground says where it is. Raises AssertionError with what it said instead."""
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end:
        stopped = server.poll() is not None
        text = log.read_text(encoding="utf-8", errors="replace")
        found = _ADDRESS.search(text)
        if found:
            return found.group()
        if stopped:
            break
        time.sleep(0.05)
    raise AssertionError(f"the playground did not start:\n{text[-3000:]}")


def call(address: str, path: str, body: Any = None) -> Any:
    """The answer of GET, or of POST where there is a body. Raises HTTPError where it is refused."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


@contextmanager
def options_restored(address: str) -> Iterator[None]:
    """Sets the options back at the end that were changed meanwhile."""
    before = call(address, "/sdapi/v1/options")
    yield
    now = call(address, "/sdapi/v1/options")
    changed = {name: before[name] for name, value in now.items() if name in before and before[name] != value}
    if changed:
        call(address, "/sdapi/v1/options", changed)
