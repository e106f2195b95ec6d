"""A ComfyUI workflow in its API form: the values of each node, ready to be loaded."""

from __future__ import annotations

import json

from ..passes import tag_key
from ..syntax import Tag
from ..texts import say
from .recipe import UNKNOWN_FILE, Exported, Lora, Recipe, loras, missing
from .samplers import COMFYUI, COMFYUI_SCHEDULES, divided
from .wording import with_weights

_DEFAULTS = {"steps": 20, "cfg": 7.0, "width": 1024, "height": 1024}
_SD15_SIDE = 512


def comfyui(recipe: Recipe) -> Exported:
    """Nodes for text, LoRAs, size and sampler. What is not known has ComfyUI's own value.

    ComfyUI reads `(x:1.2)` as the webui does, but a number inside stands for itself and is not multiplied, and `[x]`
    is nothing: every weight is written out. Escapes are the same; embeddings need their prefix; comments are letters.
    """
    worded = [
        with_weights(prompt, lambda tag: _respelled(tag, recipe)) for prompt in (recipe.positive, recipe.negative)
    ]
    found = loras(recipe.positive.text)
    nodes = _nodes(recipe, worded[0].text, worded[1].text, found)
    notes = list(dict.fromkeys(note for one in worded for note in one.lost))
    return Exported(json.dumps(nodes, ensure_ascii=False, indent=2), tuple([*notes, *_notes(recipe, nodes)]))


def _respelled(tag: Tag, recipe: Recipe) -> str:
    return f"embedding:{tag.text}" if tag_key(tag) in recipe.embeddings else tag.text


def _nodes(recipe: Recipe, positive: str, negative: str, found: list[Lora]) -> dict[str, dict]:
    nodes = {"checkpoint": _node("CheckpointLoaderSimple", ckpt_name=recipe.model_file or UNKNOWN_FILE)}
    model, clip = ["checkpoint", 0], ["checkpoint", 1]
    for index, lora in enumerate(found):
        name = f"lora {index + 1}"
        nodes[name] = _node(
            "LoraLoader",
            lora_name=f"{lora.name}.safetensors",
            strength_model=lora.strength,
            strength_clip=lora.strength,
            model=model,
            clip=clip,
        )
        model, clip = [name, 0], [name, 1]
    if recipe.prediction == "v":
        nodes["prediction"] = _node("ModelSamplingDiscrete", sampling="v_prediction", zsnr=True, model=model)
        model = ["prediction", 0]
    if recipe.is_sd15 and (recipe.clip_skip or 1) > 1 and recipe.clip_skip:
        nodes["clip skip"] = _node("CLIPSetLastLayer", stop_at_clip_layer=-recipe.clip_skip, clip=clip)
        clip = ["clip skip", 0]
    side = _SD15_SIDE if recipe.is_sd15 else _DEFAULTS["width"]
    sampler, schedule = divided(recipe.sampler_name, recipe.scheduler)
    return {
        **nodes,
        "positive": _node("CLIPTextEncode", text=positive, clip=clip),
        "negative": _node("CLIPTextEncode", text=negative, clip=clip),
        "size": _node("EmptyLatentImage", width=recipe.width or side, height=recipe.height or side, batch_size=1),
        "sampler": _node(
            "KSampler",
            seed=0,
            steps=recipe.steps or _DEFAULTS["steps"],
            cfg=recipe.cfg_scale or _DEFAULTS["cfg"],
            sampler_name=COMFYUI.get(sampler or "", "euler"),
            scheduler=COMFYUI_SCHEDULES.get(schedule, "normal"),
            denoise=1.0,
            model=model,
            positive=["positive", 0],
            negative=["negative", 0],
            latent_image=["size", 0],
        ),
        "decode": _node("VAEDecode", samples=["sampler", 0], vae=["checkpoint", 2]),
        "save": _node("SaveImage", images=["decode", 0], filename_prefix="picture"),
    }


def _node(kind: str, **inputs: object) -> dict:
    return {"class_type": kind, "inputs": inputs}


def _notes(recipe: Recipe, nodes: dict[str, dict]) -> list[str]:
    notes = []
    if any(atom.weight != 1 for part in recipe.positive.parts for atom in part.atoms):
        notes.append(say("ComfyUI does not level weights out as the webui does: they work more strongly there."))
    sampler, schedule = divided(recipe.sampler_name, recipe.scheduler)
    if sampler is not None and sampler not in COMFYUI:
        notes.append(say('ComfyUI has no sampler "{name}"; its default is used.', name=recipe.sampler_name))
    if schedule not in COMFYUI_SCHEDULES:
        notes.append(say('Schedule type "{name}" was left out.', name=recipe.scheduler))
    return [*notes, *missing(recipe, "ComfyUI")]
