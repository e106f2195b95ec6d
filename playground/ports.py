"""A port to serve on."""

from __future__ import annotations

import os
import socket

_TRIES = 100
_LAST = 65535


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of this machine, and we may: systems keep some for themselves."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # there a port that was served on a moment ago counts as taken without this
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(wanted: int) -> int:
    """The wanted port, or the next free one after it. Raises OSError when a hundred in a row are taken."""
    if not 0 < wanted <= _LAST:
        raise OSError(f"{wanted} is no port; ports are numbers from 1 to {_LAST}")
    last = min(wanted + _TRIES - 1, _LAST)
    for port in range(wanted, last + 1):
        if is_free(port):
            return port
    raise OSError(f"no port from {wanted} to {last} is free and allowed")
