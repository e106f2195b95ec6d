"""run.py's environments: two starts at once, broken ones, and settings of Python and pip that are for others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run
from playground import installing

Answer = Callable[[list], subprocess.CompletedProcess]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the environment `env` of an empty checkout goes."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    return tmp_path / ".venv" / "env"


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], list[list]]:
    """Commands get an answer in place of being run; gives the list of those that were asked for."""
    asked: list[list] = []

    def answer_with(answer: Answer) -> list[list]:
        def answered(command: list, variables: object = None) -> subprocess.CompletedProcess:
            asked.append([str(word) for word in command])
            return answer(asked[-1])

        monkeypatch.setattr(run, "run_quietly", answered)
        return asked

    return answer_with


def works(command: list) -> subprocess.CompletedProcess:
    """Any command, well done; a new environment has an interpreter."""
    if "venv" in command:
        run.python_of(Path(command[-1])).parent.mkdir(parents=True, exist_ok=True)
        run.python_of(Path(command[-1])).touch()
    return subprocess.CompletedProcess(command, 0, "")


def test_a_second_start_waits_and_takes_what_the_first_has_made(folder, answering, monkeypatch, capsys) -> None:
    asked = answering(works)
    folder.parent.mkdir()
    first = folder.with_name("env.lock").open("a")
    installing.wait_for_lock(first.fileno(), "nobody has it")

    def the_first_is_done(pause: float) -> None:
        works(["venv", folder])
        run.stamp_of(folder).write_text("wanted")
        first.close()

    monkeypatch.setattr(installing.time, "sleep", the_first_is_done)
    assert run.prepared("env", "wanted", "Installing", []) == run.python_of(folder)
    assert asked == []
    said = capsys.readouterr().out
    assert said.startswith("Another start is installing into ") and said.count("waiting for it") == 1


def test_a_start_that_died_keeps_nobody_from_installing(folder, answering, capsys) -> None:
    """As a computer that was switched off leaves it: the lock's file, half an environment, no stamp."""
    answering(works)
    folder.mkdir(parents=True)
    code = "from playground.installing import wait_for_lock; import os, sys; "
    code += "file = open(sys.argv[1], 'a'); wait_for_lock(file.fileno(), 'waiting'); os._exit(9)"
    died = [sys.executable, "-c", code, folder.with_name("env.lock")]
    assert subprocess.run(died, cwd=Path(run.__file__).parent, check=False).returncode == 9
    run.prepared("env", "wanted", "Installing", [])
    assert run.is_ready(folder, "wanted")
    assert "waiting" not in capsys.readouterr().out


def test_the_lock_is_free_again_after_a_failure(folder, answering) -> None:
    answering(works)

    def fails(python: Path) -> None:
        raise run.SetupError("no network")

    with pytest.raises(run.SetupError, match="no network"):
        run.prepared("env", "wanted", "Installing", [fails])
    run.prepared("env", "wanted", "Installing", [])
    assert run.is_ready(folder, "wanted")


@pytest.mark.skipif(sys.platform == "win32", reason="there a lock is its process's alone")
def test_a_command_of_ours_keeps_the_lock_when_we_die(folder) -> None:
    """pip, say, which would go on writing into the folder."""
    folder.parent.mkdir()
    with run.only_one(folder):
        lock = folder.with_name("env.lock").stat()
        code = (
            "import os\ndef identity(n):\n try: return os.fstat(n)[1:3]\n except OSError: return None\n"
            f"assert ({lock.st_ino}, {lock.st_dev}) in map(identity, range(3, 100))"
        )
        assert run.run_quietly([sys.executable, "-c", code]).stdout == ""


def test_an_old_stamp_is_gone_before_anything_is_changed(folder, answering) -> None:
    works(["venv", folder])
    run.stamp_of(folder).write_text("older")
    answering(lambda command: subprocess.CompletedProcess(command, 1, "Error: in use" * run.stamp_of(folder).exists()))
    with pytest.raises(run.SetupError, match="no output"):
        run.prepared("env", "wanted", "Installing", [])
    assert not run.stamp_of(folder).exists()


def test_what_cannot_be_imported_after_all_is_installed_gets_no_stamp(folder, answering) -> None:
    def without_gradio(command: list) -> subprocess.CompletedProcess:
        return subprocess.CompletedProcess(command, 1, "x\nImportError: y") if "-c" in command else works(command)

    answering(without_gradio)
    with pytest.raises(run.SetupError, match="gradio cannot be used: ImportError: y"):
        run.prepared("env", "wanted", "Installing", [])
    assert not run.stamp_of(folder).exists()


@pytest.mark.parametrize(("broken", "runs"), [(True, 2), (False, 1)])
def test_a_broken_environment_is_made_anew(broken: bool, runs: int, folder, answering, monkeypatch, capsys) -> None:
    """As two starts at once left it before there was a lock; but not where only what was run has failed."""
    problem = "ModuleNotFoundError: No module named 'gradio'"
    done: list[list] = []
    answering(works)
    run.prepared("env", "wanted", "Installing", [])
    asked = answering(
        lambda command: (
            subprocess.CompletedProcess(command, 1, problem)
            if broken and run.is_ready(folder, "wanted")
            else works(command)
        )
    )
    monkeypatch.setattr(run, "run_in_checkout", lambda command: done.append(command) or int(len(done) == 1))
    asked.clear()
    status = run.run_module(lambda: run.prepared("env", "wanted", "Installing", []), "playground", "--no-browser")
    assert (status, len(done)) == (int(not broken), runs)
    assert any("venv" in command for command in asked) == broken
    assert run.is_ready(folder, "wanted")
    assert (f"is broken ({problem}), so it is made anew" in capsys.readouterr().err) == broken


@pytest.mark.parametrize(
    ("output", "hinted"),
    [
        ("Error: Command '[..., '-m', 'ensurepip', ...]' returned non-zero exit status 1.", True),
        ("Error: [Errno 13] Permission denied: '/x/.venv'", False),
    ],
)
def test_debians_package_is_named_only_where_it_is_missing(output: str, hinted: bool, answering) -> None:
    answering(lambda command: subprocess.CompletedProcess(command, 1, output))
    with pytest.raises(run.SetupError) as told:
        run.create_venv(Path("env"))
    assert ("python3-venv" in str(told.value)) == hinted


def test_a_folder_that_cannot_be_written_is_told_in_a_line(folder, capsys) -> None:
    folder.parent.write_text("a file in the folder's place")
    with pytest.raises(run.SetupError, match="Could not make an environment in .*env: "):
        run.prepared("env", "wanted", "Installing", [])


def test_other_modules_do_not_reach_our_environments(folder, monkeypatch, capfd) -> None:
    names = ("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH")
    for name in names:
        monkeypatch.setenv(name, str(folder))
    code = f"import os; print([name for name in {names} if name in os.environ])"
    assert run.run_in_checkout([sys.executable, "-c", code]) == 0
    assert capfd.readouterr().out.strip() == "[]"
    assert run.run_quietly([sys.executable, "-c", code]).stdout.strip() == "[]"


def test_pips_settings_count_where_they_tell_of_an_index_only(tmp_path: Path) -> None:
    """The file is read by pip itself: what `config list` prints must be understood."""
    file = tmp_path / "pip.conf"
    file.write_text(
        "[global]\nindex-url = https://mirror/simple\ntimeout = 7\nquiet = 2\ntarget = elsewhere\n"
        "extra-index-url =\n    https://one/simple\n    https://two/simple\n[install]\ntimeout = 9\nuser = true\n"
    )
    given = {"PIP_CONFIG_FILE": str(file), "PIP_USER": "1", "PIP_PROXY": "http://proxy", "PIP_PYTHON": "none"}
    listed = run.run_quietly(
        [sys.executable, "-I", "-m", "pip", "config", "list"], installing.variables_to_list({**os.environ, **given})
    )
    told = installing.pip_variables(listed.stdout, {**given, "HTTPS_PROXY": "http://other", "PIP_TIMEOUT": "11"})
    expected = {
        "HTTPS_PROXY": ["http://other"],
        "PIP_EXTRA_INDEX_URL": ["https://one/simple", "https://two/simple"],
        "PIP_INDEX_URL": ["https://mirror/simple"],
        "PIP_PROXY": ["http://proxy"],
        "PIP_TIMEOUT": ["11"],
        "PIP_CONFIG_FILE": [os.devnull],
    }
    assert {name: told[name].split() for name in expected} == expected
    assert not {"PIP_USER", "PIP_TARGET", "PIP_PYTHON", "PIP_QUIET"} & set(told)


@pytest.mark.parametrize(
    ("output", "network"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", False),
        ("ERROR: Can not combine '--user' and '--target'", False),
        ("WARNING: Retrying (Retry(total=0)) after connection broken by 'x'\nERROR: No matching distribution", True),
        ("ERROR: HTTP error 403 while getting https://mirror/simple", True),
    ],
)
def test_the_network_is_blamed_only_where_pip_does(output: str, network: bool, answering) -> None:
    answering(lambda command: subprocess.CompletedProcess(command, int("install" in command), output))
    with pytest.raises(run.SetupError) as told:
        run.install(Path("python"), [])
    assert ("cannot be reached" in str(told.value)) == network
    assert "run the same command again" in str(told.value)
