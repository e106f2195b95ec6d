"""A taken port is stepped over."""

from __future__ import annotations

import socket

import pytest

from playground import ports


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
        assert port < ports.free_port(port) <= port + 100


def test_running_out_of_ports_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda port: False)
    with pytest.raises(OSError, match="no port from 7860 to 7959 is free and allowed"):
        ports.free_port(7860)


@pytest.mark.parametrize("number", [-5, 0, 65536, 70000])
def test_what_is_no_port_is_an_error(number: int) -> None:
    with pytest.raises(OSError, match=f"{number} is no port; ports are numbers from 1 to 65535"):
        ports.free_port(number)


def test_the_last_port_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda port: True)
    assert ports.free_port(65535) == 65535


def test_a_port_that_somebody_holds_without_listening_is_not_free() -> None:
    """As the ports that Windows keeps for virtual machines, and those below 1024 elsewhere."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        assert not ports.is_free(held.getsockname()[1])
