"""Run a playground in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playground.host import EXTENSION


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """Start a playground with a data folder and the webui's own options; gives its address, and stops it at the end."""
    command = [sys.executable, "-m", "playground", "--no-browser", "--port", "17860", "--data-dir", str(data), *options]
    with subprocess.Popen(command, cwd=EXTENSION, stdout=subprocess.PIPE, text=True) as server:
        lines = iter(server.stdout.readline, "")
        address = next((word for line in lines for word in line.split() if word.startswith("http://")), None)
        try:
            assert address, "the playground stopped before it said where it is"
            yield address
        finally:
            server.terminate()
