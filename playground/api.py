"""The webui's REST routes that an extension meets: generation, checkpoints, options, scripts."""

from __future__ import annotations

import base64
import io
import json
import secrets
from dataclasses import fields
from typing import Any

import gradio as gr
from fastapi import Body, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from modules import images, infotext_utils, processing, scripts, sd_models, shared
from PIL import Image

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
        ("png-info", "POST", png_info),
    ):
        app.add_api_route(f"{_PREFIX}/{path}", function, methods=[method], dependencies=guard)


def check_password(credentials: HTTPBasicCredentials = Depends(HTTPBasic())) -> None:
    """Refuse names and passwords that `--api-auth` does not list."""
    given = f"{credentials.username}:{credentials.password}"
    allowed = [user.strip() for user in shared.cmd_opts.api_auth.split(",")]
    if not any(secrets.compare_digest(given.encode(), user.encode()) for user in allowed):
        raise HTTPException(401, "Incorrect username or password", headers={"WWW-Authenticate": "Basic"})


def txt2img(request: dict = Body(...)) -> dict:
    """Generate from text."""
    return _generate(request, processing.StableDiffusionProcessingTxt2Img, scripts.scripts_txt2img, False)


def img2img(request: dict = Body(...)) -> dict:
    """Generate from text and pictures."""
    if not request.get("init_images"):
        raise HTTPException(404, "Init image not found")
    pictures = [Image.open(io.BytesIO(base64.b64decode(text.split(",")[-1]))) for text in request["init_images"]]
    request = {**request, "init_images": pictures}
    return _generate(request, processing.StableDiffusionProcessingImg2Img, scripts.scripts_img2img, True)


def _generate(request: dict, kind: type, runner: Any, is_img2img: bool) -> dict:
    known = {field.name for field in fields(kind) if field.init}
    p = kind(**{key: value for key, value in request.items() if key in known})
    p.is_api = True
    values = script_values(runner, is_img2img, request.get("alwayson_scripts") or {})
    processed = run(p, runner, values)
    encoded = [
        images.png_base64(image, text) for image, text in zip(processed.images, processed.infotexts, strict=True)
    ]
    parameters = {key: value for key, value in request.items() if key != "init_images"}
    return {"images": encoded, "parameters": parameters, "info": json.dumps(processed.as_dict(), default=str)}


def script_values(runner: Any, is_img2img: bool, asked: dict[str, dict]) -> list[Any]:
    """The values of all scripts' controls: the defaults of freshly made ones, then those that the request names."""
    values = _default_values(runner)
    for title, part in asked.items():
        script = runner.script(title)
        if script is None:
            raise HTTPException(422, f"always on script {title} not found")
        given = part.get("args", [])[: script.args_to - script.args_from]
        values[script.args_from : script.args_from + len(given)] = given
    return values


def _default_values(runner: Any) -> list[Any]:
    """The controls' own values, by calling every script's `ui` once more, as the webui's API does."""
    values = [0] * max((script.args_to or 1 for script in runner.scripts), default=1)
    with gr.Blocks(analytics_enabled=False):
        for script in runner.alwayson_scripts:
            for index, control in enumerate(script.ui(script.is_img2img) or (), script.args_from):
                values[index] = control.value
    return values


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
