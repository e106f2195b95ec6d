"""The configuration of an SDXL model's parts, as diffusers wants it, worked out from the shapes of its tensors.

So no configuration has to be fetched, and a checkpoint whose layers are narrower or fewer than SDXL's fits as well.
The values that no shape tells are SDXL base 1.0's: `sd_xl_base.yaml` of Stability AI's generative-models, and the
model card's `unet/config.json`, `vae/config.json`, `text_encoder*/config.json`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playground.render.checkpoint_file import Shapes

_UNET = "model.diffusion_model."
_CLIP_L = "conditioner.embedders.0.transformer.text_model."
_CLIP_G = "conditioner.embedders.1.model."
_VAE = "first_stage_model."
_HEAD = 64
"""Channels of one attention head, in all of SDXL's parts."""
_GROUPS = 32
"""Groups of channels that are normalised together; narrower parts have one for each channel."""
_LETTERS = 49408
"""Entries of CLIP's vocabulary."""

TINY: Shapes = {
    f"{_UNET}input_blocks.1.0.out_layers.3.weight": (16, 16, 3, 3),
    f"{_UNET}input_blocks.4.0.out_layers.3.weight": (16, 16, 3, 3),
    f"{_UNET}input_blocks.7.0.out_layers.3.weight": (32, 32, 3, 3),
    f"{_UNET}input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (16, 64),
    f"{_UNET}input_blocks.7.1.transformer_blocks.0.attn2.to_k.weight": (32, 64),
    f"{_UNET}label_emb.0.0.weight": (64, 32 + 6 * 256),
    f"{_CLIP_L}embeddings.token_embedding.weight": (_LETTERS, 32),
    f"{_CLIP_L}encoder.layers.1.mlp.fc1.weight": (64, 32),
    f"{_CLIP_G}token_embedding.weight": (_LETTERS, 32),
    f"{_CLIP_G}transformer.resblocks.1.mlp.c_fc.weight": (64, 32),
    f"{_CLIP_G}text_projection": (32, 32),
    **{f"{_VAE}encoder.down.{level}.block.0.conv2.weight": (8, 8, 3, 3) for level in range(4)},
}
"""What tells of a model with SDXL's structure that is built in a second; as `config` reads shapes."""

SCHEDULER = {
    "_class_name": "EulerDiscreteScheduler",
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "num_train_timesteps": 1000,
    "prediction_type": "epsilon",
    "steps_offset": 1,
    "timestep_spacing": "linspace",
}


def config(shapes: Shapes) -> dict[str, dict[str, Any]]:
    """The configuration of each part, by diffusers' name for it."""
    return {
        "unet": _unet(shapes),
        "vae": _vae(shapes),
        "text_encoder": _clip_l(shapes),
        "text_encoder_2": _clip_g(shapes),
        "scheduler": _scheduler(shapes),
    }


def write(parts: dict[str, dict[str, Any]], folder: Path) -> None:
    """Write a configuration as the folder that diffusers reads."""
    classes = {
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "tokenizer_2": ["transformers", "CLIPTokenizer"],
        "scheduler": ["diffusers", parts["scheduler"]["_class_name"]],
    }
    index = {"_class_name": "StableDiffusionXLPipeline", "force_zeros_for_empty_prompt": True, **classes}
    for name, content in {"": index, **parts}.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        file = {"": "model_index.json", "scheduler": "scheduler_config.json"}.get(name, "config.json")
        (folder / name / file).write_text(json.dumps(content, indent=2), encoding="utf-8", newline="\n")


def _unet(shapes: Shapes) -> dict[str, Any]:
    widths = [shapes[f"{_UNET}input_blocks.{block}.0.out_layers.3.weight"][0] for block in (1, 4, 7)]
    blocks = _UNET + r"input_blocks\.%d\.1\.transformer_blocks\.(\d+)\."
    depths = [1, _count(shapes, blocks % 4), _count(shapes, blocks % 7)]
    return {
        "_class_name": "UNet2DConditionModel",
        "sample_size": 128,
        "in_channels": 4,
        "out_channels": 4,
        "block_out_channels": widths,
        "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
        "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
        "layers_per_block": 2,
        "transformer_layers_per_block": depths,
        "attention_head_dim": [max(1, width // _HEAD) for width in widths],
        "cross_attention_dim": shapes[f"{_UNET}input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight"][1],
        "use_linear_projection": True,
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 256,
        "projection_class_embeddings_input_dim": shapes[f"{_UNET}label_emb.0.0.weight"][1],
        "norm_num_groups": min(_GROUPS, *widths),
    }


def _vae(shapes: Shapes) -> dict[str, Any]:
    levels = _count(shapes, rf"{_VAE}encoder\.down\.(\d+)\.")
    widths = [shapes[f"{_VAE}encoder.down.{level}.block.0.conv2.weight"][0] for level in range(levels)]
    return {
        "_class_name": "AutoencoderKL",
        "in_channels": 3,
        "out_channels": 3,
        "latent_channels": 4,
        "block_out_channels": widths,
        "down_block_types": ["DownEncoderBlock2D"] * levels,
        "up_block_types": ["UpDecoderBlock2D"] * levels,
        "layers_per_block": 2,
        "norm_num_groups": min(_GROUPS, *widths),
        "sample_size": 1024,
        "scaling_factor": 0.13025,
        "force_upcast": True,
    }


def _clip_l(shapes: Shapes) -> dict[str, Any]:
    letters, width = shapes[f"{_CLIP_L}embeddings.token_embedding.weight"]
    layers = _count(shapes, rf"{_CLIP_L}encoder\.layers\.(\d+)\.")
    inner = shapes[f"{_CLIP_L}encoder.layers.{layers - 1}.mlp.fc1.weight"][0]
    return {**_clip(letters, width, layers, inner), "hidden_act": "quick_gelu", "architectures": ["CLIPTextModel"]}


def _clip_g(shapes: Shapes) -> dict[str, Any]:
    letters, width = shapes[f"{_CLIP_G}token_embedding.weight"]
    layers = _count(shapes, rf"{_CLIP_G}transformer\.resblocks\.(\d+)\.")
    inner = shapes[f"{_CLIP_G}transformer.resblocks.{layers - 1}.mlp.c_fc.weight"][0]
    return {
        **_clip(letters, width, layers, inner),
        "hidden_act": "gelu",
        "projection_dim": shapes[f"{_CLIP_G}text_projection"][1],
        "architectures": ["CLIPTextModelWithProjection"],
    }


def _clip(letters: int, width: int, layers: int, inner: int) -> dict[str, Any]:
    return {
        "model_type": "clip_text_model",
        "vocab_size": letters,
        "hidden_size": width,
        "intermediate_size": inner,
        "num_hidden_layers": layers,
        "num_attention_heads": max(1, width // _HEAD),
        "max_position_embeddings": 77,
        "projection_dim": width,
        "layer_norm_eps": 1e-5,
        "bos_token_id": letters - 2,
        "eos_token_id": letters - 1,
        "pad_token_id": 1,
    }


def _scheduler(shapes: Shapes) -> dict[str, Any]:
    """A v-prediction checkpoint says so with empty tensors of these names."""
    prediction = {"prediction_type": "v_prediction"} if "v_pred" in shapes else {}
    terminal = {"rescale_betas_zero_snr": True} if "ztsnr" in shapes else {}
    return {**SCHEDULER, **prediction, **terminal}


def _count(shapes: Shapes, pattern: str) -> int:
    """One more than the highest number in the names of that pattern."""
    found = (re.match(pattern, name) for name in shapes)
    return 1 + max(int(match[1]) for match in found if match)
