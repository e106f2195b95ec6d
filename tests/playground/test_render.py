"""The real run: whole generations with the tiny random model, and checkpoint files with shrunk shapes.

Needs torch and diffusers: `python run.py --render --test`. Elsewhere these tests are skipped.
"""

from __future__ import annotations

import base64
import io
import json
import os
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import serving

from . import sdxl_layout

torch = pytest.importorskip("torch", reason="the real run needs torch: python run.py --render --test")
pytest.importorskip("diffusers", reason="the real run needs diffusers: python run.py --render --test")
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="module")
def renderer(_stand_in: None, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What paints, with the tiny model."""
    from playground.render.painter import Renderer

    return Renderer(tmp_path_factory.mktemp("clip"))


@pytest.fixture
def paint(webui: None, renderer: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A function that generates without any script; gives what was made, and the job in `.p`."""
    from modules import processing, sd_models, shared

    monkeypatch.setattr(sd_models.model_data, "sd_model", renderer)

    def generate(prompt: str = "1girl", *, image: Any = None, **fields: Any) -> Any:
        kind = processing.StableDiffusionProcessingImg2Img if image else processing.StableDiffusionProcessingTxt2Img
        more = {"init_images": [image]} if image else {}
        small = {"width": 64, "height": 64, "steps": 2, "seed": 7, "sampler_name": "Euler a", "do_not_save_grid": True}
        p = kind(prompt=prompt, **{**small, **more, **fields})
        shared.state.begin("test")
        processed = processing.process_images(p)
        shared.state.end()
        processed.p = p
        return processed

    return generate


def pixels(processed: Any) -> list[bytes]:
    return [image.tobytes() for image in processed.images]


def test_a_seed_gives_one_picture(paint: Any) -> None:
    first = paint("smile, 1girl", negative_prompt="bad")
    assert pixels(paint("smile, 1girl", negative_prompt="bad")) == pixels(first)
    assert pixels(paint("smile, 1girl", negative_prompt="bad", seed=8)) != pixels(first)


def test_a_variation_lies_between_the_pictures_of_its_seeds(paint: Any) -> None:
    first, second, varied = paint(), paint(seed=9), paint(subseed=9, subseed_strength=0.5)
    assert "Variation seed: 9, Variation seed strength: 0.5" in varied.info
    assert pixels(paint(subseed=9, subseed_strength=0.5)) == pixels(varied)
    assert len({*pixels(first), *pixels(second), *pixels(varied)}) == 3
    assert pixels(paint(subseed=9)) == pixels(first)


def test_the_noise_of_a_variation_is_as_strong_as_any() -> None:
    from playground.render import variation

    def noise(strength: float) -> torch.Tensor:
        return variation.noise(variation.generators([7]), [9], strength, (4, 32, 32), torch.float32)

    second = torch.randn((1, 4, 32, 32), generator=variation.generators([9])[0])
    assert torch.allclose(noise(1), second, atol=1e-4)
    assert abs(noise(0.5).std() - second.std()) < 0.05


@pytest.mark.parametrize("other", ["hat, 1girl", "(smile:1.3), 1girl", "[smile], 1girl", "smile BREAK 1girl"])
def test_words_weights_and_breaks_change_the_picture(paint: Any, other: str) -> None:
    assert pixels(paint(other)) != pixels(paint("smile, 1girl"))


def test_the_negative_prompt_counts_unless_the_scale_is_one(paint: Any) -> None:
    assert pixels(paint(negative_prompt="hat")) != pixels(paint())
    assert pixels(paint(negative_prompt="hat", cfg_scale=1)) == pixels(paint(cfg_scale=1))


def test_a_word_far_behind_the_first_75_tokens_counts(paint: Any) -> None:
    long = ", ".join(["hat"] * 90)
    assert pixels(paint(f"{long}, smile")) != pixels(paint(f"{long}, frown"))


def test_pictures_of_a_batch_have_seeds_and_prompts_of_their_own(paint: Any) -> None:
    made = pixels(paint(batch_size=2, n_iter=2))
    assert len(set(made)) == 4


def test_every_sampler_that_is_offered_paints(paint: Any, renderer: Any) -> None:
    made = {name: pixels(paint(sampler_name=name, steps=4)) for name in renderer.samplers}
    assert len(made) == 12
    assert made["Euler"] != made["Euler a"] and made["DPM++ 2M"] != made["DPM++ 2M SDE"]


def test_the_schedule_type_counts_or_is_said_not_to(paint: Any) -> None:
    euler = {"sampler_name": "Euler", "steps": 4}
    assert pixels(paint(scheduler="Karras", **euler)) != pixels(paint(scheduler="Uniform", **euler))
    assert "Karras is not there for Euler a" in paint(scheduler="Karras").comments


def test_steps_and_scale_change_the_picture(paint: Any) -> None:
    assert pixels(paint(steps=3)) != pixels(paint(steps=2))
    assert pixels(paint(cfg_scale=3)) != pixels(paint(cfg_scale=9))


@pytest.mark.parametrize("upscaler", ["Latent", "Latent (nearest-exact)", "Lanczos", "None"])
def test_the_second_pass_paints_the_larger_picture(paint: Any, upscaler: str) -> None:
    hires = {"enable_hr": True, "hr_scale": 2, "hr_upscaler": upscaler, "denoising_strength": 0.5}
    plain = paint(hr_prompt="hat", **hires)
    assert plain.images[0].size == (128, 128)
    assert pixels(paint(hr_prompt="sword", **hires)) != pixels(plain)


def test_an_unknown_upscaler_stops_the_job_as_in_the_webui(paint: Any) -> None:
    with pytest.raises(RuntimeError, match="could not find upscaler named Magic"):
        paint(enable_hr=True, hr_upscaler="Magic")


def test_img2img_keeps_more_of_the_picture_at_low_strength(paint: Any) -> None:
    from PIL import Image

    start = Image.new("RGB", (64, 64), "red")
    low, high = (paint(image=start, denoising_strength=strength, steps=4) for strength in (0.1, 0.9))
    assert pixels(low) != pixels(high)
    assert low.images[0].size == (64, 64) and "Denoising strength: 0.1" in low.infotexts[0]


def test_an_odd_size_is_cut_to_whole_latents(paint: Any) -> None:
    assert paint(width=70, height=90).images[0].size == (64, 88)


def test_clip_skip_counts_where_the_webui_lets_it(paint: Any) -> None:
    from modules import shared

    plain, skipped = {}, {"CLIP_stop_at_last_layers": 3}
    shared.opts.data.update(sdxl_clip_l_skip=False, CLIP_stop_at_last_layers=2)
    assert pixels(paint(override_settings=skipped)) == pixels(paint(override_settings=plain))
    shared.opts.data.update(sdxl_clip_l_skip=True)
    assert pixels(paint(override_settings=skipped)) != pixels(paint(override_settings=plain))


def difference(one: Any, other: Any, place: int = 0) -> int:
    """How far two pictures are apart where they differ most; AND computes the same in another order."""
    pairs = zip(one.images[place].getdata(), other.images[0].getdata(), strict=True)
    return max(abs(a - b) for pixels in pairs for a, b in zip(*pixels, strict=True))


def test_a_schedule_changes_the_prompt_at_its_step(paint: Any) -> None:
    """In four steps: what the last one paints is too little to be seen."""
    first, second = paint("smile, 1girl", steps=4), paint("hat, 1girl", steps=4)
    assert pixels(paint("[smile:hat:4], 1girl", steps=4)) == pixels(first)
    assert pixels(paint("[smile:hat:0], 1girl", steps=4)) == pixels(second)
    changed = pixels(paint("[smile:hat:2], 1girl", steps=4))
    assert changed not in (pixels(first), pixels(second))
    assert pixels(paint("[smile:hat:0.5], 1girl", steps=4)) == changed


def test_a_schedule_counts_in_the_negative_prompt_and_in_the_second_pass(paint: Any) -> None:
    assert pixels(paint(negative_prompt="[hat:1]", steps=4)) != pixels(paint(steps=4))
    second = {"enable_hr": True, "hr_scale": 2, "hr_upscaler": "Latent", "denoising_strength": 0.7}
    assert pixels(paint("smile [:hat:1.0]", **second)) != pixels(paint("smile ", **second))
    assert pixels(paint("smile [:hat:2.0]", **second)) == pixels(paint("smile ", **second))


def test_alternation_takes_turns(paint: Any) -> None:
    assert pixels(paint("[smile|smile], 1girl")) == pixels(paint("smile, 1girl"))
    assert pixels(paint("[smile|hat], 1girl", steps=4)) != pixels(paint("[hat|smile], 1girl", steps=4))


@pytest.mark.parametrize("sampler", ["Euler a", "Heun"])
def test_and_composes_prompts(paint: Any, sampler: str) -> None:
    how = {"negative_prompt": "bad", "cfg_scale": 3, "sampler_name": sampler}
    assert difference(paint("smile AND smile", **how), paint("smile", **{**how, "cfg_scale": 6})) <= 1
    assert difference(paint("smile AND hat :0", **how), paint("smile", **how)) <= 1
    assert difference(paint("smile AND hat :5", **how), paint("smile", **how)) > 1


def test_of_a_batch_each_picture_is_composed_of_its_own_prompts(paint: Any) -> None:
    both = paint(["smile AND hat AND cat", "hat"], batch_size=2)
    assert difference(both, paint("smile AND hat AND cat")) <= 1
    assert difference(both, paint("hat", seed=8), place=1) <= 1


def test_what_is_not_done_is_said(paint: Any) -> None:
    from PIL import Image

    comments = paint("a AND b, [x:y:0.5], <lora:z:1>").comments
    assert "LoRA" in comments and "AND" not in comments and "[a:b:0.5]" not in comments
    assert "its pictures are noise" in comments
    assert "before the first AND" in paint("a AND b", cfg_scale=1).comments
    assert "tiling" in paint(tiling=True).comments
    assert "resizes no seeds" in paint(seed_resize_from_w=64, seed_resize_from_h=64).comments
    start = Image.new("RGB", (64, 64))
    assert "first pass of txt2img" in paint(image=start, subseed=9, subseed_strength=0.5).comments


def test_an_interrupted_job_gives_what_it_has(paint: Any, renderer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared

    asked: list[int] = []
    sample = renderer.sample

    def interrupted(*given: Any) -> Any:
        asked.append(1)
        shared.state.interrupt()
        return sample(*given)

    monkeypatch.setattr(renderer, "sample", interrupted)
    made = paint(n_iter=3, steps=20)
    assert len(made.images) == 1 and asked == [1]
    assert shared.state.sampling_step == 0


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint with all of SDXL's tensors and narrow layers. Its weights are zeros."""
    return sdxl_layout.write(tmp_path_factory.mktemp("models") / "animagine-xl-4.0.safetensors", sdxl_layout.sdxl())


def test_a_single_file_checkpoint_is_loaded(renderer: Any, checkpoint: Path) -> None:
    pipeline = renderer.prepare(str(checkpoint))
    unet = pipeline.unet
    assert unet.config.block_out_channels == [32, 64, 128]
    assert len(pipeline.text_encoder_2.text_model.encoder.layers) == 32
    assert all(not parameter.is_meta for parameter in unet.parameters())
    assert not renderer.label.startswith("names")


def test_the_files_own_weights_are_used(tmp_path: Path, renderer: Any) -> None:
    """Every tensor of the parts gets a number of its own, which has to be in the loaded model again."""
    from safetensors.torch import save_file

    numbers = {
        name: torch.full(shape, 1 + place, dtype=torch.float32)
        for place, (name, shape) in enumerate(sdxl_layout.sdxl(text_layers=(2, 2)).items())
    }
    save_file(numbers, str(tmp_path / "numbered.safetensors"))
    pipeline = renderer.prepare(str(tmp_path / "numbered.safetensors"))
    wanted = {float(tensor.flatten()[0]) for tensor in numbers.values()}
    parts = (pipeline.unet, pipeline.vae, pipeline.text_encoder, pipeline.text_encoder_2)
    loaded = {float(one.flatten()[0]) for part in parts for one in part.parameters()}
    scale = numbers[f"{sdxl_layout.CLIP_G}logit_scale"]  # the pipeline has no use for it
    assert wanted - loaded <= {float(scale)}


def test_layers_that_are_not_as_the_names_say_give_one_message(tmp_path: Path, renderer: Any) -> None:
    from playground.render.checkpoint_file import CheckpointError

    shapes = {**sdxl_layout.sdxl(), f"{sdxl_layout.UNET}input_blocks.5.0.in_layers.2.weight": (3, 3, 3, 3)}
    file = sdxl_layout.write(tmp_path / "odd.safetensors", shapes)
    with pytest.raises(CheckpointError, match="odd.safetensors has the names of a Stable Diffusion XL checkpoint"):
        renderer.prepare(str(file))


def test_the_tokenizer_counts_as_clip_does(renderer: Any) -> None:
    """Token numbers of CLIP's vocabulary: `1girl` is two tokens, and an unknown letter is read as its bytes."""
    tokenizer = renderer.prepare(None).tokenizer
    assert len(tokenizer) == 49408
    assert tokenizer("a photo of a cat")["input_ids"] == [49406, 320, 1125, 539, 320, 2368, 49407]
    assert tokenizer.decode(tokenizer("masterpiece, 雪")["input_ids"], skip_special_tokens=True) == "masterpiece , 雪"


@pytest.fixture(scope="module")
def served(webui_data: Callable[[str], Path]) -> Iterator[str]:
    """A playground that paints, in a process of its own."""
    with serving(webui_data("render"), "--render") as address:
        yield address


def test_a_posted_job_gives_a_picture_that_can_be_pasted_back(served: str) -> None:
    from PIL import Image

    ours = {"Prompt Tailor": {"args": [{"set": {"steps": False, "size": False}}]}}
    body = {"prompt": "smile, 1girl", "steps": 2, "width": 64, "height": 96, "alwayson_scripts": ours}
    request = urllib.request.Request(
        f"{served}/sdapi/v1/txt2img", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        made = json.load(answer)
    image = Image.open(io.BytesIO(base64.b64decode(made["images"][0])))
    assert image.size == (64, 96)
    assert image.info["parameters"].startswith("1girl, smile, masterpiece")
    assert len({pixel for _, pixel in image.convert("L").getcolors(256)}) > 10


@pytest.mark.parametrize("what", ["missing", "broken"])
def test_a_checkpoint_that_cannot_be_used_stops_the_start(tmp_path: Path, what: str) -> None:
    file = tmp_path / "model.safetensors"
    if what == "broken":
        file.write_bytes(b"nothing of the kind")
    start = serving(tmp_path, "--render", "--ckpt", str(file))
    with pytest.raises(AssertionError, match="The playground cannot start: .*model.safetensors"), start:
        pass


@pytest.mark.parametrize("prediction", [None, "v"])
@pytest.mark.parametrize(
    "sampler", [None, "Euler a", "DPM++ 2M", "DPM++ SDE", "DPM2 a", "Heun", "DDIM", "PLMS", "UniPC"]
)
def test_the_exported_program_runs(
    sampler: str | None, prediction: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renderer: Any
) -> None:
    """With the tiny model in the place of a file; the community pipeline for long prompts would have to be fetched."""
    from diffusers import StableDiffusionXLPipeline

    from playground.render.device import Device
    from playground.render.model import build_tiny
    from prompt_tailor.exporters import EXPORTERS, Recipe
    from prompt_tailor.syntax import parse

    def tiny(file: str, torch_dtype: Any) -> Any:
        assert file == "own.safetensors"
        return build_tiny(Device("cpu", torch_dtype, ""), tmp_path)

    monkeypatch.setattr(StableDiffusionXLPipeline, "from_single_file", tiny)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.chdir(tmp_path)
    recipe = Recipe(
        parse("1girl, smile \\(hat\\)"),
        parse("lowres", positive=False),
        sampler_name=sampler,
        scheduler="Automatic",
        steps=4,
        cfg_scale=5.0,
        width=64,
        height=64,
        model="own",
        prediction=prediction,
    )
    made: dict[str, Any] = {}
    exec(compile(EXPORTERS["diffusers"](recipe).text, "program", "exec"), made)
    assert made["image"].size == (64, 64) and (tmp_path / "picture.png").is_file()
