"""The webui's REST routes that an extension meets: generation, checkpoints, options, scripts."""

from __future__ import annotations

import base64
import io
import secrets
from dataclasses import fields
from typing import Any

from fastapi import Body, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from modules import images, infotext_utils, processing, scripts, sd_models, shared
from modules.sd_samplers import all_samplers
from PIL import Image

from playground import script_arguments
from playground.generation import paste
from playground.generation.run import run

_PREFIX = "/sdapi/v1"


def add_routes(app: FastAPI) -> None:
    """Add the routes, guarded by `--api-auth` where it is set."""
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
    if not request.get("init_images"):
        raise HTTPException(404, "Init image not found")
    pictures = [Image.open(io.BytesIO(base64.b64decode(text.split(",")[-1]))) for text in request["init_images"]]
    request = {**request, "init_images": pictures}
    return _generate(request, processing.StableDiffusionProcessingImg2Img, scripts.scripts_img2img)


def _generate(request: dict, kind: type, runner: Any) -> dict:
    request, pasted = paste.fill_request(request, kind) if request.get("infotext") else (request, {})
    known = {field.name for field in fields(kind) if field.init}
    p = kind(**{key: value for key, value in request.items() if key in known})
    p.is_api = True
    p.do_not_save_samples = p.do_not_save_grid = not request.get("save_images")
    processed = run(p, runner, script_arguments.values(runner, request, pasted))
    encoded = [images.png_base64(image, image.info.get("parameters") or "") for image in processed.images]
    parameters = {key: value for key, value in request.items() if key != "init_images"}
    return {"images": encoded, "parameters": parameters, "info": processed.js()}


def list_checkpoints() -> list[dict]:
    """All checkpoints."""
    return [
        {
            "title": info.title,
            "model_name": info.model_name,
            "hash": info.shorthash,
            "sha256": info.sha256,
            "filename": info.filename,
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
    """Set some options."""
    checkpoint = request.get("sd_model_checkpoint")
    if checkpoint is not None and sd_models.get_closet_checkpoint_match(checkpoint) is None:
        raise HTTPException(422, f"model {checkpoint!r} not found")
    unknown = sorted(set(request) - set(shared.opts.data_labels))
    if unknown:
        raise HTTPException(422, f"unknown options: {', '.join(unknown)}")
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
    return [{"name": one.name, "aliases": list(one.aliases), "options": one.options or {}} for one in all_samplers]


def progress() -> dict:
    """How far the running job is."""
    state = shared.state
    return {"progress": state.progress, "state": {"job": state.job, "interrupted": state.interrupted}}


def interrupt() -> dict:
    """Stop the running job; what is done so far comes back."""
    shared.state.interrupt()
    return {}


def png_info(request: dict = Body(...)) -> dict:
    """The infotext in a picture, and its pairs."""
    image = Image.open(io.BytesIO(base64.b64decode(request["image"].split(",")[-1])))
    infotext, items = images.read_info_from_image(image)
    parameters = infotext_utils.parse_generation_parameters(infotext or "")
    return {
        "info": infotext or "",
        "items": {key: str(value) for key, value in items.items()},
        "parameters": parameters,
    }
