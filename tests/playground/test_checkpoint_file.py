"""Which checkpoint files the real run takes, told from their headers; torch is not needed for that."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from playground.render import sdxl
from playground.render.checkpoint_file import CheckpointError, read_shapes, require_sdxl

from . import sdxl_layout


def refusal(file: Path) -> str:
    """Why a file is refused."""
    with pytest.raises(CheckpointError) as refused:
        require_sdxl(file, read_shapes(file))
    return str(refused.value)


def test_sdxl_is_taken(tmp_path: Path) -> None:
    file = sdxl_layout.write(tmp_path / "tiny.safetensors", {**sdxl_layout.sdxl(), "more": (1,)}, {"note": "x"})
    shapes = read_shapes(file)
    require_sdxl(file, shapes)
    assert shapes["more"] == (1,) and "__metadata__" not in shapes


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("cond_stage_model.transformer.text_model.final_layer_norm.bias", "a Stable Diffusion 1.x checkpoint"),
        ("cond_stage_model.model.ln_final.bias", "a Stable Diffusion 2.x checkpoint"),
        ("model.diffusion_model.joint_blocks.0.x_block.mlp.fc1.bias", "a Stable Diffusion 3 checkpoint"),
        ("double_blocks.0.img_attn.proj.bias", "a Flux checkpoint"),
        ("lora_unet_down_blocks_0.alpha", "a LoRA, not a checkpoint"),
    ],
)
def test_other_models_are_named(tmp_path: Path, name: str, what: str) -> None:
    message = refusal(sdxl_layout.write(tmp_path / "other.safetensors", {name: (1,)}))
    assert message.startswith(f"other.safetensors is {what}. The real run takes Stable Diffusion XL")


def test_missing_parts_are_named(tmp_path: Path) -> None:
    shapes = {name: shape for name, shape in sdxl_layout.sdxl().items() if not name.startswith(sdxl_layout.VAE)}
    assert "lacks the VAE." in refusal(sdxl_layout.write(tmp_path / "part.safetensors", shapes))


def test_a_checkpoint_for_inpainting_is_refused(tmp_path: Path) -> None:
    shapes = {**sdxl_layout.sdxl(), f"{sdxl_layout.UNET}input_blocks.0.0.weight": (32, 9, 3, 3)}
    assert "for inpainting (9 channels)" in refusal(sdxl_layout.write(tmp_path / "inpaint.safetensors", shapes))


@pytest.mark.parametrize("content", [b"", b"abc", b"\xff" * 64, (5).to_bytes(8, "little") + b"{{{{{" + b"0" * 9])
def test_what_is_no_safetensors_file_is_broken(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.safetensors"
    file.write_bytes(content)
    assert refusal(file).startswith("broken.safetensors is broken: ")


@pytest.mark.parametrize(
    "header",
    [
        *([1, 2], "text", {"a": 5}, {"a": None}, {"a": {}}, {"a": {"shape": None, "data_offsets": [0, 2]}}),
        *({"a": {"shape": [1], "data_offsets": offsets}} for offsets in ("x", [], [0], [0, "z"], None, [0, None])),
        *({"a": {"shape": shape, "data_offsets": [0, 2]}} for shape in (5, ["x"], [None])),
    ],
)
def test_a_header_that_is_not_as_it_should_be_is_broken(tmp_path: Path, header: object) -> None:
    text = json.dumps(header).encode()
    file = tmp_path / "odd.safetensors"
    file.write_bytes(struct.pack("<Q", len(text)) + text + b"\0" * 8)
    assert refusal(file).startswith("odd.safetensors is broken: its header is not readable.")


def test_a_web_page_that_was_saved_in_the_models_place_is_named(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"<!DOCTYPE html><title>Log in</title>")
    assert "A web page was saved under its name." in refusal(file)


def test_a_file_that_was_not_downloaded_to_its_end_is_cut_off(tmp_path: Path) -> None:
    file = sdxl_layout.write(tmp_path / "cut.safetensors", {"a": (100,)})
    file.write_bytes(file.read_bytes()[:-1])
    whole = file.stat().st_size + 1
    assert f"cut.safetensors is cut off: {whole - 1:,} of its {whole:,} bytes are there." in refusal(file)


@pytest.mark.parametrize("length", [8, 9, 60])
def test_a_file_that_ends_in_its_header_is_cut_off(tmp_path: Path, length: int) -> None:
    file = sdxl_layout.write(tmp_path / "cut.safetensors", sdxl_layout.sdxl())
    file.write_bytes(file.read_bytes()[:length])
    assert refusal(file) == f"cut.safetensors is cut off: only {length} bytes of it are there. Download it again."


@pytest.mark.parametrize("shape", [(), (1,), (1, 2, 3, 4, 5)])
@pytest.mark.parametrize(
    ("name", "what"),
    [
        (f"{sdxl_layout.UNET}input_blocks.0.0.weight", "the image model (UNet)"),
        (f"{sdxl_layout.CLIP_L}embeddings.token_embedding.weight", "the first text encoder"),
    ],
)
def test_a_tensor_of_an_impossible_shape_is_broken(tmp_path: Path, name: str, what: str, shape: tuple) -> None:
    file = sdxl_layout.write(tmp_path / "odd.safetensors", {**sdxl_layout.sdxl(), name: shape})
    assert refusal(file) == f"odd.safetensors is broken: {what} begins with a tensor of shape {shape}."


def test_a_file_that_is_not_there_and_one_of_another_kind(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "none.safetensors")
    (tmp_path / "old.ckpt").touch()
    assert refusal(tmp_path / "old.ckpt").startswith("old.ckpt is no .safetensors file.")
    (tmp_path / "folder.safetensors").mkdir()
    assert "folder.safetensors is a folder. " in refusal(tmp_path / "folder.safetensors")


def test_the_end_of_a_files_name_may_be_in_capitals(tmp_path: Path) -> None:
    file = sdxl_layout.write(tmp_path / "MODEL.SAFETENSORS", sdxl_layout.sdxl())
    require_sdxl(file, read_shapes(file))


def test_the_configuration_of_the_real_model_follows_from_its_shapes() -> None:
    parts = sdxl.config(sdxl_layout.sdxl(320, (768, 1280), vae=128))
    unet, vae, first, second = (parts[name] for name in ("unet", "vae", "text_encoder", "text_encoder_2"))
    assert unet["block_out_channels"] == [320, 640, 1280] and unet["attention_head_dim"] == [5, 10, 20]
    assert unet["transformer_layers_per_block"] == [1, 2, 10]
    assert unet["projection_class_embeddings_input_dim"] == 2816
    assert vae["block_out_channels"] == [128, 256, 512, 512] and vae["scaling_factor"] == 0.13025
    assert (first["num_hidden_layers"], first["num_attention_heads"], first["intermediate_size"]) == (12, 12, 3072)
    assert (second["num_hidden_layers"], second["num_attention_heads"], second["projection_dim"]) == (32, 20, 1280)
    assert unet["cross_attention_dim"] == 2048
    assert parts["scheduler"]["prediction_type"] == "epsilon"


def test_v_prediction_is_read_from_the_marks_in_the_file() -> None:
    parts = sdxl.config({**sdxl_layout.sdxl(), "v_pred": (), "ztsnr": ()})
    assert parts["scheduler"]["prediction_type"] == "v_prediction"
    assert parts["scheduler"]["rescale_betas_zero_snr"] is True
