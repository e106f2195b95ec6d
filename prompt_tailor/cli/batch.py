"""`rewrite --jsonl`: one request a line, one answer a line, in the same order.

A line is answered as soon as it comes: who waits for an answer before writing the next request gets it. When many come
and the system can copy a process, copies of this one share them (`copies.py`).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING

from ..texts import say

if TYPE_CHECKING:
    from .copies import Answer

ALONE = 64
"""So many lines are answered before the work is shared: a dialogue or a few prompts need no copies."""
CAN_COPY = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether this process can be copied: Windows cannot do that, and Apple's libraries do not stand it."""
MOST_JOBS = 64
_MOST_UNASKED = 8


def processes() -> int:
    """How many processes share the work when nothing else is asked for: one for each processor that is ours."""
    if not CAN_COPY:
        return 1
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(ours, _MOST_UNASKED)


def parse_jobs(text: str) -> int:
    """A number of processes as it is typed. Raises ArgumentTypeError where it is none."""
    if text.isdecimal() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise argparse.ArgumentTypeError(
        say("expected a number from 1 to {most}, got {got}", most=MOST_JOBS, got=repr(text))
    )


def answer_all(
    lines: Iterable[str], answer: Answer, write: Callable[[str], None], jobs: int, before_copying: Callable[[], None]
) -> None:
    """Write the answers to all lines in order; blank lines get none.

    `jobs` is the number of processes, 1 for this one alone (so too where it cannot be copied); `before_copying` closes
    what copies must not share.
    Whatever `write` raises, BrokenPipeError above all, ends the work.
    """
    asked = (line for line in lines if line.strip())
    for line in islice(asked, ALONE) if jobs > 1 and CAN_COPY else asked:
        write(answer(line))
    further = next(asked, None)
    if further is None:
        return
    from .copies import share  # takes longer to import than a prompt to rewrite, and most commands need it not

    before_copying()
    share(chain([further], asked), answer, write, jobs)
