"""A loaded SDXL model: from a checkpoint file, or tiny with random weights."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers import StableDiffusionXLPipeline

from playground.render import sdxl, tokenizer
from playground.render.checkpoint_file import CheckpointError, read_shapes, require_sdxl
from playground.render.device import Device

_NOISE = 0
diffusers.utils.logging.disable_progress_bar()


def load(file: Path, device: Device, data: Path) -> StableDiffusionXLPipeline:
    """The model in a checkpoint file. Raises CheckpointError, also where the layers inside are not as expected."""
    shapes = read_shapes(file)
    require_sdxl(file, shapes)
    first, second = tokenizer.tokenizers(data)
    with tempfile.TemporaryDirectory() as folder:
        try:
            sdxl.write(sdxl.config(shapes), Path(folder))
            pipeline = StableDiffusionXLPipeline.from_single_file(
                str(file),
                config=folder,
                tokenizer=first,
                tokenizer_2=second,
                torch_dtype=device.dtype,
                local_files_only=True,
                add_watermarker=False,
            )
        except (LookupError, TypeError, ValueError, RuntimeError, OSError) as error:
            raise CheckpointError(
                f"{file.name} has the names of a Stable Diffusion XL checkpoint, but could not be loaded: {error}"
            ) from error
    return _ready(pipeline, device)


def build_tiny(device: Device, data: Path) -> StableDiffusionXLPipeline:
    """SDXL's structure with few and narrow layers, and always the same random weights. Its pictures are noise."""
    parts = sdxl.config(sdxl.TINY)
    first, second = tokenizer.tokenizers(data)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(_NOISE)
        pipeline = StableDiffusionXLPipeline(
            vae=_part(diffusers.AutoencoderKL, parts["vae"]),
            unet=_part(diffusers.UNet2DConditionModel, parts["unet"]),
            text_encoder=transformers.CLIPTextModel(_clip(parts["text_encoder"])),
            text_encoder_2=transformers.CLIPTextModelWithProjection(_clip(parts["text_encoder_2"])),
            tokenizer=first,
            tokenizer_2=second,
            scheduler=_part(diffusers.EulerDiscreteScheduler, parts["scheduler"]),
            add_watermarker=False,
        )
    return _ready(pipeline.to(dtype=device.dtype), device)


def _ready(pipeline: StableDiffusionXLPipeline, device: Device) -> StableDiffusionXLPipeline:
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(device.name)


def _part(kind: Any, settings: dict[str, Any]) -> Any:
    return kind.from_config({key: value for key, value in settings.items() if key != "_class_name"})


def _clip(settings: dict[str, Any]) -> transformers.CLIPTextConfig:
    return transformers.CLIPTextConfig(**settings)
