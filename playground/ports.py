"""A port to serve on."""

from __future__ import annotations

import socket

_TRIES = 100


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port(wanted: int) -> int:
    """The wanted port, or the next free one after it. Raises OSError when a hundred in a row are taken."""
    for port in range(wanted, min(wanted + _TRIES, 65536)):
        if is_free(port):
            return port
    raise OSError(f"no free port from {wanted} on")
