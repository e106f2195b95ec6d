"""A checkpoint that is named by its path: what keeps it from being known, said beside the answer."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

from ..texts import say

_LONGEST_HEADER = 100_000_000


def problem_of(name: str, detection: Mapping) -> str:
    """What is wrong with the path of --model; empty where nothing is, or where it is a mere name.

    The profile is found by the file's name, which need not be on this computer; so a path that leads nowhere is told
    only where the name told nothing.
    """
    if detection["how"] == "chosen":
        return ""
    path = Path(name)
    try:
        if path.is_file():
            return "" if path.suffix.lower() != ".safetensors" or _is_whole(path) else _told_cut_off(name)
        if detection["how"] != "fallback":
            return ""
        if path.is_dir():
            return say('--model: "{file}" is a folder, and its name tells no model that is known', file=name)
    except ValueError:  # no path can have that name
        return ""
    except OSError as error:
        reason = error.strerror or str(error)
        return say('--model: "{file}" could not be read: {error}', file=name, error=reason)
    if "/" in name or "\\" in name:
        return say('--model: there is no file "{file}", and its name tells no model that is known', file=name)
    return ""


def _told_cut_off(name: str) -> str:
    return say('--model: "{file}" is cut off or no safetensors file; only its name was looked at', file=name)


def _is_whole(path: Path) -> bool:
    """Whether a safetensors file has a header, and all the bytes that this tells of. Raises OSError."""
    size = path.stat().st_size
    with path.open("rb") as opened:
        first = opened.read(8)
        length = struct.unpack("<Q", first)[0] if len(first) == 8 else 0
        if not 0 < length <= min(size - 8, _LONGEST_HEADER):
            return False
        text = opened.read(length)
    try:
        tensors = {name: entry for name, entry in json.loads(text).items() if name != "__metadata__"}
        end = max((int(entry["data_offsets"][1]) for entry in tensors.values()), default=0)
    except (ValueError, AttributeError, TypeError, LookupError, RecursionError):
        return False
    return 8 + length + end <= size
