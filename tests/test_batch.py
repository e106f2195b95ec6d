"""Many requests, one a line: the order, dialogues, and what happens to copies of the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time

import pytest

from prompt_tailor.cli import main
from prompt_tailor.cli.batch import ALONE, CAN_COPY, answer_all
from tests.conftest import ROOT

copies_only = pytest.mark.skipif(not CAN_COPY, reason="a system that cannot copy a process")
MANY = 3 * ALONE


def written(lines, answer, jobs=2, write=None):
    told = []
    answer_all(lines, answer, write or told.append, jobs, before_copying=lambda: None)
    return told


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_come_in_the_order_of_the_lines(jobs):
    lines = [f"line {number}\n" if number % 7 else " \n" for number in range(MANY)]
    assert written(lines, str.upper, jobs) == [line.upper() for line in lines if line.strip()]


@copies_only
def test_copies_answer_when_there_is_much_to_do():
    answered_by = set(written(["x"] * MANY, lambda line: str(os.getpid())))
    assert len(answered_by) == 3, "this process, and the two copies"


def test_a_few_lines_are_answered_without_copies():
    assert set(written(["x"] * ALONE, lambda line: str(os.getpid()))) == {str(os.getpid())}


@copies_only
def test_a_copy_that_dies_loses_nothing():
    ours = os.getpid()

    def answer(line: str) -> str:
        if line == f"{ALONE + 40}" and os.getpid() != ours:
            os._exit(1)
        return line

    lines = [str(number) for number in range(MANY)]
    assert written(lines, answer) == lines


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_who_goes_away_ends_the_work(jobs):
    told = []

    def write(line: str) -> None:
        if len(told) == ALONE + 5:
            raise BrokenPipeError
        told.append(line)

    def lines():
        number = 0
        while True:
            yield str(number := number + 1)

    with pytest.raises(BrokenPipeError):
        written(lines(), str, jobs, write)
    assert told == [str(number) for number in range(1, ALONE + 6)]


@copies_only
def test_a_reader_who_goes_away_ends_the_work_of_copies_that_nobody_listens_to():
    """Then a copy waits for its answer to be taken, and this process for the copy to take a request."""
    much = "x" * 10_000_000  # more than a pipe holds
    both_have_enough = threading.Event()

    def lines():
        yield from ["x"] * ALONE
        yield from [much] * 3  # the first answer is taken, the two others wait for that in vain
        both_have_enough.set()
        yield from [much] * MANY

    def write(line: str) -> None:
        if line == much:
            both_have_enough.wait()
            time.sleep(0.2)  # for the next request to be stuck
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        written(lines(), str, 2, write)


def test_ctrl_c_ends_the_work_of_copies():
    def lines():
        yield from ["x"] * MANY
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(lines(), str)


@pytest.fixture(scope="module")
def data(tmp_path_factory, with_names):
    return with_names(tmp_path_factory.mktemp("data"))


@pytest.fixture
def command(data):
    def start(*arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "prompt_tailor", "rewrite", "--jsonl", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PROMPT_TAILOR_DATA": str(data)},
        )

    return start


def request(number: int) -> str:
    return json.dumps({"prompt": f"smile, 1girl, 甘雨, unknown thing {number}", "profile": "aidxl"}) + "\n"


def test_the_command_answers_alike_with_and_without_copies(command):
    given = "".join(request(number) for number in range(MANY)) + "no json\n"
    alone, shared = (command("--jobs", jobs).communicate(given, timeout=120) for jobs in ("1", "2"))
    assert shared == alone
    answers = [json.loads(line) for line in shared[0].splitlines()]
    assert len(answers) == MANY + 1 and "JSON" in answers[-1]["error"]
    for number, answer in enumerate(answers[:-1]):
        assert f"unknown thing {number}" in answer["prompt"] and "ganyu" in answer["prompt"]


def test_who_waits_for_each_answer_gets_it(command):
    """A dialogue: the next request is written when the answer to the last has been read."""
    with command("--jobs", "2") as asked:
        giving_up = threading.Timer(100, asked.kill)
        giving_up.start()
        for number in range(ALONE + 20):
            asked.stdin.write(request(number))
            asked.stdin.flush()
            assert f"unknown thing {number}" in json.loads(asked.stdout.readline())["prompt"]
        asked.stdin.close()
        assert asked.wait() == 0 and not asked.stderr.read()
        giving_up.cancel()


@pytest.mark.parametrize("jobs", ["0", "65", "-2", "two"])
def test_a_number_of_processes_that_is_none_is_told(jobs, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["rewrite", "--jsonl", f"--jobs={jobs}"])
    assert stopped.value.code == 2
    assert f"--jobs: expected a number from 1 to 64, got '{jobs}'" in capsys.readouterr().err
