"""What `run.py` goes by when it installs: a lock against a second start, and which of pip's settings count."""

from __future__ import annotations

import ast
import os
import re
import sys
import time
from collections.abc import Mapping

if os.name == "nt":
    import msvcrt
else:
    import fcntl

COUNTS = (
    *("index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert", "client-cert"),
    *("keyring-provider", "use-feature", "use-deprecated", "timeout", "retries", "cache-dir", "no-cache-dir"),
)
"""The user's settings that count: from where packages come, and how to get there. The others (a target, hashes,
constraints, another Python) are for other packages than ours, which must be installed as they are listed."""
_SETTING = re.compile(r"(?:global|install)\.([\w-]+)=(['\"].*['\"])")
_PAUSE = 0.5


def wait_for_lock(file: int, message: str) -> None:
    """Lock an open file, after as long a wait as another process has it; the message is printed before that.

    It is locked until it is closed: here, and in all commands that are run meanwhile with `close_fds=False`. The
    system closes the files of a process that dies, so that no lock outlives its owners.
    """
    os.set_inheritable(file, True)
    if _locked(file):
        return
    print(message, flush=True)
    while not _locked(file):
        time.sleep(_PAUSE)


def _locked(file: int) -> bool:
    """Lock a file, unless another process has; returns whether nobody else has."""
    try:
        if os.name == "nt":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the latter on Windows
        return False
    except OSError as problem:  # some folders of a network cannot lock; one start at a time goes well there, too
        print(f"This folder cannot lock ({problem.strerror}): do not start a second time meanwhile.", file=sys.stderr)
    return True


def variables_to_list(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment variables for `pip config list`: what is in the user's files, whatever other variables say."""
    files = {name: value for name, value in variables.items() if name.upper() == "PIP_CONFIG_FILE"}
    return {**_without_pips(variables), **files, "PIP_QUIET": "0", "PIP_VERBOSE": "0"}


def pip_variables(listed: str, variables: Mapping[str, str]) -> dict[str, str]:
    """The environment variables for `pip install`: of its settings those that count. `listed`: what the files say."""
    settings = {"PIP_CONFIG_FILE": os.devnull}
    for line in listed.splitlines():  # sorted, so that what is for `install` comes after what is for all commands
        found = _SETTING.fullmatch(line)
        if found and found[1] in COUNTS:
            settings[_variable(found[1])] = ast.literal_eval(found[2])
    given = {_variable(name): variables.get(_variable(name)) for name in COUNTS}
    return {**_without_pips(variables), **settings, **{name: value for name, value in given.items() if value}}


def _without_pips(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if not name.upper().startswith("PIP_")}


def _variable(setting: str) -> str:
    return f"PIP_{setting.upper().replace('-', '_')}"
