"""The stand-in is importable only where no webui is, and loads the very script that a webui loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playground import host


def test_the_stand_in_is_not_on_the_import_path_by_itself() -> None:
    code = "import playground, importlib.util; print(importlib.util.find_spec('modules'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=host.EXTENSION, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"


def test_a_real_webui_is_never_hidden(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "__init__.py").touch()
    code = "from playground import host; host.make_importable()"
    path = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=host.EXTENSION, env=path, capture_output=True, text=True, check=False
    )
    assert "A webui is on the import path already" in done.stderr


@pytest.mark.parametrize("package", [True, False])
def test_a_webui_on_the_import_path_is_told_in_a_line(package: bool, tmp_path: Path) -> None:
    """The webui's `modules` is a folder without an `__init__.py`."""
    pytest.importorskip("gradio", reason="the playground needs gradio")
    (tmp_path / "modules").mkdir()
    if package:
        (tmp_path / "modules" / "__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "-m", "playground", "--no-browser"],
        cwd=host.EXTENSION,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The playground cannot start: A webui is on the import path already (")
    assert str(tmp_path / "modules") in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.usefixtures("webui")
def test_our_script_is_the_one_in_scripts() -> None:
    from modules import scripts

    (ours,) = [data for data in scripts.scripts_data if data.basedir == str(host.EXTENSION)]
    assert Path(ours.path) == host.EXTENSION / "scripts" / "prompt_tailor_webui.py"


@pytest.mark.usefixtures("webui")
def test_built_in_scripts_come_after_extensions() -> None:
    from modules import scripts

    assert scripts.scripts_data[-1].script_class.__name__ == "ScriptStripComments"
