"""Files that people still have from Stable Diffusion 1.5 and that do not fit SDXL models: embeddings and VAEs."""

from __future__ import annotations

import re
from functools import lru_cache

from ..shipped import shipped
from .spelling import key
from .tables import rows

_EXTENSION = re.compile(r"\.(?:safetensors|ckpt|pt|bin|vae)\b")


@lru_cache(maxsize=1)
def older_embeddings() -> frozenset[str]:
    """The keys of embeddings made for Stable Diffusion 1.5."""
    return _listed("embedding")


@lru_cache(maxsize=1)
def older_vaes() -> frozenset[str]:
    """The plain names (`plain_file`) of VAEs made for Stable Diffusion 1.5."""
    return _listed("vae")


def plain_file(name: str) -> str:
    """A file's name as it is compared: without folder, extensions and a hash in brackets; small letters."""
    last = re.split(r"[/\\]", name)[-1]
    return key(_EXTENSION.sub("", re.sub(r"\s*\[[0-9a-f]+\]$", "", last.lower()))).replace("-", " ")


def _listed(kind: str) -> frozenset[str]:
    table = rows(shipped("lexicon") / "older_files.tsv", 2)
    return frozenset(name for of_kind, name in table if of_kind == kind)
