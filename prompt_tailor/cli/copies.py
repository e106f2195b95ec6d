"""Copies of this process that share the answering of many lines. They start with all that it has learned by then."""

from __future__ import annotations

import contextlib
import queue
import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

Answer = Callable[[str], str]
"""Makes the line of an answer of the line of a request."""


class Copy(NamedTuple):
    """A copy of this process, and our end of the connection to it."""

    process: BaseProcess
    connection: Connection


Begun = queue.SimpleQueue[tuple[Copy, str] | None]
"""The lines that were given to copies, in order; None at the end."""


def share(lines: Iterable[str], answer: Answer, write: Callable[[str], None], jobs: int) -> None:
    """Write the answers to all lines in order. `jobs` copies are made and get a line each in turn.

    Another thread writes the answers. What `write` or `answer` raises ends the work and is raised here.
    """
    copies: list[Copy] = []
    for _ in range(jobs):
        copies.append(_copy(answer, copies))
    begun: Begun = queue.SimpleQueue()
    with ThreadPoolExecutor(1) as thread:
        written = thread.submit(_write_answers, begun, answer, write, copies)
        try:
            for copy, line in zip(cycle(copies), lines):
                if written.done():
                    break
                begun.put((copy, line))
                _send(copy, line)
        except BaseException:  # Ctrl+C too: what is begun need not be written any more
            _forget(begun)
            _kill(copies)
            raise
        finally:
            begun.put(None)
            thread.shutdown()
            for copy in copies:
                copy.connection.close()
                copy.process.join()
    written.result()


def _copy(answer: Answer, others: Sequence[Copy]) -> Copy:
    """A copy of this process that answers what it is sent, until the connection is closed."""
    context = get_context("fork")
    ours, theirs = context.Pipe()
    inherited = (ours, *(other.connection for other in others))
    process = context.Process(target=_answer_others, args=(theirs, answer, inherited), daemon=True)
    process.start()
    theirs.close()
    return Copy(process, ours)


def _answer_others(connection: Connection, answer: Answer, inherited: Iterable[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that was started
    for end in inherited:
        end.close()  # or no copy would see that its other end is closed
    try:
        while True:
            connection.send(answer(connection.recv()))
    except (EOFError, OSError):
        return  # nobody asks any more


def _send(copy: Copy, line: str) -> None:
    try:
        copy.connection.send(line)
    except OSError:
        return  # it has died: `_write_answers` finds that out in its turn and answers the line itself


def _write_answers(begun: Begun, answer: Answer, write: Callable[[str], None], copies: Sequence[Copy]) -> None:
    try:
        while (one := begun.get()) is not None:
            copy, line = one
            try:
                told = copy.connection.recv()
            except (EOFError, OSError):  # the system has taken the copy's life, for its memory perhaps
                told = answer(line)
            write(told)
    except BaseException:
        # A copy whose answers nobody takes does not take requests either, and who sends it one would wait for ever.
        _kill(copies)
        raise


def _forget(begun: Begun) -> None:
    with contextlib.suppress(queue.Empty):
        while True:
            begun.get_nowait()


def _kill(copies: Iterable[Copy]) -> None:
    for copy in copies:
        copy.process.kill()
