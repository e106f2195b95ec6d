"""What a checkpoint file is, read from its header alone: its tensors' names and shapes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

Shapes = Mapping[str, tuple[int, ...]]
"""Tensor name -> shape."""

_LONGEST_HEADER = 100_000_000
_NEEDED = (
    ("model.diffusion_model.input_blocks.0.0.weight", "the image model (UNet)"),
    ("first_stage_model.decoder.conv_in.weight", "the VAE"),
    ("conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight", "the first text encoder"),
    ("conditioner.embedders.1.model.token_embedding.weight", "the second text encoder"),
)
_SIZES = (4, 4, 2, 2)
"""How many sizes the shape of each of these tensors has."""
_OTHERS = (
    ("cond_stage_model.transformer.", "a Stable Diffusion 1.x checkpoint"),
    ("cond_stage_model.model.", "a Stable Diffusion 2.x checkpoint"),
    ("model.diffusion_model.joint_blocks.", "a Stable Diffusion 3 checkpoint"),
    ("double_blocks.", "a Flux checkpoint"),
    ("model.diffusion_model.double_blocks.", "a Flux checkpoint"),
    ("lora_", "a LoRA, not a checkpoint"),
)
_EXPECTED = "The real run takes Stable Diffusion XL checkpoints in one .safetensors file."


class CheckpointError(Exception):
    """A file cannot be used; the message says what was found and what is expected."""


def read_shapes(file: Path) -> dict[str, tuple[int, ...]]:
    """The tensors of a safetensors file. Raises CheckpointError where it is none, or is cut off."""
    if file.is_dir():
        raise CheckpointError(f"{file} is a folder. {_EXPECTED}")
    if not file.is_file():
        raise CheckpointError(f"There is no file {file}.")
    if file.suffix.lower() != ".safetensors":
        raise CheckpointError(
            f"{file.name} is no .safetensors file. {_EXPECTED} Other kinds (.ckpt, .pt) can run programs of their "
            "makers when they are opened, and are never opened here."
        )
    try:
        return _shapes(file)
    except OSError as error:
        raise CheckpointError(f"{file} could not be read: {error.strerror or error}.") from error


def require_sdxl(file: Path, shapes: Shapes) -> None:
    """Raise CheckpointError where the tensors are not those of a whole SDXL base checkpoint."""
    missing = [what for name, what in _NEEDED if name not in shapes]
    if not missing:
        for (name, what), sizes in zip(_NEEDED, _SIZES):
            if len(shapes[name]) != sizes:
                raise CheckpointError(f"{file.name} is broken: {what} begins with a tensor of shape {shapes[name]}.")
        channels = shapes[_NEEDED[0][0]][1]
        if channels != 4:
            raise CheckpointError(f"{file.name} is for inpainting ({channels} channels); expected 4. {_EXPECTED}")
        return
    for prefix, what in _OTHERS:
        if any(name.startswith(prefix) for name in shapes):
            raise CheckpointError(f"{file.name} is {what}. {_EXPECTED}")
    raise CheckpointError(f"{file.name} lacks {', '.join(missing)}. {_EXPECTED}")


def _shapes(file: Path) -> dict[str, tuple[int, ...]]:
    size = file.stat().st_size
    with file.open("rb") as opened:
        first = opened.read(8)
        length = struct.unpack("<Q", first)[0] if len(first) == 8 else 0
        if max(0, size - 8) < length <= _LONGEST_HEADER and opened.read(1) in (b"{", b""):
            raise CheckpointError(f"{file.name} is cut off: only {size:,} bytes of it are there. Download it again.")
        if not 0 < length <= min(size - 8, _LONGEST_HEADER):
            page = " A web page was saved under its name." if first.lstrip().startswith(b"<") else ""
            raise CheckpointError(
                f"{file.name} is broken: it does not begin as a safetensors file does.{page} {_EXPECTED}"
            )
        shapes, end = _parse(file.name, opened.read(length))
    announced = 8 + length + end
    if announced > size:
        raise CheckpointError(
            f"{file.name} is cut off: {size:,} of its {announced:,} bytes are there. Download it again."
        )
    return shapes


def _parse(name: str, text: bytes) -> tuple[dict[str, tuple[int, ...]], int]:
    """The tensors of a header, and where the data of the last one ends."""
    try:
        header = json.loads(text)
        header.pop("__metadata__", None)
        shapes = {key: tuple(int(length) for length in entry["shape"]) for key, entry in header.items()}
        ends = [int(entry["data_offsets"][1]) for entry in header.values()]
    except (ValueError, AttributeError, TypeError, LookupError, RecursionError) as error:
        raise CheckpointError(f"{name} is broken: its header is not readable. {_EXPECTED}") from error
    return shapes, max(ends, default=0)
