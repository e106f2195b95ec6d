"""CLIP's tokenizer, from the merges that the package open_clip_torch carries: nothing is fetched from a hub."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import Any

_MERGES = 49152 - 256 - 2
"""How many of the file's merges CLIP uses: its vocabulary less the bytes and the two marks."""
_START, _END = "<|startoftext|>", "<|endoftext|>"


def write_files(folder: Path) -> tuple[Path, Path]:
    """Write the vocabulary and the merges as transformers reads them; returns the two files."""
    vocabulary, merges = folder / "vocab.json", folder / "merges.txt"
    if not (vocabulary.is_file() and merges.is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        pairs = _pairs()
        merges.write_text("\n".join(["#version: 0.2", *pairs]) + "\n", encoding="utf-8", newline="\n")
        words = [*_letters(), *(f"{letter}</w>" for letter in _letters())]
        words += [pair.replace(" ", "") for pair in pairs] + [_START, _END]
        numbered = {word: number for number, word in enumerate(words)}
        vocabulary.write_text(json.dumps(numbered), encoding="utf-8", newline="\n")
    return vocabulary, merges


def tokenizers(folder: Path) -> tuple[Any, Any]:
    """The tokenizers of SDXL's two text encoders; they differ in what they fill up with."""
    from transformers import CLIPTokenizer

    vocabulary, merges = write_files(folder)
    marks = {"bos_token": _START, "eos_token": _END, "unk_token": _END, "model_max_length": 77}
    first = CLIPTokenizer(str(vocabulary), str(merges), pad_token=_END, **marks)
    second = CLIPTokenizer(str(vocabulary), str(merges), pad_token="!", **marks)
    return first, second


def _pairs() -> list[str]:
    package = importlib.util.find_spec("open_clip")  # only found: importing it would need torchvision
    file = Path(package.submodule_search_locations[0]) / "bpe_simple_vocab_16e6.txt.gz"
    lines = gzip.decompress(file.read_bytes()).decode("utf-8").split("\n")
    return lines[1 : _MERGES + 1]


def _letters() -> list[str]:
    """The letter that stands for each byte: itself where it prints, one from 256 on where it does not.

    They come in CLIP's order, those that print first. Source: CLIP `simple_tokenizer.py`, `bytes_to_unicode`.
    """
    printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printed]
    return [chr(byte) for byte in printed] + [chr(256 + place) for place in range(len(others))]
