"""Our script inside the stand-in for the webui, and whole generations with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prompt_tailor.api import Tailor

from .contract import Host, running_host
from .tab_steps import open_tab

SMALL = {"width": 64, "height": 64, "steps": 3, "seed": 1, "sampler_name": "DDIM", "scheduler": "Karras"}
NO_GRID = {"do_not_save_grid": True}
MODEL = {"sd_model_checkpoint": "animagine-xl-4.0-opt.safetensors"}


@pytest.fixture(scope="session")
def host(webui_data: Callable[[str], Path]) -> Iterator[Host]:
    """The host under contract, running; one for all contract tests."""
    pytest.importorskip("gradio", reason="the stand-in for the webui needs gradio")
    with running_host(webui_data("host")) as address:
        yield Host(address)


@pytest.fixture
def make_script(webui: None) -> Callable[..., Any]:
    """A function that makes our script, as one tab of the webui has it, around a library."""

    def make(library: Any, is_img2img: bool = False) -> Any:
        from prompt_tailor.hosts.webui.script import Extension, TailorScript

        extension = Extension()
        extension.__dict__["tailor"] = library
        script = type("OurScript", (TailorScript,), {"extension": extension})()
        script.filename = __file__
        script.is_img2img, script.is_txt2img, script.alwayson = is_img2img, not is_img2img, True
        script.args_from, script.args_to = 1, 2
        return script

    return make


@pytest.fixture
def script(make_script: Callable[..., Any], tailor: Tailor) -> Any:
    """Our script in txt2img, with the real library."""
    return make_script(tailor)


@pytest.fixture
def make_job(webui: None) -> Callable[..., Any]:
    """A function that makes a txt2img job of the webui. `asked` is the object that an API request gives us."""

    def make(*scripts_in_order: Any, asked: dict | None = None, **fields: Any) -> Any:
        from modules import scripts
        from modules.processing import StableDiffusionProcessingTxt2Img

        runner = scripts.ScriptRunner()
        runner.scripts = runner.alwayson_scripts = list(scripts_in_order)
        p = StableDiffusionProcessingTxt2Img(**{**SMALL, **NO_GRID, "override_settings": dict(MODEL), **fields})
        p.scripts, p.script_args = runner, [0, asked or {}]
        return p

    return make


@pytest.fixture
def generate(make_job: Callable[..., Any]) -> Callable[..., tuple[Any, Any]]:
    """A function that makes a job and runs it; gives the job and its result."""

    def run(*scripts_in_order: Any, **given: Any) -> tuple[Any, Any]:
        from modules.processing import process_images

        p = make_job(*scripts_in_order, **given)
        return p, process_images(p)

    return run


@pytest.fixture
def other_script(webui: None) -> Callable[..., Any]:
    """A function that makes another extension's script, from its hooks."""

    def make(title: str = "Other", **hooks: Callable[..., None]) -> Any:
        from modules import scripts

        def method(hook: Callable[..., None]) -> Callable[..., None]:
            return lambda self, p, *values: hook(p)

        members = {name: method(hook) for name, hook in hooks.items()}
        script = type("OtherScript", (scripts.Script,), {"title": lambda self: title, **members})()
        script.filename = __file__
        script.args_from = script.args_to = 1
        return script

    return make


@pytest.fixture
def tab(page: Any) -> Iterator[Any]:
    """The page with the tab open. No text on it may ever have become markup."""
    yield open_tab(page)
    assert page.evaluate("window.hacked") is None
