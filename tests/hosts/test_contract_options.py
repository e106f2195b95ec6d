"""Options for the time of one job, and X/Y/Z plots, which make many jobs of one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hosts.contract import CHECKPOINT, FITTED, Host, RefusedError, Result

CLIP_SKIP = "CLIP_stop_at_last_layers"
OFF = {"enabled": False}


@pytest.fixture
def set_option(host: Host) -> Any:
    """A function that sets an option of the host; its value before comes back afterwards."""
    before = host.call("/sdapi/v1/options")
    changed: dict[str, Any] = {}

    def set_to(key: str, value: Any) -> None:
        changed[key] = before[key]
        host.call("/sdapi/v1/options", {key: value})

    yield set_to
    host.call("/sdapi/v1/options", changed)


def option(host: Host, key: str) -> Any:
    return host.call("/sdapi/v1/options")[key]


def test_an_override_of_a_saved_option_ends_with_its_job(host: Host, set_option: Any) -> None:
    set_option(CLIP_SKIP, 1)
    overrides = {"sd_model_checkpoint": CHECKPOINT, CLIP_SKIP: 2}
    result = host.txt2img("1girl", OFF, override_settings=overrides)
    assert result.seen("process")["clip_skip"] == 2
    assert result.pictures[0].values["Clip skip"] == "2"
    assert option(host, CLIP_SKIP) == 1


def test_the_clip_skip_that_we_set_ends_with_its_job(host: Host, set_option: Any) -> None:
    set_option(CLIP_SKIP, 2)
    result = host.txt2img("1girl", {"profile": "aidxl"})
    assert result.seen("process")["clip_skip"] == 1
    assert "Clip skip" not in result.pictures[0].values
    assert option(host, CLIP_SKIP) == 2


def test_what_the_job_overrides_itself_is_left_alone(host: Host, set_option: Any) -> None:
    set_option(CLIP_SKIP, 1)
    overrides = {"sd_model_checkpoint": CHECKPOINT, CLIP_SKIP: 3}
    result = host.txt2img("1girl", {"profile": "aidxl"}, override_settings=overrides)
    assert result.seen("process")["clip_skip"] == 3
    assert any(left["name"] == "clip skip" for left in result.report["left"])


def test_a_clip_skip_that_a_client_hands_back_as_it_got_it_is_understood(host: Host, set_option: Any) -> None:
    set_option(CLIP_SKIP, 2)
    set_option(CLIP_SKIP, 1.0)
    result = host.txt2img("smile, 1girl")
    assert result.pictures[0].prompt == FITTED
    assert "notices" not in result.report or not result.report["notices"]


def test_an_unknown_option_stops_the_job(host: Host) -> None:
    with pytest.raises(RefusedError):
        host.txt2img("1girl", OFF, override_settings={"no_such_option": 1})


def plot(host: Host, x: tuple[str, str], y: tuple[str, str] = ("Nothing", ""), **fields: Any) -> Result:
    """An X/Y/Z plot with two axes, each given as label and values; its cells are `pictures`."""
    types = axis_labels(host)
    values: list[Any] = []
    for label, text in (x, y, ("Nothing", "")):
        values += [types.index(label), text, text.split(", ") if text else []]
    return host.txt2img(script_name="X/Y/Z plot", script_args=[*values, *plot_switches(host)], **fields)


def axis_labels(host: Host) -> list[str]:
    """The labels in the menu of the X axis, from the page's own description."""
    menus = (one["props"] for one in host.call("/config")["components"])
    choices = next(menu["choices"] for menu in menus if menu.get("elem_id") == "script_txt2img_xyz_plot_x_type")
    return [choice if isinstance(choice, str) else choice[0] for choice in choices]


def plot_switches(host: Host) -> list[Any]:
    """What comes after the axes: no legend, pictures of the cells, all else as the host has it. Forks have more."""
    if host.version < (1, 8):  # it fails to answer the question
        return [False, True, False, False, 0, True]
    scripts = host.call("/sdapi/v1/script-info")
    script = next(one for one in scripts if one["name"] == "x/y/z plot" and not one["is_img2img"])
    wanted = {"Draw legend": False, "Include Sub Images": True}
    return [wanted.get(one["label"], one["value"]) for one in script["args"][9:]]


def test_an_axis_keeps_its_setting(host: Host) -> None:
    made = plot(host, ("CFG Scale", "2, 9")).pictures
    assert [float(cell.values["CFG scale"]) for cell in made] == [2, 9]
    assert [cell.prompt for cell in made] == [FITTED] * 2


def test_a_plot_over_prompts_fits_each_of_them(host: Host) -> None:
    made = plot(host, ("Prompt S/R", "smile, hat")).pictures
    assert [cell.prompt for cell in made] == [FITTED, FITTED.replace("smile", "hat")]


def test_a_plot_over_checkpoints_fits_each_cell_to_its_own(host: Host) -> None:
    made = plot(host, ("Checkpoint name", "animagineXLV31_v31, animagine-xl-4.0-opt")).pictures
    assert [cell.values["Prompt Tailor"].split()[0] for cell in made] == ["animagine-xl-3.1", "animagine-xl-4.0"]


def test_our_own_axes(host: Host) -> None:
    made = plot(host, ("[Prompt Tailor] Profile", "aidxl, baxl-v3"), ("[Prompt Tailor] On/off", "on, off")).pictures
    profiles = [cell.values.get("Prompt Tailor", "none").split()[0] for cell in made]
    assert sorted(profiles) == ["aidxl", "baxl-v3", "none", "none"]


def test_a_job_after_a_plot_is_as_before_it(host: Host) -> None:
    plot(host, ("CFG Scale", "2, 9"))
    (picture,) = host.txt2img("smile, 1girl", cfg_scale=9).pictures
    assert float(picture.values["CFG scale"]) == 5
