"""What the webui knows of checkpoints and embeddings, without loading a model or computing a hash."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from time import monotonic

from modules import sd_models, shared

_SECONDS = 10
"""How long a look at a folder is good: somebody who types asks again with each key."""
_EMBEDDING_SUFFIXES = frozenset({".safetensors", ".pt", ".bin", ".png", ".webp", ".jxl", ".avif"})


def model_facts(wanted: str | None = None) -> dict:
    """The `model` of a request: name, hashes as far as known, and metadata.

    `wanted` is the title, name or hash of a checkpoint that is asked for; None is the one chosen in the webui.
    """
    asked = wanted or shared.opts.sd_model_checkpoint
    info = sd_models.get_closet_checkpoint_match(asked) if asked else _first_checkpoint()
    if info is None:
        return {"name": asked or ""}
    metadata = info.metadata or {}
    return {
        "name": info.name,
        "hash": info.shorthash,
        "sha256": info.sha256,
        "metadata": {name: value for name, value in metadata.items() if isinstance(value, str)},
    }


def painting_facts(override: str | None) -> dict:
    """The same for the checkpoint that paints a job: the chosen one where the job's override is none that is known.

    Source: `modules/processing.py:process_images`, which drops such an override.
    """
    return model_facts(override if override in sd_models.checkpoint_aliases else None)


def _first_checkpoint() -> sd_models.CheckpointInfo | None:
    """What the webui loads on a fresh installation, where none was chosen yet."""
    return next(iter(sd_models.checkpoints_list.values()), None)


def embedding_names() -> list[str]:
    """The names of the textual inversions that lie in the webui's folder, whatever model they are for."""
    # SD.Next has it among the options too, and may drop it where A1111 keeps it.
    folder = getattr(shared.cmd_opts, "embeddings_dir", None) or getattr(shared.opts, "embeddings_dir", None)
    if not folder:
        return []
    return list(_embeddings_in(folder, int(monotonic() / _SECONDS)))


@lru_cache(maxsize=1)
def _embeddings_in(folder: str, time: int) -> tuple[str, ...]:
    files = (path for path in Path(folder).rglob("*") if path.suffix.lower() in _EMBEDDING_SUFFIXES)
    return tuple(sorted({path.stem for path in files if not path.stem.endswith(".preview")}))
