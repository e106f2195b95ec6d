"""Settings that an axis of X/Y/Z plot, or another script that drives the job, decides on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from prompt_tailor.hosts.report import REPORT_KEY


@pytest.fixture
def driven(make_job: Any, script: Any, other_script: Any) -> Any:
    """A function that makes a job which a script from the menu drives."""

    def make(title: str, *values: Any, **fields: Any) -> Any:
        p = make_job(script, **{"prompt": "smile, 1girl", "width": 1000, **fields})
        driver = other_script(title)
        driver.args_from, driver.args_to = 2, 2 + len(values)
        p.scripts.selectable_scripts = [other_script("Unused"), driver]
        p.script_args = [2, {}, *values]
        return p

    return make


@pytest.fixture
def axis(webui: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that says which axis the plot varies."""

    def vary(label: str) -> None:
        from modules import shared

        info = SimpleNamespace(axis=SimpleNamespace(label=label), values=[])
        monkeypatch.setattr(shared.state, "xyz_plot_x", info, raising=False)

    return vary


@pytest.mark.parametrize(
    ("label", "field", "kept"),
    [
        ("Steps", "steps", 3),
        ("CFG Scale", "cfg_scale", 7.0),
        ("Sampler", "sampler_name", "DDIM"),
        ("Size", "width", 1000),
    ],
)
def test_what_an_axis_varies_is_left_alone(driven: Any, axis: Any, label: str, field: str, kept: object) -> None:
    from modules.processing import process_images

    axis(label)
    p = driven("X/Y/Z plot")
    result = process_images(p)
    assert getattr(p, field) == kept
    assert p.prompt.startswith("1girl, smile")
    assert result.extra_generation_params[REPORT_KEY]["left"][0]["reason"] == "an axis of X/Y/Z plot"


def test_the_axes_of_an_earlier_plot_do_not_count(script: Any, make_job: Any, axis: Any) -> None:
    from modules.processing import process_images

    axis("Steps")
    p = make_job(script, prompt="smile, 1girl")
    process_images(p)
    assert p.steps == 28


def test_an_axis_over_the_order_keeps_the_order(driven: Any, axis: Any) -> None:
    from modules.processing import process_images

    axis("Prompt order")
    p = driven("X/Y/Z plot")
    process_images(p)
    assert p.prompt.startswith("smile, 1girl")


def test_lines_of_a_file_keep_what_they_say(driven: Any) -> None:
    from modules.processing import process_images

    p = driven("Prompts from file or textbox", False, '--prompt "1girl" --steps 3 --width 1000')
    process_images(p)
    assert (p.steps, p.width, p.cfg_scale) == (3, 1000, 5)


@pytest.mark.parametrize(("title", "size_is_ours"), [("SD upscale", False), ("Prompt matrix", True)])
def test_a_script_may_need_the_size_for_its_tiles(driven: Any, title: str, size_is_ours: bool) -> None:
    from modules.processing import process_images

    p = driven(title)
    process_images(p)
    assert (p.width != 1000) == size_is_ours and p.steps == 28


@pytest.mark.parametrize("first", [0, None, "None", 9])
def test_no_script_drives(make_job: Any, script: Any, first: object) -> None:
    from prompt_tailor.hosts.webui.ownership import driving_script

    p = make_job(script)
    p.script_args = [first, {}]
    assert driving_script(p) is None
