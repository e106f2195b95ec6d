"""Checkpoints: their names and what their files say of them; and what stands where the webui has its model."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from modules import paths_internal, shared

if TYPE_CHECKING:
    from modules.painting import Painter

checkpoints_list: dict[str, CheckpointInfo] = {}
checkpoint_aliases: dict[str, CheckpointInfo] = {}
_PRETENDED = Path(paths_internal.script_path).parent / "checkpoints.txt"


class CheckpointInfo:
    """One checkpoint. Hashes are None until they are known, as in the webui."""

    def __init__(self, filename: str, shorthash: str | None = None) -> None:
        file = Path(filename)
        self.filename = filename
        self.name = file.name
        self.name_for_extra = self.model_name = file.stem
        self.hash = shorthash
        self.sha256: str | None = None
        self.shorthash = shorthash
        self.metadata = read_metadata_from_safetensors(filename) if file.is_file() else {}
        self.title = self.name if shorthash is None else f"{self.name} [{shorthash}]"
        self.short_title = self.name_for_extra if shorthash is None else f"{self.name_for_extra} [{shorthash}]"
        self.ids = [self.title, self.short_title, self.name, self.name_for_extra, *([shorthash] if shorthash else [])]

    def register(self) -> None:
        checkpoints_list[self.title] = self
        for alias in self.ids:
            checkpoint_aliases[alias] = self

    def calculate_shorthash(self) -> str | None:
        return self.shorthash


class _ModelData:
    """What makes the pictures; see `modules.painting`."""

    sd_model: Painter | None = None


model_data = _ModelData()


def read_metadata_from_safetensors(filename: str) -> dict[str, str]:
    """The metadata in a safetensors file's header; empty for any other file."""
    with open(filename, "rb") as file:
        size = file.read(8)
        if len(size) < 8 or not filename.endswith(".safetensors"):
            return {}
        return json.loads(file.read(struct.unpack("<Q", size)[0])).get("__metadata__", {})


def list_models() -> None:
    """Find the checkpoints: --ckpt, those of --ckpt-dir, and those that the playground pretends to have."""
    checkpoints_list.clear()
    checkpoint_aliases.clear()
    folder = shared.cmd_opts.ckpt_dir
    found = [shared.cmd_opts.ckpt] if shared.cmd_opts.ckpt else []
    found += [str(file) for file in sorted(Path(folder).rglob("*.safetensors"))] if folder else []
    for file in found:
        CheckpointInfo(file).register()
    for line in _PRETENDED.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#") and line.split()[0] not in checkpoint_aliases:
            CheckpointInfo(*line.split()).register()


def load_model(painter: Painter) -> None:
    """Take what makes the pictures; and as after loading the first model at start, the option names a checkpoint."""
    model_data.sd_model = painter
    asked = shared.cmd_opts.ckpt
    chosen = get_closet_checkpoint_match(Path(asked).name) if asked else select_checkpoint()
    if chosen is not None:
        shared.opts.data["sd_model_checkpoint"] = chosen.title


def checkpoint_tiles(use_short: bool = False) -> list[str]:
    """The titles for the page's list (spelt as the webui spells this function)."""
    return [info.short_title if use_short else info.title for info in checkpoints_list.values()]


def get_closet_checkpoint_match(search: str | None) -> CheckpointInfo | None:
    """The checkpoint of that title, name or hash, else the shortest one whose title contains the text."""
    if not search:
        return None
    if search in checkpoint_aliases:
        return checkpoint_aliases[search]
    found = [info for info in checkpoints_list.values() if search in info.title]
    return min(found, key=lambda info: len(info.title), default=None)


def select_checkpoint() -> CheckpointInfo | None:
    """The checkpoint chosen in the options, else the first one."""
    chosen = get_closet_checkpoint_match(shared.opts.sd_model_checkpoint)
    return chosen or next(iter(checkpoints_list.values()), None)
