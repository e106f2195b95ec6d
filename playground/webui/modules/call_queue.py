"""One generation at a time, and what the page shows where one fails."""

from __future__ import annotations

import functools
import html
import threading
from collections.abc import Callable
from typing import Any

from modules import errors


class FIFOLock:
    """The webui's lock: it is taken and given back, and there is no way to ask whether it is held."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def acquire(self, blocking: bool = True) -> bool:
        return self._lock.acquire(blocking)

    def release(self) -> None:
        self._lock.release()

    __enter__ = acquire

    def __exit__(self, *_: object) -> None:
        self.release()


queue_lock = FIFOLock()


def wrap_gradio_call(func: Callable[..., tuple], extra_outputs: list[Any]) -> Callable[..., tuple]:
    """The function, which answers a failure with `extra_outputs` and, as its last output, what has failed as HTML.

    `modules.call_queue.wrap_gradio_call` of the webui does so around Generate; without it the page says only "Error".
    """

    @functools.wraps(func)
    def answering(*values: Any) -> tuple:
        try:
            return func(*values)
        except Exception as problem:  # whatever it is, it is for the user to read
            errors.report("Error completing request", exc_info=True)
            return (*extra_outputs, f"<div class='error'>{html.escape(f'{type(problem).__name__}: {problem}')}</div>")

    return answering
