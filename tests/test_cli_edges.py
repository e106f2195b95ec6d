"""The command line at its edges: mistyped arguments, closed and full streams, links and protected files."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import sys

import pytest

from prompt_tailor.cli import main
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> str:
    """One folder for all, so that names are read once."""
    return str(tmp_path_factory.mktemp("data"))


@pytest.fixture
def run(capsys, data):
    """Run a command in this process; gives the exit status, what was printed, and the lines on standard error."""

    def run_command(*arguments: str) -> tuple[int, str, list[str]]:
        try:
            status = main(["--data", data, *arguments])
        except SystemExit as left:
            status = left.code
        printed = capsys.readouterr()
        return status, printed.out, printed.err.splitlines()

    return run_command


def safetensors(tensors: dict, content: bytes = b"") -> bytes:
    header = json.dumps({"__metadata__": {"x": "y"}, **tensors}).encode()
    return struct.pack("<Q", len(header)) + header + content


WHOLE = safetensors({"a": {"dtype": "U8", "shape": [4], "data_offsets": [0, 4]}}, b"1234")


@pytest.mark.parametrize("command", [("rewrite",), ("explain",), ("rewrite", "--as", "infotext")])
def test_a_word_that_the_model_has_not_is_told_beside_the_prompt(run, command):
    status, out, err = run(*command, "--profile", "animagine-xl-4.0", "--rating", "saf", "--year", "1066", "1girl")
    assert status == 0 and "saf" in out and "1066" in out
    assert 'rating: Animagine XL 4.0 has no word "saf", did you mean "safe"?' in err[0]
    assert 'year: Animagine XL 4.0 has no word "1066" (it has: year 2005, ' in err[1] and len(err) == 2


@pytest.mark.parametrize("command", [("rewrite",), ("explain",)])
def test_a_source_that_nobody_knows_is_told_beside_the_prompt(run, command):
    _, _, err = run(*command, "--profile", "animagine-xl-4.0", "--from", "pnoy", "1girl")
    assert len(err) == 1 and '"pnoy"' in err[0]


@pytest.mark.parametrize("command", [("rewrite", "--json"), ("check",), ("explain",)])
def test_a_models_path_that_leads_nowhere_is_told(run, tmp_path, command):
    missing = tmp_path / "mix.safetensors"
    status, _, err = run(*command, "--model", str(missing), "1girl")
    assert status == 0
    assert err == [f'--model: there is no file "{missing}", and its name tells no model that is known']


def test_a_folder_and_a_cut_off_file_are_told(run, tmp_path):
    _, _, err = run("rewrite", "--model", str(tmp_path), "1girl")
    assert err == [f'--model: "{tmp_path}" is a folder, and its name tells no model that is known']
    file = tmp_path / "animagine-xl-4.0.safetensors"
    for content in (WHOLE[:-1], WHOLE[:20], b"", b"<html>", safetensors({"a": {}})):
        file.write_bytes(content)
        status, out, err = run("rewrite", "--model", str(file), "1girl")
        assert status == 0 and "profile: animagine-xl-4.0" in out
        assert err == [f'--model: "{file}" is cut off or no safetensors file; only its name was looked at']


@pytest.mark.parametrize(
    "name",
    [
        *("mix", "mix.safetensors", "mix [95affd8c8f]", "mix\0"),
        *("cagliostrolab/animagine-xl-4.0", "SDXL\\animagine-xl-3.1.safetensors [e3c47aedb0]"),
    ],
)
def test_a_models_name_needs_no_file(run, name):
    assert run("rewrite", "--model", name, "1girl")[2] == []


def test_a_whole_file_and_a_model_that_does_not_matter_are_no_matter(run, tmp_path):
    (tmp_path / "mix.safetensors").write_bytes(WHOLE)
    assert run("rewrite", "--model", str(tmp_path / "mix.safetensors"), "1girl")[2] == []
    assert run("rewrite", "--profile", "aidxl", "--model", str(tmp_path / "none.safetensors"), "1girl")[2] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--jsonl", "1girl"), "leave out TEXT"),
        (("--jsonl", "--profile", "aidxl", "--keep", "x"), "leave out --profile, --keep"),
        (("--jobs", "2", "1girl"), "--jobs is for --jsonl"),
    ],
)
def test_arguments_that_would_not_be_looked_at_are_refused(run, arguments, message):
    status, out, err = run("rewrite", *arguments)
    assert (status, out, len(err)) == (2, "", 1)
    assert message in err[0]


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("rewrit", "1girl"), "rewrite"),
        (("rewrite", "--as", "infotxt", "1girl"), "infotext"),
        (("rewrite", "--profile", "animagin-xl-4.0", "1girl"), "animagine-xl-4.0"),
    ],
)
def test_a_mistyped_value_is_told_with_the_nearest(run, arguments, near):
    status, _, err = run(*arguments)
    assert status == 2
    assert f'did you mean "{near}"?' in " ".join(err)


@pytest.mark.parametrize("command", [("rewrite",), ("rewrite", "--jsonl"), ("check",), ("place",)])
def test_a_closed_standard_input_is_told(run, monkeypatch, command):
    monkeypatch.setattr(sys, "stdin", None)
    status, _, err = run(*command)
    assert status == 2 and len(err) == 1 and "standard input is closed" in err[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_last_line_end_is_none_of_the_prompt(run, monkeypatch, end):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"smile{end}", newline=""))
    assert run("rewrite", "--profile", "plain")[1].startswith("smile\nNegative")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a file that is always full")
@pytest.mark.parametrize("command", [("rewrite", "--profile", "plain", "1girl"), ("profiles", "aidxl")])
def test_an_output_that_cannot_be_written_is_told(data, command):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "prompt_tailor", "--data", data, *command],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("Reading or writing failed: ") and done.stderr.count("\n") == 1


def test_a_mended_file_keeps_its_link_and_its_mode(run, tmp_path):
    folder = tmp_path / "linked"
    folder.mkdir()
    file = tmp_path / "caption.txt"
    file.write_text("smile, smile")
    file.chmod(0o640)
    before = stat.S_IMODE(file.stat().st_mode)
    try:
        (folder / "link.txt").symlink_to(file)
    except OSError:
        pytest.skip("links may not be made here")
    assert run("check", "--profile", "plain", "--fix", "--off", "N900", "--files", str(folder))[0] == 0
    assert (folder / "link.txt").is_symlink()
    assert file.read_text() == "smile"
    assert stat.S_IMODE(file.stat().st_mode) == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["caption.txt", "link.txt", "linked"]


def test_a_write_protected_file_is_left_and_the_next_one_mended(run, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("smile, smile")
    (tmp_path / "a.txt").chmod(0o444)
    status, _, err = run("check", "--profile", "plain", "--fix", "--off", "N900", "--files", str(tmp_path))
    assert status == 2 and len(err) == 1
    assert err[0].startswith(f"{tmp_path / 'a.txt'} could not be written: ")
    assert [(tmp_path / name).read_text() for name in ("a.txt", "b.txt")] == ["smile, smile", "smile"]


def test_a_folder_without_captions_is_told(run, tmp_path):
    assert run("check", "--files", str(tmp_path)) == (0, "", [f"{tmp_path}: there is no *.txt in this folder."])
