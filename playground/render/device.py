"""Where to compute, and what to tell the user of it."""

from __future__ import annotations

from typing import NamedTuple

import torch


class Device(NamedTuple):
    """A torch device, the numbers to compute with, and a sentence about it."""

    name: str
    dtype: torch.dtype
    message: str


def choose() -> Device:
    """An NVIDIA card, else Apple's, else the processor."""
    if torch.cuda.is_available():
        card = torch.cuda.get_device_name()
        return Device("cuda", torch.float16, f"Painting on {card} with 16-bit numbers.")
    if torch.backends.mps.is_available():
        return Device("mps", torch.float16, "Painting on Apple's graphics processor with 16-bit numbers.")
    threads = torch.get_num_threads()
    return Device(
        "cpu", torch.float32, f"No graphics card that torch can use: painting on the processor ({threads} threads)."
    )
