"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def data(tmp_path_factory, with_names):
    return with_names(tmp_path_factory.mktemp("data"))


@pytest.fixture
def run_on_bytes(data):
    def run_command(*arguments: str | bytes, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "prompt_tailor", *arguments],
            input=given,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PROMPT_TAILOR_DATA": str(data)},
            timeout=600,
        )

    return run_command


@pytest.fixture
def run(run_on_bytes):
    def run_command(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        done = run_on_bytes(*arguments, given=given.encode())
        lines = ("\n".join(text.decode().splitlines()) + "\n" * bool(text) for text in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, *lines)

    return run_command


def test_rewrite(run):
    done = run("rewrite", "--profile", "aidxl", "--size", "600x900", "smile, 1girl")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "1girl, smile, (best quality:1.3)"
    assert "width: 832" in done.stdout


def test_rewrite_says_another_familys_words_as_the_models(run):
    pony = ("rewrite", "--profile", "animagine-xl-3.1", "score_9, rating_safe, 1girl, old")
    assert "masterpiece, best quality, very aesthetic, absurdres, 1girl, old, safe\n" in run(*pony).stdout
    assert "1girl, safe, oldest\n" in run(*pony, "--from", "kohakuXLDelta_rev1.safetensors").stdout
    assert "rating_safe" in run(*pony, "--keep", "rating_safe").stdout
    unknown = run(*pony, "--from", "myMix_v1")
    assert unknown.returncode == 0 and "myMix_v1" in unknown.stderr
    assert "From: pony-diffusion-v6-xl (by its words)" in run("explain", *pony[1:]).stdout


def test_rewrite_from_standard_input_as_json(run):
    done = run(
        "rewrite", "--model", "animagine-xl-4.0.safetensors", "--rating", "safe", "--json", "-", given="smile, 1girl\n"
    )
    answer = json.loads(done.stdout)
    assert answer["profile"] == "animagine-xl-4.0"
    assert answer["prompt"].startswith("1girl, safe, smile, masterpiece")


def test_jsonl_answers_in_order_and_goes_on_after_a_bad_line(run):
    lines = [
        '{"prompt": "smile, 1girl", "profile": "aidxl"}',
        "no json",
        '{"promt": "x"}',
        '{"prompt": "甘雨", "profile": "plain"}',
    ]
    answers = [json.loads(line) for line in run("rewrite", "--jsonl", given="\n".join(lines)).stdout.splitlines()]
    assert answers[0]["prompt"].startswith("1girl, smile")
    assert "JSON" in answers[1]["error"]
    assert "promt" in answers[2]["error"]
    assert answers[3]["prompt"] == r"ganyu \(genshin impact\)"


def test_check_exits_with_1_for_an_error(run):
    done = run("check", "--profile", "aidxl", "(smile:1.2.3)")
    assert done.returncode == 1
    assert "W001" in done.stdout
    assert run("check", "--profile", "aidxl", "1girl").returncode == 0


def test_a_bad_request_gets_one_line_and_exit_2(run):
    done = run("rewrite", "--profile", "nope", "x")
    assert done.returncode == 2
    assert "aidxl" in done.stderr
    assert "Traceback" not in done.stderr


def test_place_explain_profiles_names(run):
    assert run("place", "smile").stdout.startswith("smile\texpression\tlexicon")
    assert json.loads(run("place", "--json", given="smile\nnight\n").stdout)[1]["category"] == "environment"
    explained = run("explain", "--profile", "aidxl", "smile, 1girl").stdout
    assert "order_by_profile" in explained and "expression" in explained
    assert "animagine-xl-4.0" in run("profiles").stdout
    assert json.loads(run("profiles", "aidxl", "--json").stdout)["id"] == "aidxl"
    assert "state" in json.loads(run("names", "status", "--json").stdout)


def test_bytes_that_are_no_utf8_come_out_as_they_went_in(run_on_bytes):
    done = run_on_bytes("rewrite", "--profile", "plain", "-", given=b"smile, caf\xe9, 1girl")
    assert done.returncode == 0 and b"caf\xe9" in done.stdout
    if os.name == "posix":  # elsewhere arguments are no bytes
        assert run_on_bytes("rewrite", "--profile", "plain", b"smile, caf\xe9").stdout.startswith(b"smile, caf\xe9\n")


def test_json_escapes_what_utf8_cannot_express(run_on_bytes):
    lines = [b'{"prompt": "caf\xe9, 1girl", "profile": "plain"}', b'{"prompt": "\\ud800, 1girl", "profile": "plain"}']
    done = run_on_bytes("rewrite", "--jsonl", given=b"\n".join(lines))
    assert [json.loads(line)["prompt"] for line in done.stdout.splitlines()] == ["caf\udce9, 1girl", "\ud800, 1girl"]
    done = run_on_bytes("rewrite", "--json", "--profile", "plain", "-", given=b"caf\xe9, 1girl")
    assert json.loads(done.stdout)["prompt"] == "caf\udce9, 1girl"
    assert not done.stderr


def test_a_byte_order_mark_is_none_of_the_text(run):
    assert run("rewrite", "--profile", "plain", "-", given="\ufeffsmile").stdout.startswith("smile\n")
    answer = run("rewrite", "--jsonl", given='\ufeff{"prompt": "smile", "profile": "plain"}').stdout
    assert json.loads(answer)["prompt"] == "smile"
