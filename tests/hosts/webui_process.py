"""A webui in a process of its own, with this checkout as an extension."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import unused_port

ROOT = Path(__file__).resolve().parents[2]
_SECONDS_TO_START = 300
_STARTED = "Startup time:"
"""What every webui prints last."""


@contextmanager
def running_webui(folder: Path, data: Path, *options: str) -> Iterator[str]:
    """Start the webui of a folder on a free port with a data folder; gives its address, and stops it at the end.

    Its own environment is used where it has one. PROMPT_TAILOR_WEBUI_ARGS holds more arguments, such as
    `--ckpt-dir DIR --use-cpu all`; PROMPT_TAILOR_WEBUI_PYTHON names another Python.
    """
    (data / "extensions").mkdir(parents=True, exist_ok=True)
    (data / "extensions" / "sd-webui-prompt-tailor").symlink_to(ROOT, target_is_directory=True)
    port = unused_port()
    address = f"http://127.0.0.1:{port}"
    more = [*shlex.split(os.environ.get("PROMPT_TAILOR_WEBUI_ARGS", "")), *options]
    command = [_python(folder), "launch.py", "--api", "--port", str(port), "--data-dir", str(data)]
    # Forge serves its own scripts only from allowed folders, and with a data folder its own is none.
    command += ["--gradio-allowed-path", str(folder), *more]
    with (data / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(server, data / "log.txt")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=60)


def _python(folder: Path) -> str:
    own = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return os.environ.get("PROMPT_TAILOR_WEBUI_PYTHON") or (str(own) if own.exists() else sys.executable)


def _wait_for(server: subprocess.Popen, log: Path) -> None:
    """Wait until the webui says that it has started. Raises AssertionError with the end of the log.

    It must not be asked before: a request that comes while it sets up its middleware stops it.
    """
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        if _STARTED in log.read_text(errors="replace"):
            return
        time.sleep(0.5)
    raise AssertionError(f"The webui did not start:\n{log.read_text(errors='replace')[-3000:]}")
