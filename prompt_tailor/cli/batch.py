"""`rewrite --jsonl`: one request a line, one answer a line, in the same order.

A line is answered as soon as it comes: who waits for an answer before writing the next request gets it. When many come
and the system can copy a process, copies of this one share them (`copies.py`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain, islice

Answer = Callable[[str], str]
"""Makes the line of an answer of the line of a request."""

ALONE = 64
"""So many lines are answered before the work is shared: a dialogue or a few prompts need no copies."""
_MOST = 8


def processes() -> int:
    """How many processes share the work when nothing else is asked for: one for each processor that is ours."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # Windows cannot copy; Apple's libraries do not stand it
        return 1
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(ours, _MOST)


def answer_all(
    lines: Iterable[str], answer: Answer, write: Callable[[str], None], jobs: int, before_copying: Callable[[], None]
) -> None:
    """Write the answers to all lines in order; blank lines get none.

    `jobs` is the number of processes, 1 for this one alone; `before_copying` closes what copies must not share.
    Whatever `write` raises, BrokenPipeError above all, ends the work.
    """
    asked = (line for line in lines if line.strip())
    for line in islice(asked, ALONE) if jobs > 1 and processes() > 1 else asked:
        write(answer(line))
    further = next(asked, None)
    if further is None:
        return
    from .copies import share  # takes longer to import than a prompt to rewrite, and most commands need it not

    before_copying()
    share(chain([further], asked), answer, write, jobs)
