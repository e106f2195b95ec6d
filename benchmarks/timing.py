"""Measures two things in turns, so that what else the machine does meets both alike."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def alternately(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The shortest processor time of each over so many rounds, in seconds; one round before does not count."""
    best = [float("inf"), float("inf")]
    for number in range(rounds + 1):
        for index, run in enumerate((one, other)):
            start = process_time()
            run()
            spent = process_time() - start
            if number:
                best[index] = min(best[index], spent)
    return best[0], max(best[1], 1e-9)
