"""A Python program for diffusers."""

from __future__ import annotations

from ..rules.tokens import CHUNK, at_least, total
from ..texts import say
from .recipe import Exported, Lora, Recipe, loras, other_networks
from .samplers import DIFFUSERS, DIFFUSERS_SCHEDULES, Scheduler, divided
from .wording import Worded, with_weights, words_alone

_LONG_PROMPTS = "lpw_stable_diffusion_xl"
_LONG_PROMPTS_SD15 = "lpw_stable_diffusion"
"""diffusers' community pipelines that read weights as the webui does, and prompts of any length."""


def diffusers(recipe: Recipe) -> Exported:
    """The program. Every text in it is a Python literal, whatever the prompt holds.

    diffusers itself reads 75 tokens and no weights; where the prompt has more, a community pipeline is used that does.
    """
    written = [with_weights(prompt, _weighted, lambda tag: tag.text) for prompt in (recipe.positive, recipe.negative)]
    needs_more = [
        words_alone(prompt).text != _unescaped(one.text) or total(prompt, at_least) > CHUNK
        for prompt, one in zip((recipe.positive, recipe.negative), written)
    ]
    texts = written if any(needs_more) else [words_alone(prompt) for prompt in (recipe.positive, recipe.negative)]
    found = loras(recipe.positive.text)
    scheduler, notes = _scheduler(recipe)
    lines = _program(recipe, texts, found, scheduler, any(needs_more))
    return Exported("\n".join(lines) + "\n", tuple([*_notes(recipe, texts, any(needs_more)), *notes]))


def _weighted(text: str, weight: float) -> str:
    return f"({text}:{weight:.4g})"


def _unescaped(text: str) -> str:
    return text.replace("\\(", "(").replace("\\)", ")").replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\")


def _program(
    recipe: Recipe, texts: list[Worded], found: list[Lora], scheduler: Scheduler | None, long: bool
) -> list[str]:
    pipeline = "StableDiffusionPipeline" if recipe.is_sd15 else "StableDiffusionXLPipeline"
    names = sorted({pipeline, *(["DiffusionPipeline"] if long else []), *([scheduler.name] if scheduler else [])})
    file = recipe.model_file or "model.safetensors"
    lines = [
        "import torch",
        f"from diffusers import {', '.join(names)}",
        "",
        f"pipe = {pipeline}.from_single_file({file!r}, torch_dtype=torch.float16)",
    ]
    if long:
        community = _LONG_PROMPTS_SD15 if recipe.is_sd15 else _LONG_PROMPTS
        lines.append(f"pipe = DiffusionPipeline.from_pipe(pipe, custom_pipeline={community!r})")
    if scheduler:
        options = "".join(f", {name}={value!r}" for name, value in scheduler.options)
        lines.append(f"pipe.scheduler = {scheduler.name}.from_config(pipe.scheduler.config{options})")
    for index, lora in enumerate(found):
        lines.append(f"pipe.load_lora_weights({lora.name + '.safetensors'!r}, adapter_name={f'lora_{index}'!r})")
    if found:
        names_of = [f"lora_{index}" for index in range(len(found))]
        lines.append(f"pipe.set_adapters({names_of!r}, adapter_weights={[lora.strength for lora in found]!r})")
    lines += ['pipe.to("cuda")', "", "image = pipe("]
    lines += [f"    {name}={value!r}," for name, value in _arguments(recipe, texts).items() if value is not None]
    return [*lines, ").images[0]", 'image.save("picture.png")']


def _arguments(recipe: Recipe, texts: list[Worded]) -> dict[str, object]:
    return {
        "prompt": texts[0].text,
        "negative_prompt": texts[1].text or None,
        "num_inference_steps": recipe.steps,
        "guidance_scale": recipe.cfg_scale,
        "width": recipe.width,
        "height": recipe.height,
        # The webui counts from 1, diffusers from 0; for SDXL the webui does not heed clip skip.
        "clip_skip": recipe.clip_skip - 1
        if recipe.is_sd15 and (recipe.clip_skip or 1) > 1 and recipe.clip_skip
        else None,
    }


def _scheduler(recipe: Recipe) -> tuple[Scheduler | None, list[str]]:
    sampler, schedule = divided(recipe.sampler_name, recipe.scheduler)
    if sampler is None:
        return None, []
    known = DIFFUSERS.get(sampler)
    if known is None:
        return None, [say('diffusers has no sampler "{name}"; its default is used.', name=recipe.sampler_name)]
    options = list(known.options)
    notes = []
    if schedule in DIFFUSERS_SCHEDULES:
        options.append(DIFFUSERS_SCHEDULES[schedule])
    elif schedule != "automatic":
        notes.append(say('Schedule type "{name}" was left out.', name=recipe.scheduler))
    if recipe.prediction == "v":
        options += [("prediction_type", "v_prediction"), ("rescale_betas_zero_snr", True)]
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
    others = other_networks(recipe.positive.text)
    if others:
        notes.append(say("Left out, because diffusers knows no such networks: {networks}.", networks=", ".join(others)))
    if not recipe.model:
        notes.append(
            say('The model\'s file is not known: put its path in place of "{name}".', name="model.safetensors")
        )
    return notes
