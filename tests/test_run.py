"""run.py: what it installs where, and what it says when it cannot."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import run

LISTS = sorted((run.ROOT / "requirements").glob("*.txt"))


def test_the_playground_needs_no_test_tools() -> None:
    assert [file.name for file in run.requirement_files("playground", "4.40.0")] == ["library.txt", "gradio-4.40.0.txt"]
    assert run.requirement_files("test", "3.41.2")[-1].name == "test.txt"


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_every_requirement_is_pinned(file: Path) -> None:
    """The lists are installed without dependencies, so each must be complete and exact."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(lines, key=str.lower)
    assert all(re.match(r"[\w-]+==[\w.]+(; python_version [<>=]+ \"[\d.]+\")?$", line) for line in lines)


@pytest.mark.parametrize("gradio", run.GRADIO_VERSIONS)
def test_lists_that_go_together_agree(gradio: str) -> None:
    pins: dict[str, str] = {}
    for file in run.requirement_files("test", gradio):
        for line in file.read_text(encoding="utf-8").splitlines():
            name, _, pin = line.partition("==")
            if pin and ";" not in pin:
                assert pins.setdefault(name.lower(), pin) == pin, f"{name} is pinned twice"
    assert pins["gradio"] == gradio


def test_a_changed_list_or_python_makes_a_new_environment(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("a==1\n")
    before = run.fingerprint([file], "3.11.7")
    assert run.fingerprint([file], "3.11.7") == before
    assert run.fingerprint([file], "3.11.8") != before
    file.write_text("a==2\n")
    assert run.fingerprint([file], "3.11.7") != before


def test_environments_do_not_share_a_folder() -> None:
    names = {
        run.folder_name(purpose, gradio, python)
        for purpose in ("playground", "test")
        for gradio in run.GRADIO_VERSIONS
        for python in ((3, 10), (3, 11))
    }
    assert len(names) == 8
    assert "test-py310-gradio3" in names


@pytest.mark.parametrize(("gradio", "python"), [("3.41.2", (3, 12)), ("4.40.0", (3, 9)), ("4.40.0", (3, 14))])
def test_a_python_that_cannot_is_named(gradio: str, python: tuple[int, int]) -> None:
    with pytest.raises(run.SetupError, match=rf"gradio {gradio} runs on Python 3.10 to .*this is Python 3.{python[1]}"):
        run.check_python(gradio, python)


def test_an_environment_that_is_up_to_date_is_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "requirement_files", lambda purpose, gradio: [])
    monkeypatch.setattr(run, "run_quietly", lambda command: pytest.fail(f"nothing had to run: {command}"))
    folder = tmp_path / ".venv" / run.folder_name("test", "4.40.0")
    run.python_of(folder).parent.mkdir(parents=True)
    run.python_of(folder).touch()
    (folder / "requirements.sha256").write_text(run.fingerprint([]))
    assert run.environment("test", "4.40.0") == run.python_of(folder)


def test_no_network_gives_one_message_and_no_half_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(command: list, variables: object = None) -> subprocess.CompletedProcess:
        failed = "pip" in command
        return subprocess.CompletedProcess(command, int(failed), "WARNING: Retrying\nERROR: No matching distribution")

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "requirement_files", lambda purpose, gradio: [])
    monkeypatch.setattr(run, "run_quietly", offline)
    assert run.main(["--no-browser"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("Could not install the packages: ERROR: No matching distribution\nMostly that means")
    assert not list(tmp_path.rglob("requirements.sha256"))


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("one\nERROR: no such package\n\nWARNING: old pip\n", "ERROR: no such package"),
        ("one\ntwo\n", "two"),
        ("", "no output"),
    ],
)
def test_the_telling_line_of_an_output(output: str, line: str) -> None:
    assert run.last_error(output) == line


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine without a browser on which every command works; the commands that were run."""
    asked: list[list[str]] = []

    def works(command: list[str]) -> subprocess.CompletedProcess:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr(run, "has_browser", lambda: False)
    monkeypatch.setattr(run, "run_quietly", works)
    return asked


def test_chromium_is_installed_where_we_may(asked, monkeypatch, capsys) -> None:
    monkeypatch.setattr(run, "can_use_apt", lambda: True)
    run.ensure_browser()
    assert asked[-1] == ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    assert "skipped" not in capsys.readouterr().out


def test_without_apt_the_user_hears_that_page_tests_are_skipped(asked, monkeypatch, capsys) -> None:
    monkeypatch.setattr(run, "can_use_apt", lambda: False)
    run.ensure_browser()
    assert asked == []
    assert "the page tests will be skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("platform", "nvidia", "cuda"), [("linux", False, False), ("linux", True, True), ("win32", True, False)]
)
def test_cuda_is_installed_only_where_there_is_a_card_for_it(platform: str, nvidia: bool, cuda: bool) -> None:
    arguments = run.torch_builds(platform, nvidia)[0]
    assert ("--no-deps" not in arguments) == cuda
    assert any(argument.startswith(f"torch=={run.TORCH}") for argument in arguments)
    assert (run.CPU_TORCH in arguments) == (platform == "linux" and not nvidia)


def test_where_only_the_package_index_can_be_reached_its_torch_is_taken(monkeypatch, capsys) -> None:
    asked: list[list] = []

    def without_pytorch_org(command: list, variables: object = None) -> subprocess.CompletedProcess:
        asked.append(command)
        failed = run.CPU_TORCH in command
        return subprocess.CompletedProcess(command, int(failed), "ERROR: No matching distribution found for it")

    monkeypatch.setattr(run, "run_quietly", without_pytorch_org)
    run.install_torch(Path("python"), run.torch_builds("linux", False))
    assert [command[-1] for command in asked if "list" not in command] == [
        f"torch=={run.TORCH}+cpu",
        f"torch=={run.TORCH}",
        "import torch",
    ]
    assert "No matching distribution found for it\nTaking the build with CUDA" in capsys.readouterr().out


def test_a_checkpoint_that_cannot_be_used_is_told_before_anything_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "run_quietly", lambda command: pytest.fail(f"nothing had to run: {command}"))
    monkeypatch.setattr(run, "ROOT", tmp_path)
    assert run.main(["--render", "--ckpt", str(tmp_path / "none.safetensors")]) == 2
    assert "The playground cannot start: There is no file" in capsys.readouterr().err


def test_ctrl_c_while_installing_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(command: list) -> subprocess.CompletedProcess:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "requirement_files", lambda purpose, gradio: [])
    monkeypatch.setattr(run, "run_quietly", stopped)
    assert run.main(["--no-browser"]) == 130
    assert capsys.readouterr().err == "Stopped while installing; the same command begins that again.\n"
    assert not list(tmp_path.rglob("requirements.sha256"))


def test_a_checkpoint_reaches_the_playground_with_its_whole_path(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    options, _ = run.parse_arguments(["--render", "--ckpt", "model.safetensors", "--port", "7900", "--no-browser"])
    arguments = run.playground_arguments(options)
    assert arguments == [
        *["--port", "7900", "--no-browser", "--render", "--ckpt"],
        str(tmp_path.resolve() / "model.safetensors"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ckpt", "a.safetensors"], "--ckpt is for --render"),
        (["--render", "--gradio", "3.41.2"], "--render runs with gradio 4.40.0 only"),
        (["--lint", "--test"], "not allowed with argument"),
        (["--render", "--ckpt", ""], "--ckpt takes the name of a file"),
        (["--port", "-5"], "--port takes a number from 1 to 65535, not -5"),
        (["--port", "0"], "--port takes a number from 1 to 65535, not 0"),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], message: str, capsys) -> None:
    with pytest.raises(SystemExit):
        run.parse_arguments(arguments)
    assert message in capsys.readouterr().err


def test_torch_that_cannot_be_had_gives_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "WARNING: x\nERROR: No matching distribution found for torch")
    monkeypatch.setattr(run, "run_quietly", lambda command, variables=None: failed)
    with pytest.raises(run.SetupError, match="Could not install torch==.*No matching distribution(.|\n)*needs neither"):
        run.install_torch(Path("python"), run.torch_builds("linux", True))


@pytest.mark.parametrize(("python", "gradio"), [((3, 10), "3.41.2"), ((3, 11), "4.40.0"), ((3, 13), "4.40.0")])
def test_each_python_comes_with_a_gradio_that_it_runs(python: tuple[int, int], gradio: str) -> None:
    assert run.usual_gradio(python) == gradio
    run.check_python(gradio, python)


def test_real_pictures_come_with_the_gradio_that_they_need() -> None:
    assert run.parse_arguments(["--render"])[0].gradio == "4.40.0"
    assert run.parse_arguments([])[0].gradio == run.usual_gradio()


def test_arguments_after_test_go_to_pytest() -> None:
    options, rest = run.parse_arguments(["--gradio", "3.41.2", "--test", "-k", "guard", "--lf"])
    assert (options.gradio, rest) == ("3.41.2", ["-k", "guard", "--lf"])


def test_the_suite_runs_on_all_cores_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list] = []
    monkeypatch.setattr(run, "environment", lambda purpose, gradio: Path("python"))
    monkeypatch.setattr(run, "render_environment", lambda purpose: Path("python"))
    monkeypatch.setattr(run, "ensure_browser", lambda: None)
    monkeypatch.setattr(run, "run_in_checkout", lambda command: commands.append(command) or 0)
    assert run.main(["--test", "-k", "guard", "-n", "0"]) == 0
    assert commands[-1][:5] == [Path("python"), "-m", "pytest", "-n", "auto"]
    assert commands[-1][-4:] == ["-k", "guard", "-n", "0"]
    assert run.main(["--render", "--test"]) == 0
    assert "-n" not in commands[-1]


def test_an_unknown_argument_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.parse_arguments(["--prot", "80"])
    assert "unknown arguments: --prot 80" in capsys.readouterr().err


def test_the_file_uses_the_standard_library_only() -> None:
    """`-I` hides everything but the standard library's and the environment's own packages; `-S` the latter."""
    done = subprocess.run([sys.executable, "-I", "-S", run.__file__, "--help"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
