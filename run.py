"""Prompt Tailor on a machine that has only Python: open the playground, or run the tests.

    python run.py                        open the playground in the browser
    python run.py --test [pytest args]   install everything the tests need and run them
    python run.py --lint                 check the code with ruff

Only the standard library is used, on Python 3.10 to 3.13. What is needed goes into folders under .venv/, pinned by the
lists in requirements/; nothing outside this checkout changes, but for `--test` as root on Debian or Ubuntu, which adds
Chromium with apt when no browser is there. A second start finds everything in place and is instant.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
GRADIO_VERSIONS = {"4.40.0": (3, 13), "3.41.2": (3, 11)}
"""The gradio versions of Forge and of AUTOMATIC1111's webui, each with the newest Python that it runs on."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


class SetupError(Exception):
    """Something is missing that this file cannot get; the message says what to do."""


def requirement_files(purpose: str, gradio: str) -> list[Path]:
    """The lists that an environment for "playground" or "test" is made of. Together they are complete."""
    names = ["library", f"gradio-{gradio}"] + (["test"] if purpose == "test" else [])
    return [ROOT / "requirements" / f"{name}.txt" for name in names]


def fingerprint(files: Sequence[Path], python: str = sys.version) -> str:
    """A value that changes when a requirement or the Python that runs us changes."""
    digest = hashlib.sha256(python.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def folder_name(purpose: str, gradio: str, python: tuple[int, int] = sys.version_info[:2]) -> str:
    """One folder for each purpose, Python and gradio, so that changing between them reinstalls nothing."""
    return f"{purpose}-py{python[0]}{python[1]}-gradio{gradio.split('.')[0]}"


def python_of(folder: Path) -> Path:
    """The interpreter of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def check_python(gradio: str, python: tuple[int, int] = sys.version_info[:2]) -> None:
    """Raise SetupError where this Python cannot run that gradio."""
    newest = GRADIO_VERSIONS[gradio]
    if not (3, 10) <= python <= newest:
        raise SetupError(
            f"gradio {gradio} runs on Python 3.10 to {newest[0]}.{newest[1]}; this is Python {python[0]}.{python[1]}."
        )


def environment(purpose: str, gradio: str) -> Path:
    """Make the environment for a purpose, unless it is there and up to date. Returns its Python."""
    check_python(gradio)
    files = requirement_files(purpose, gradio)
    folder = ROOT / ".venv" / folder_name(purpose, gradio)
    stamp = folder / "requirements.sha256"
    wanted = fingerprint(files)
    if not (stamp.is_file() and stamp.read_text() == wanted and python_of(folder).exists()):
        print(f"Installing what the {purpose} needs into {folder.relative_to(ROOT)} (once, a minute) ...", flush=True)
        create_venv(folder)
        install(python_of(folder), files)
        stamp.write_text(wanted)
    return python_of(folder)


def create_venv(folder: Path) -> None:
    """Make an empty virtual environment, in place of what is there."""
    made = run_quietly([sys.executable, "-m", "venv", "--clear", folder])
    if made.returncode:
        raise SetupError(
            f"Could not make a virtual environment in {folder}: {last_error(made.stdout)}\n"
            "On Debian and Ubuntu it needs the package python3-venv."
        )


def install(python: Path, files: Sequence[Path]) -> None:
    """Install complete lists of pinned packages."""
    lists = [argument for file in files for argument in ("-r", file)]
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps"]
    done = run_quietly([*pip, *lists])
    if done.returncode:
        raise SetupError(
            f"Could not install the packages: {last_error(done.stdout)}\n"
            "Is there a connection to the Python package index? Nothing else was changed; run the same command again."
        )


def run_quietly(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints."""
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )


def last_error(output: str) -> str:
    """The most telling line of a failed command's output: its last line with an error, else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no output"])[-1]


def has_browser() -> bool:
    """Whether a browser that the page tests can drive is installed."""
    return any(shutil.which(name) for name in BROWSERS)


def can_use_apt() -> bool:
    """Whether we may install Debian packages: root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def ensure_browser() -> None:
    """Install Chromium with apt where that is possible; else say how to get it. Page tests skip without one."""
    if has_browser():
        return
    if can_use_apt():
        print("Installing Chromium for the page tests (once) ...", flush=True)
        run_quietly(["apt-get", "update"])
        done = run_quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
        if done.returncode == 0:
            return
        print(f"Chromium could not be installed: {last_error(done.stdout)}")
    print("No Chromium or Chrome found: the page tests will be skipped. Install one to run them.", flush=True)


def run_tests(gradio: str, arguments: Sequence[str]) -> int:
    """Run the test suite; returns pytest's exit status."""
    python = environment("test", gradio)
    ensure_browser()
    return run_in_checkout([python, "-m", "pytest", *arguments])


def run_lint(gradio: str) -> int:
    """Run ruff over the checkout; returns its exit status."""
    return run_in_checkout([environment("test", gradio), "-m", "ruff", "check", "."])


def run_playground(gradio: str, arguments: Sequence[str]) -> int:
    """Run the playground until it is stopped."""
    return run_in_checkout([environment("playground", gradio), "-m", "playground", *arguments])


def run_in_checkout(command: Sequence[str | Path]) -> int:
    """Run a command in the checkout's root, on this terminal; returns its exit status."""
    quiet = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **quiet}, check=False).returncode


def parse_arguments(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our own options, and what is left for pytest. Exits with a message on options that nobody knows."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--test", action="store_true", help="run the tests; further arguments go to pytest")
    what.add_argument("--lint", action="store_true", help="check the code with ruff")
    parser.add_argument("--gradio", choices=list(GRADIO_VERSIONS), default="4.40.0", help="default: %(default)s")
    parser.add_argument("--port", type=int, default=7860, help="the playground's port, or the next free one after it")
    parser.add_argument("--no-browser", action="store_true", help="do not open the playground in a browser")
    options, rest = parser.parse_known_args(arguments)
    if rest and not options.test:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    return options, rest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; returns the exit status."""
    options, rest = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        if options.test:
            return run_tests(options.gradio, rest)
        if options.lint:
            return run_lint(options.gradio)
        no_browser = ["--no-browser"] if options.no_browser else []
        return run_playground(options.gradio, ["--port", str(options.port), *no_browser])
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
