"""How the webui reports an error that must not stop it."""

from __future__ import annotations

import sys
import traceback


def report(message: str, *, exc_info: bool = False) -> None:
    """Print a message, with the current exception's traceback when asked for, and go on."""
    for line in message.splitlines():
        print("***", line, file=sys.stderr)
    if exc_info:
        print(traceback.format_exc(), file=sys.stderr)


def display(error: BaseException, task: str, *, full_traceback: bool = False) -> None:
    """Report an exception together with what was being done."""
    print(f"{task}: {type(error).__name__}", file=sys.stderr)
    traceback.print_exception(type(error), error, error.__traceback__, limit=None if full_traceback else -3)
