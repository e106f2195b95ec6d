"""Copies of this process that share the answering of many lines. They start with all that it has learned by then."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue

Answer = Callable[[str], str]
"""Makes the line of an answer of the line of a request."""
Begun = SimpleQueue[tuple[Connection, str] | None]
"""The lines that were given to copies, in order; None at the end."""


def share(lines: Iterable[str], answer: Answer, write: Callable[[str], None], jobs: int) -> None:
    """Write the answers to all lines in order. `jobs` copies are made and get a line each in turn.

    Another thread writes the answers. What `write` or `answer` raises ends the work and is raised here.
    """
    copies: list[Connection] = []
    for _ in range(jobs):
        copies.append(_copy(answer, copies))
    begun: Begun = SimpleQueue()
    with ThreadPoolExecutor(1) as thread:
        written = thread.submit(_write_answers, begun, answer, write)
        try:
            for copy, line in zip(cycle(copies), lines):
                if written.done():
                    break
                begun.put((copy, line))
                _send(copy, line)
            begun.put(None)
            written.result()
        except BaseException:  # Ctrl+C too: what is begun need not be written any more
            while not begun.empty():
                begun.get()
            begun.put(None)
            raise
        finally:
            for copy in copies:
                copy.close()


def _copy(answer: Answer, others: Sequence[Connection]) -> Connection:
    """A copy of this process that answers what it is sent, until the connection is closed."""
    context = get_context("fork")
    ours, theirs = context.Pipe()
    context.Process(target=_answer_others, args=(theirs, answer, (ours, *others)), daemon=True).start()
    theirs.close()
    return ours


def _answer_others(connection: Connection, answer: Answer, inherited: Iterable[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that was started
    for end in inherited:
        end.close()  # or no copy would see that its other end is closed
    try:
        while True:
            connection.send(answer(connection.recv()))
    except (EOFError, OSError):
        return  # nobody asks any more


def _send(copy: Connection, line: str) -> None:
    try:
        copy.send(line)
    except OSError:
        return  # it has died: `_write_answers` finds that out in its turn and answers the line itself


def _write_answers(begun: Begun, answer: Answer, write: Callable[[str], None]) -> None:
    while (one := begun.get()) is not None:
        copy, line = one
        try:
            told = copy.recv()
        except (EOFError, OSError):  # the system has taken the copy's life, for its memory perhaps
            told = answer(line)
        write(told)
