"""Run a playground in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playground.host import EXTENSION


def unused_port() -> int:
    """A port that the system has just given away: two test runs on one machine must not reach for the same one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """Start a playground with a data folder and the webui's own options; gives its address, and stops it at the end."""
    command = [
        sys.executable,
        "-m",
        "playground",
        "--no-browser",
        "--port",
        str(unused_port()),
        "--data-dir",
        str(data),
        *options,
    ]
    with subprocess.Popen(command, cwd=EXTENSION, stdout=subprocess.PIPE, text=True) as server:
        lines = iter(server.stdout.readline, "")
        address = next((word for line in lines for word in line.split() if word.startswith("http://")), None)
        try:
            assert address, "the playground stopped before it said where it is"
            yield address
        finally:
            server.terminate()
