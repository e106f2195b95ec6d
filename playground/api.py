"""The webui's REST routes that an extension meets: generation, checkpoints, options, scripts."""

from __future__ import annotations

import base64
import io
import secrets
from dataclasses import fields
from typing import Any

from fastapi import Body, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from modules import images, infotext_utils, processing, scripts, sd_models, sd_samplers, sd_schedulers, shared
from PIL import Image

from playground import api_errors, request_fields, script_arguments
from playground.generation import paste
from playground.generation.run import run

_PREFIX = "/sdapi/v1"


def add_routes(app: FastAPI) -> None:
    """Add the routes, guarded by `--api-auth` where it is set, and what answers where one fails."""
    api_errors.install(app)
    guard = [Depends(check_password)] if shared.cmd_opts.api_auth else []
    for path, method, function in (
        ("txt2img", "POST", txt2img),
        ("img2img", "POST", img2img),
        ("sd-models", "GET", list_checkpoints),
        ("options", "GET", get_options),
        ("options", "POST", set_options),
        ("scripts", "GET", list_scripts),
        ("script-info", "GET", script_info),
        ("samplers", "GET", list_samplers),
        ("schedulers", "GET", list_schedulers),
        ("upscalers", "GET", list_upscalers),
        ("latent-upscale-modes", "GET", list_latent_modes),
        ("prompt-styles", "GET", list_styles),
        ("embeddings", "GET", list_embeddings),
        ("refresh-checkpoints", "POST", refresh_checkpoints),
        ("progress", "GET", progress),
        ("interrupt", "POST", interrupt),
        ("png-info", "POST", png_info),
    ):
        app.add_api_route(f"{_PREFIX}/{path}", function, methods=[method], dependencies=guard)
    app.add_api_route("/internal/progress", progress, methods=["GET"])  # for the page, which has no API password


def check_password(credentials: HTTPBasicCredentials = Depends(HTTPBasic())) -> None:
    """Refuse names and passwords that `--api-auth` does not list."""
    given = f"{credentials.username}:{credentials.password}"
    allowed = [user.strip() for user in shared.cmd_opts.api_auth.split(",")]
    if not any(secrets.compare_digest(given.encode(), user.encode()) for user in allowed):
        raise HTTPException(401, "Incorrect username or password", headers={"WWW-Authenticate": "Basic"})


def txt2img(request: dict = Body(...)) -> dict:
    """Generate from text."""
    return _generate(request, processing.StableDiffusionProcessingTxt2Img, scripts.scripts_txt2img)


def img2img(request: dict = Body(...)) -> dict:
    """Generate from text and pictures."""
    return _generate(request, processing.StableDiffusionProcessingImg2Img, scripts.scripts_img2img)


def _generate(request: dict, kind: type, runner: Any) -> dict:
    values = request_fields.read(request, kind)
    if "init_images" in values and values["init_images"] is None:
        raise HTTPException(404, "Init image not found")
    known = request_fields.of_kind(kind)
    pasted = paste.fill_request(values, request.keys(), known) if values["infotext"] else {}
    script_values = script_arguments.values(runner, values, pasted)
    processed = run(_job(values, kind), runner, script_values)
    pictures = processed.images if values["send_images"] else []
    encoded = [images.png_base64(image, image.info.get("parameters") or "") for image in pictures]
    if not values.get("include_init_images"):
        values.update({name: None for name in ("init_images", "mask") if name in values})
    return {"images": encoded, "parameters": values, "info": processed.js()}


def _job(values: dict[str, Any], kind: type) -> Any:
    """The job for a request. Without a sampler's name `sampler_index` counts, which is "Euler" if nothing is said."""
    asked = values["sampler_name"] or values["sampler_index"]
    sampler, scheduler = sd_samplers.get_sampler_and_scheduler(asked, values["scheduler"])
    names = {"sampler_name": sampler, "scheduler": values["scheduler"]}
    if not values["scheduler"] and scheduler != "Automatic":
        names["scheduler"] = scheduler
    known = {field.name for field in fields(kind) if field.init}
    p = kind(**{name: value for name, value in {**values, **names}.items() if name in known})
    if "init_images" in values:
        p.init_images = [_decoded(text) for text in values["init_images"]]
    p.is_api = True
    p.do_not_save_samples = p.do_not_save_grid = not values["save_images"]
    return p


def _decoded(text: str) -> Image.Image:
    """A picture of a request, with or without `data:image/png;base64,` before it."""
    try:
        return Image.open(io.BytesIO(base64.b64decode(text.split(",")[-1])))
    except (ValueError, OSError) as problem:
        raise HTTPException(500, "Invalid encoded image") from problem


def list_checkpoints() -> list[dict]:
    """All checkpoints."""
    return [
        {
            "title": info.title,
            "model_name": info.model_name,
            "hash": info.shorthash,
            "sha256": info.sha256,
            "filename": info.filename,
            "config": None,
        }
        for info in sd_models.checkpoints_list.values()
    ]


def get_options() -> dict[str, Any]:
    """All options and their values."""
    options = {
        key: getattr(shared.opts, key) for key, option in shared.opts.data_labels.items() if not option.restrict_api
    }
    chosen = sd_models.select_checkpoint()
    return {**options, "sd_model_checkpoint": chosen.title if chosen else None}


def set_options(request: dict = Body(...)) -> None:
    """Set some options. One that is unknown stops it there, as `Options.set` of the webui does."""
    checkpoint = request.get("sd_model_checkpoint")
    if checkpoint is not None and checkpoint not in sd_models.checkpoint_aliases:
        raise RuntimeError(f"model {checkpoint!r} not found")
    for key, value in request.items():
        shared.opts.set(key, value, is_api=True)


def list_scripts() -> dict[str, list[str]]:
    """The titles of all scripts, by tab."""
    runners = {"txt2img": scripts.scripts_txt2img, "img2img": scripts.scripts_img2img}
    return {tab: [script.title().lower() for script in runner.scripts] for tab, runner in runners.items()}


def script_info() -> list[dict]:
    """What the controls of all scripts are and hold."""
    runners = (scripts.scripts_txt2img, scripts.scripts_img2img)
    return [script_arguments.description(script) for runner in runners for script in runner.scripts]


def list_samplers() -> list[dict]:
    """The samplers by name."""
    return [
        {"name": one.name, "aliases": list(one.aliases), "options": one.options} for one in sd_samplers.all_samplers
    ]


def list_schedulers() -> list[dict]:
    """The schedule types by name and label."""
    return [
        {"name": one.name, "label": one.label, "aliases": list(one.aliases) or None} for one in sd_schedulers.schedulers
    ]


def list_upscalers() -> list[dict]:
    """The upscalers, without the latent ones."""
    nowhere = {"model_name": None, "model_path": None, "model_url": None}
    return [{"name": one.name, **nowhere, "scale": 4.0} for one in shared.sd_upscalers]


def list_latent_modes() -> list[dict]:
    """The ways to enlarge latents."""
    return [{"name": name} for name in shared.latent_upscale_modes]


def list_styles() -> list[dict]:
    """The saved styles."""
    styles = shared.prompt_styles.styles.values()
    return [{"name": one.name, "prompt": one.prompt, "negative_prompt": one.negative_prompt} for one in styles]


def list_embeddings() -> dict[str, dict]:
    """The textual inversions: the playground loads none."""
    return {"loaded": {}, "skipped": {}}


def progress() -> dict:
    """How far the running job is."""
    state = shared.state
    return {"progress": state.progress, "state": {"job": state.job, "interrupted": state.interrupted}}


def interrupt() -> dict:
    """Stop the running job; what is done so far comes back."""
    shared.state.interrupt()
    return {}


def refresh_checkpoints() -> None:
    """Look for checkpoints again."""
    sd_models.list_models()


def png_info(request: dict = Body(...)) -> dict:
    """The infotext in a picture, and its pairs, which listeners may change as when it is pasted on the page."""
    image = _decoded(request_fields.text_of(request, "image").strip())
    infotext, items = images.read_info_from_image(image)
    return {
        "info": infotext or "",
        "items": {key: str(value) for key, value in items.items()},
        "parameters": infotext_utils.parse_pasted(infotext or ""),
    }
