"""The tensors of an SDXL checkpoint in one file, by name, with shapes as small as one likes.

The names and the number of layers are those of sd_xl_base_1.0.safetensors; every width is a parameter.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

Shapes = dict[str, tuple[int, ...]]
UNET, VAE = "model.diffusion_model.", "first_stage_model."
CLIP_L, CLIP_G = "conditioner.embedders.0.transformer.text_model.", "conditioner.embedders.1.model."


def sdxl(
    width: int = 32, texts: tuple[int, int] = (16, 24), text_layers: tuple[int, int] = (12, 32), vae: int = 32
) -> Shapes:
    """All tensors. Real: width 320, texts 768 and 1280, vae 128. diffusers tells the text encoders by their widths."""
    shapes = dict(_unet((width, 2 * width, 4 * width), sum(texts), texts[1] + 6 * 256))
    shapes |= _vae((vae, 2 * vae, 4 * vae, 4 * vae))
    shapes |= _clip_l(texts[0], text_layers[0])
    return shapes | dict(_clip_g(texts[1], text_layers[1]))


def write(path: Path, shapes: Mapping[str, tuple[int, ...]], metadata: Mapping[str, str] | None = None) -> Path:
    """A safetensors file with zeros of half precision, without torch."""
    header: dict = {"__metadata__": dict(metadata)} if metadata else {}
    end = 0
    for name, shape in shapes.items():
        start, size = end, 2
        for length in shape:
            size *= length
        end = start + size
        header[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(end))
    return path


def _layer(name: str, *shape: int) -> Shapes:
    """A layer with a bias."""
    return {f"{name}.weight": shape, f"{name}.bias": shape[:1]}


def _unet(widths: tuple[int, int, int], context: int, added: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    first, second, third = widths
    time = 4 * first
    yield from _layer(f"{UNET}time_embed.0", time, first).items()
    yield from _layer(f"{UNET}time_embed.2", time, time).items()
    yield from _layer(f"{UNET}label_emb.0.0", time, added).items()
    yield from _layer(f"{UNET}label_emb.0.2", time, time).items()
    yield from _layer(f"{UNET}input_blocks.0.0", first, 4, 3, 3).items()
    blocks = [
        *[("input_blocks.1", first, first, 0), ("input_blocks.2", first, first, 0)],
        *[("input_blocks.4", first, second, 2), ("input_blocks.5", second, second, 2)],
        *[("input_blocks.7", second, third, 10), ("input_blocks.8", third, third, 10)],
        *[("output_blocks.0", 2 * third, third, 10), ("output_blocks.1", 2 * third, third, 10)],
        *[("output_blocks.2", third + second, third, 10), ("output_blocks.3", third + second, second, 2)],
        *[("output_blocks.4", 2 * second, second, 2), ("output_blocks.5", second + first, second, 2)],
        *[("output_blocks.6", second + first, first, 0), ("output_blocks.7", 2 * first, first, 0)],
        ("output_blocks.8", 2 * first, first, 0),
    ]
    for name, incoming, width, depth in blocks:
        yield from _residual(f"{UNET}{name}.0", incoming, width, time).items()
        yield from (_transformer(f"{UNET}{name}.1", width, depth, context) if depth else {}).items()
    for name, width in (("input_blocks.3.0.op", first), ("input_blocks.6.0.op", second)):
        yield from _layer(f"{UNET}{name}", width, width, 3, 3).items()
    for name, width in (("output_blocks.2.2.conv", third), ("output_blocks.5.2.conv", second)):
        yield from _layer(f"{UNET}{name}", width, width, 3, 3).items()
    yield from _residual(f"{UNET}middle_block.0", third, third, time).items()
    yield from _transformer(f"{UNET}middle_block.1", third, 10, context).items()
    yield from _residual(f"{UNET}middle_block.2", third, third, time).items()
    yield from _layer(f"{UNET}out.0", first).items()
    yield from _layer(f"{UNET}out.2", 4, first, 3, 3).items()


def _residual(name: str, incoming: int, width: int, time: int) -> Shapes:
    skip = _layer(f"{name}.skip_connection", width, incoming, 1, 1) if incoming != width else {}
    return {
        **_layer(f"{name}.in_layers.0", incoming),
        **_layer(f"{name}.in_layers.2", width, incoming, 3, 3),
        **_layer(f"{name}.emb_layers.1", width, time),
        **_layer(f"{name}.out_layers.0", width),
        **_layer(f"{name}.out_layers.3", width, width, 3, 3),
        **skip,
    }


def _transformer(name: str, width: int, depth: int, context: int) -> Shapes:
    shapes = {**_layer(f"{name}.norm", width), **_layer(f"{name}.proj_in", width, width)}
    for number in range(depth):
        block = f"{name}.transformer_blocks.{number}"
        for attention, seen in (("attn1", width), ("attn2", context)):
            shapes[f"{block}.{attention}.to_q.weight"] = (width, width)
            shapes[f"{block}.{attention}.to_k.weight"] = (width, seen)
            shapes[f"{block}.{attention}.to_v.weight"] = (width, seen)
            shapes |= _layer(f"{block}.{attention}.to_out.0", width, width)
        shapes |= _layer(f"{block}.ff.net.0.proj", 8 * width, width)
        shapes |= _layer(f"{block}.ff.net.2", width, 4 * width)
        for norm in ("norm1", "norm2", "norm3"):
            shapes |= _layer(f"{block}.{norm}", width)
    return shapes | _layer(f"{name}.proj_out", width, width)


def _vae(widths: tuple[int, int, int, int]) -> Shapes:
    first, last = widths[0], widths[-1]
    shapes = {**_layer(f"{VAE}encoder.conv_in", first, 3, 3, 3), **_layer(f"{VAE}decoder.conv_in", last, 4, 3, 3)}
    for level, width in enumerate(widths):
        below = widths[max(0, level - 1)]
        for block in range(2):
            shapes |= _vae_block(f"{VAE}encoder.down.{level}.block.{block}", width if block else below, width)
        above = widths[min(level + 1, 3)]
        for block in range(3):
            shapes |= _vae_block(f"{VAE}decoder.up.{level}.block.{block}", width if block else above, width)
        if level < 3:
            shapes |= _layer(f"{VAE}encoder.down.{level}.downsample.conv", width, width, 3, 3)
        if level > 0:
            shapes |= _layer(f"{VAE}decoder.up.{level}.upsample.conv", width, width, 3, 3)
    for half, out, end in (("encoder", 8, last), ("decoder", 3, first)):
        for block in ("block_1", "block_2"):
            shapes |= _vae_block(f"{VAE}{half}.mid.{block}", last, last)
        shapes |= _layer(f"{VAE}{half}.mid.attn_1.norm", last)
        for part in ("q", "k", "v", "proj_out"):
            shapes |= _layer(f"{VAE}{half}.mid.attn_1.{part}", last, last, 1, 1)
        shapes |= {**_layer(f"{VAE}{half}.norm_out", end), **_layer(f"{VAE}{half}.conv_out", out, end, 3, 3)}
    return shapes | {**_layer(f"{VAE}quant_conv", 8, 8, 1, 1), **_layer(f"{VAE}post_quant_conv", 4, 4, 1, 1)}


def _vae_block(name: str, incoming: int, width: int) -> Shapes:
    skip = _layer(f"{name}.nin_shortcut", width, incoming, 1, 1) if incoming != width else {}
    return {
        **_layer(f"{name}.norm1", incoming),
        **_layer(f"{name}.conv1", width, incoming, 3, 3),
        **_layer(f"{name}.norm2", width),
        **_layer(f"{name}.conv2", width, width, 3, 3),
        **skip,
    }


def _clip_l(width: int, layers: int) -> Shapes:
    shapes: Shapes = {
        f"{CLIP_L}embeddings.token_embedding.weight": (49408, width),
        f"{CLIP_L}embeddings.position_embedding.weight": (77, width),
    }
    for number in range(layers):
        layer = f"{CLIP_L}encoder.layers.{number}"
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            shapes |= _layer(f"{layer}.self_attn.{part}", width, width)
        for norm in ("layer_norm1", "layer_norm2"):
            shapes |= _layer(f"{layer}.{norm}", width)
        shapes |= {**_layer(f"{layer}.mlp.fc1", 4 * width, width), **_layer(f"{layer}.mlp.fc2", width, 4 * width)}
    return shapes | _layer(f"{CLIP_L}final_layer_norm", width)


def _clip_g(width: int, layers: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{CLIP_G}token_embedding.weight", (49408, width)
    yield f"{CLIP_G}positional_embedding", (77, width)
    yield f"{CLIP_G}text_projection", (width, width)
    yield f"{CLIP_G}logit_scale", ()
    yield from _layer(f"{CLIP_G}ln_final", width).items()
    for number in range(layers):
        block = f"{CLIP_G}transformer.resblocks.{number}"
        yield f"{block}.attn.in_proj_weight", (3 * width, width)
        yield f"{block}.attn.in_proj_bias", (3 * width,)
        for name, shape in (
            ("attn.out_proj", (width, width)),
            ("ln_1", (width,)),
            ("ln_2", (width,)),
            ("mlp.c_fc", (4 * width, width)),
            ("mlp.c_proj", (width, 4 * width)),
        ):
            yield from _layer(f"{block}.{name}", *shape).items()
