"""A Python program for diffusers."""

from __future__ import annotations

from ..rules.tokens import CHUNK, at_least, total
from ..texts import say
from .recipe import UNKNOWN_FILE, Exported, Lora, Recipe, loras, missing
from .samplers import DIFFUSERS, DIFFUSERS_SCHEDULES, Scheduler, divided
from .wording import Worded, with_weights, words_alone

_LONG_PROMPTS = "lpw_stable_diffusion_xl"
_LONG_PROMPTS_SD15 = "lpw_stable_diffusion"
"""diffusers' community pipelines that read weights as the webui does, and prompts of any length."""
_MOST_CHUNKS = 20
"""The one for Stable Diffusion 1.5 reads three chunks unless it is told to read more; SDXL's reads all."""
_DEVICE = (
    'device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"',
    'dtype = torch.float32 if device == "cpu" else torch.float16',
    "",
)


def diffusers(recipe: Recipe) -> Exported:
    """The program. Every text in it is a Python literal, whatever the prompt holds.

    diffusers itself reads 75 tokens and no weights; where the prompt has more, a community pipeline is used that does.
    """
    written = [with_weights(prompt, lambda tag: tag.text) for prompt in (recipe.positive, recipe.negative)]
    needs_more = [
        words_alone(prompt).text != _unescaped(one.text) or total(prompt, at_least) > CHUNK
        for prompt, one in zip((recipe.positive, recipe.negative), written)
    ]
    texts = written if any(needs_more) else [words_alone(prompt) for prompt in (recipe.positive, recipe.negative)]
    found = loras(recipe.positive.text)
    scheduler, notes = _scheduler(recipe)
    lines = _program(recipe, texts, found, scheduler, any(needs_more))
    return Exported("\n".join(lines) + "\n", tuple([*_notes(recipe, texts, any(needs_more)), *notes]))


def _unescaped(text: str) -> str:
    return text.replace("\\(", "(").replace("\\)", ")").replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\")


def _program(
    recipe: Recipe, texts: list[Worded], found: list[Lora], scheduler: Scheduler | None, long: bool
) -> list[str]:
    pipeline = "StableDiffusionPipeline" if recipe.is_sd15 else "StableDiffusionXLPipeline"
    names = sorted({pipeline, *(["DiffusionPipeline"] if long else []), *([scheduler.name] if scheduler else [])})
    file = recipe.model_file or UNKNOWN_FILE
    lines = [
        "import torch",
        f"from diffusers import {', '.join(names)}",
        "",
        *_DEVICE,
        f"pipe = {pipeline}.from_single_file({file!r}, torch_dtype=dtype)",
    ]
    # Before the community pipeline takes over, whose own loading knows no adapter names.
    for index, lora in enumerate(found):
        file = lora.name + ".safetensors"
        lines.append(f"pipe.load_lora_weights('.', weight_name={file!r}, adapter_name={f'lora_{index}'!r})")
    if found:
        names_of = [f"lora_{index}" for index in range(len(found))]
        lines.append(f"pipe.set_adapters({names_of!r}, adapter_weights={[lora.strength for lora in found]!r})")
    if long:
        community = _LONG_PROMPTS_SD15 if recipe.is_sd15 else _LONG_PROMPTS
        lines.append(f"pipe = DiffusionPipeline.from_pipe(pipe, custom_pipeline={community!r}, torch_dtype=dtype)")
    if scheduler:
        options = "".join(f", {name}={value!r}" for name, value in scheduler.options)
        lines.append(f"pipe.scheduler = {scheduler.name}.from_config(pipe.scheduler.config{options})")
    lines += ["pipe.to(device)", "", "image = pipe("]
    lines += [f"    {name}={value!r}," for name, value in _arguments(recipe, texts, long).items() if value is not None]
    return [*lines, ").images[0]", 'image.save("picture.png")']


def _arguments(recipe: Recipe, texts: list[Worded], long: bool) -> dict[str, object]:
    return {
        "prompt": texts[0].text,
        "negative_prompt": texts[1].text or None,
        "num_inference_steps": recipe.steps,
        "guidance_scale": recipe.cfg_scale,
        "width": recipe.width,
        "height": recipe.height,
        "max_embeddings_multiples": _MOST_CHUNKS if long and recipe.is_sd15 else None,
        # The webui counts from 1, diffusers from 0; for SDXL the webui does not heed clip skip.
        "clip_skip": recipe.clip_skip - 1
        if recipe.is_sd15 and (recipe.clip_skip or 1) > 1 and recipe.clip_skip
        else None,
    }


def _scheduler(recipe: Recipe) -> tuple[Scheduler | None, list[str]]:
    sampler, schedule = divided(recipe.sampler_name, recipe.scheduler)
    known, notes = DIFFUSERS.get(sampler or ""), []
    if sampler is not None and known is None:
        notes.append(say('diffusers has no sampler "{name}"; its default is used.', name=recipe.sampler_name))
    if known is None:
        if recipe.prediction != "v":
            return None, notes
        known = DIFFUSERS["euler"]
    asked = DIFFUSERS_SCHEDULES.get(schedule)
    if asked is None or (asked and asked[-1][0] not in known.knows):
        notes.append(say('Schedule type "{name}" was left out.', name=recipe.scheduler or schedule.title()))
        asked = ()
    options = [*known.options, *(option for option in asked if option[0] in known.knows)]
    if recipe.prediction == "v":
        options += [("prediction_type", "v_prediction")]
        if "rescale_betas_zero_snr" in known.knows:
            options += [("rescale_betas_zero_snr", True)]
        else:
            notes.append(say("The scheduler {name} does not begin at pure noise, as this model does.", name=known.name))
    return Scheduler(known.name, tuple(options)), notes


def _notes(recipe: Recipe, texts: list[Worded], long: bool) -> list[str]:
    notes = list(dict.fromkeys(note for text in texts for note in text.lost))
    if long:
        notes.append(
            say(
                "diffusers reads {tokens} tokens and no weights; the community pipeline {name} reads more, "
                "and is fetched when the program runs.",
                tokens=CHUNK,
                name=_LONG_PROMPTS_SD15 if recipe.is_sd15 else _LONG_PROMPTS,
            )
        )
    return [*notes, *missing(recipe, "diffusers")]
