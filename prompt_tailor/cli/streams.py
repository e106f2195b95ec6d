"""What commands read and write: UTF-8 whatever the system speaks, and every sign of a text as it came."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TextIO

from ..request import RequestError
from ..texts import say

_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def speak_utf8() -> None:
    """Make the standard streams UTF-8, which consoles and pipes of Windows are not by themselves.

    Bytes that are no UTF-8 come out as they went in, as Python has it for arguments and file names (PEP 383). A byte
    order mark, which PowerShell puts before what it pipes, is none of the text.
    """
    if sys.stdout is None:  # closed by whoever started us; what goes there is not wanted
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    as_arguments = sys.getfilesystemencodeerrors()
    for stream, encoding, errors in (
        (sys.stdin, "utf-8-sig", "surrogateescape"),
        (sys.stdout, "utf-8", as_arguments),
        (sys.stderr, "utf-8", "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):  # a test's may be something else
            stream.reconfigure(encoding=encoding, errors=errors)


def standard_input() -> TextIO:
    """Standard input. Raises RequestError where it is closed."""
    if sys.stdin is None:
        raise RequestError([say("standard input is closed; give the text as an argument")])
    return sys.stdin


def give_up_output() -> None:
    """Write no more to standard output: Python would try that once more at its end, and print that it failed."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except io.UnsupportedOperation:  # a test's, which is no file
        return


def one_line(value: object) -> str:
    """A value as JSON in one line."""
    text = _ENCODE(value)
    return text if _is_utf8(text) else json.dumps(value)


def print_json(value: object) -> None:
    """Print a value for programs and people alike."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(text if _is_utf8(text) else json.dumps(value, indent=2))


def _is_utf8(text: str) -> bool:
    """Whether UTF-8 can express a text: not one with bytes that were none, or with half of a pair of surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
