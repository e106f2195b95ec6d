"""install.py: quick when nothing is missing, no dependencies moved, never in the way of the webui's start."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[1] / "install.py"


@pytest.fixture
def install() -> ModuleType:
    """The file as a module; importing it runs nothing."""
    spec = importlib.util.spec_from_file_location("prompt_tailor_install", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """A webui's `launch` module that installs nothing; what it was asked for."""
    asked: list[tuple[str, str]] = []
    launch = ModuleType("launch")
    launch.run_pip = lambda command, desc: asked.append((command, desc))
    monkeypatch.setitem(sys.modules, "launch", launch)
    return asked


def nothing_installed(name: str) -> bool:
    return False


def test_nothing_is_asked_for_when_everything_is_there(install, asked, monkeypatch) -> None:
    monkeypatch.setattr(install, "is_installed", lambda name: True)
    install.main()
    assert asked == []


def test_any_installed_version_is_left_alone(install, monkeypatch) -> None:
    monkeypatch.setattr(install.metadata, "version", lambda name: "0.0.1")
    assert install.missing((3, 10)) == []


@pytest.mark.parametrize(
    ("python", "names"),
    [((3, 10), ["tomli", "tomlkit", "tipo-kgen", "rapidfuzz"]), ((3, 11), ["tomlkit", "tipo-kgen", "rapidfuzz"])],
)
def test_what_each_python_needs(install, monkeypatch, python, names) -> None:
    monkeypatch.setattr(install, "is_installed", nothing_installed)
    assert [needed.name for needed in install.missing(python)] == names


def test_packages_come_pinned_and_alone(install, asked, monkeypatch) -> None:
    """Without --no-deps, tipo-kgen would bring torch and transformers of its own choice."""
    monkeypatch.setattr(install, "is_installed", nothing_installed)
    install.main()
    assert ("install --no-deps --retries 1 --timeout 15 tipo-kgen==0.3.1", "tipo-kgen for Prompt Tailor") in asked
    assert all("--no-deps" in command and "==" in command for command, _ in asked)


def test_a_failure_is_one_line_and_the_next_package_is_tried(install, asked, monkeypatch, capsys) -> None:
    monkeypatch.setattr(install, "is_installed", nothing_installed)
    monkeypatch.setattr(install, "missing", lambda: list(install.REQUIREMENTS))

    def no_network(command: str, desc: str) -> None:
        raise RuntimeError(f"Couldn't install {desc}.\nCommand: pip {command}\nstdout: ...\nstderr: ...")

    monkeypatch.setattr(sys.modules["launch"], "run_pip", no_network)
    install.main()
    first, form, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("Prompt Tailor: could not install tomli (no network?). Until it is there, model profiles")
    assert form.startswith("Prompt Tailor: could not install tomlkit") and "as text only" in form
    assert second.startswith("Prompt Tailor: could not install tipo-kgen") and "all else works" in second
    assert third.startswith("Prompt Tailor: could not install rapidfuzz") and "all else works" in third


def test_without_a_webui_pip_runs_directly(install, monkeypatch) -> None:
    commands = []
    monkeypatch.setitem(sys.modules, "launch", None)
    monkeypatch.setattr(install.subprocess, "run", lambda command, **_: commands.append(command))
    install.run_pip("install --no-deps x==1", "x")
    assert commands == [[sys.executable, "-m", "pip", "install", "--no-deps", "x==1"]]


def test_the_file_runs_silently_and_leaves_well_when_all_is_there(install) -> None:
    """As the webui runs it: a process of its own, on every start."""
    if install.missing():
        pytest.skip(f"not installed here: {', '.join(needed.name for needed in install.missing())}")
    done = subprocess.run([sys.executable, FILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_pins_are_those_of_the_requirement_list(install) -> None:
    listed = (FILE.parent / "requirements" / "library.txt").read_text(encoding="utf-8")
    assert all(f"{needed.name}=={needed.version}" in listed for needed in install.REQUIREMENTS)
