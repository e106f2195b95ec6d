"""X/Y/Z plot in the menu of scripts: one job for each combination of values, as the webui makes them.

Only what an extension meets: the axes it can add to, the copies of the job, and the state that tells what runs. The
grid has no legend.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from copy import copy
from itertools import product
from typing import Any, NamedTuple

import gradio as gr
from modules import errors, images, processing, scripts, sd_models, sd_samplers, sd_schedulers, shared


class AxisOption:
    """What an axis can vary. `apply(p, value, values)` sets it on a copy of the job."""

    def __init__(
        self,
        label: str,
        type: Callable,
        apply: Callable,
        format_value: Callable | None = None,
        confirm: Callable | None = None,
        cost: float = 0.0,
        choices: Callable | None = None,
        prepare: Callable | None = None,
    ) -> None:
        self.label = label
        self.type = type
        self.apply = apply
        self.format_value = format_value
        self.confirm = confirm
        self.cost = cost
        self.choices = choices
        self.prepare = prepare


class AxisInfo(NamedTuple):
    """An axis of the plot that runs, with its values."""

    axis: AxisOption
    values: list


def apply_field(field: str) -> Callable:
    return lambda p, value, values: setattr(p, field, value)


def apply_override(field: str) -> Callable:
    def apply(p: Any, value: Any, values: list) -> None:
        p.override_settings[field] = value

    return apply


def apply_prompt(p: Any, value: str, values: list[str]) -> None:
    """Put a value where the first one stands. Raises RuntimeError where it stands in no prompt."""
    if values[0] not in p.prompt and values[0] not in p.negative_prompt:
        raise RuntimeError(f"Prompt S/R did not find {values[0]} in prompt or negative prompt.")
    p.prompt = p.prompt.replace(values[0], value)
    p.negative_prompt = p.negative_prompt.replace(values[0], value)


def apply_checkpoint(p: Any, value: str, values: list[str]) -> None:
    info = sd_models.get_closet_checkpoint_match(value)
    if info is None:
        raise RuntimeError(f"Unknown checkpoint: {value}")
    p.override_settings["sd_model_checkpoint"] = info.name


def apply_size(p: Any, value: str, values: list[str]) -> None:
    p.width, p.height = (int(number) for number in value.lower().split("x"))


axis_options = [
    AxisOption("Nothing", str, lambda p, value, values: None),
    AxisOption("Seed", int, apply_field("seed")),
    AxisOption("Steps", int, apply_field("steps")),
    AxisOption("CFG Scale", float, apply_field("cfg_scale")),
    AxisOption("Prompt S/R", str, apply_prompt),
    AxisOption("Sampler", str, apply_field("sampler_name"), choices=sd_samplers.visible_sampler_names),
    AxisOption(
        "Schedule type", str, apply_field("scheduler"), choices=lambda: [one.label for one in sd_schedulers.schedulers]
    ),
    AxisOption("Checkpoint name", str, apply_checkpoint, cost=1.0, choices=sd_models.checkpoint_tiles),
    AxisOption("Clip skip", int, apply_override("CLIP_stop_at_last_layers")),
    AxisOption("Denoising", float, apply_field("denoising_strength")),
    AxisOption("Size", str, apply_size),
]


# Label, id, default, and whether the stand-in does it. The others hold the places that API requests count on.
_SWITCHES = (
    ("Draw legend", "draw_legend", False, False),
    ("Include Sub Images", "include_lone_images", False, True),
    ("Include Sub Grids", "include_sub_grids", False, False),
    ("Keep -1 for seeds", "no_fixed_seeds", False, True),
    ("Vary seeds for X", "vary_seeds_x", False, False),
    ("Vary seeds for Y", "vary_seeds_y", False, False),
    ("Vary seeds for Z", "vary_seeds_z", False, False),
    ("Grid margins (px)", "margin_size", False, False),
    ("Use text inputs instead of dropdowns", "csv_mode", True, False),
)
_SUB_IMAGES, _KEEP_SEEDS = 10, 12


class Script(scripts.Script):
    """The entry in the menu."""

    def title(self) -> str:
        return "X/Y/Z plot"

    def ui(self, is_img2img: bool) -> list[Any]:
        labels = [option.label for option in axis_options]
        controls: list[Any] = []
        for axis, chosen in zip("XYZ", ("Seed", "Nothing", "Nothing"), strict=True):
            name = axis.lower()
            with gr.Row():
                kind = gr.Dropdown(
                    labels, label=f"{axis} type", value=chosen, type="index", elem_id=self.elem_id(f"{name}_type")
                )
                text = gr.Textbox(label=f"{axis} values", lines=1, elem_id=self.elem_id(f"{name}_values"))
                menu = gr.Dropdown([], label=f"{axis} values", value=[], multiselect=True, visible=False)
            controls += [kind, text, menu]
        with gr.Row():
            for label, item, value, shown in _SWITCHES:
                controls.append(gr.Checkbox(value, label=label, visible=shown, elem_id=self.elem_id(item)))
        return controls

    def run(self, p: Any, *values: Any) -> processing.Processed:
        if not values[_KEEP_SEEDS]:
            processing.fix_seed(p)
        axes = [_axis(p, *values[start : start + 2]) for start in (0, 3, 6)]
        shared.state.xyz_plot_x, shared.state.xyz_plot_y, shared.state.xyz_plot_z = axes
        stored = dict(shared.opts.data)
        try:
            made = [_cell(p, axes, cell) for cell in product(*(axis.values for axis in reversed(axes)))]
        finally:
            shared.opts.data.clear()
            shared.opts.data.update(stored)
        return _plotted(p, made, len(axes[0].values), bool(values[_SUB_IMAGES]))


def _axis(p: Any, chosen: int | str, text: str) -> AxisInfo:
    """An axis from its controls; the API hands over a label where nothing was given."""
    labels = [option.label for option in axis_options]
    option = axis_options[labels.index(chosen) if isinstance(chosen, str) else chosen]
    if option.label == "Nothing":
        return AxisInfo(option, [0])
    texts = [value.strip() for row in csv.reader(io.StringIO(text), skipinitialspace=True) for value in row if value]
    values = [option.type(value) for value in texts]
    if option.confirm is not None:
        option.confirm(p, values)
    return AxisInfo(option, values)


def _cell(p: Any, axes: list[AxisInfo], cell: tuple) -> processing.Processed:
    """One job. The copy is shallow: whatever the original refers to is shared by all cells, as in the webui."""
    one = copy(p)
    one.styles = list(p.styles)
    for axis, value in zip(axes, reversed(cell), strict=True):
        axis.axis.apply(one, value, axis.values)
    try:
        return processing.process_images(one)
    except Exception as error:  # one failing cell leaves the others
        errors.display(error, "generating image for xyz plot")
        return processing.Processed(p, [], p.seed, "")


def _plotted(p: Any, made: list[processing.Processed], columns: int, lone_images: bool) -> processing.Processed:
    """The grid, and the pictures of the cells where they are wanted."""
    done = [one for one in made if one.images]
    if not done:
        return processing.Processed(p, [])
    result = copy(done[0])
    result.images = [one.images[0] for one in done]
    result.infotexts = [one.infotexts[0] for one in done]
    result.all_prompts = [one.all_prompts[0] for one in done]
    result.all_seeds = [one.seed for one in done]
    grid = images.image_grid(result.images, rows=max(1, len(done) // columns))
    grid.info["parameters"] = result.infotexts[0]
    result.images = [grid, *(result.images if lone_images else [])]
    result.infotexts = [result.infotexts[0], *(result.infotexts if lone_images else [])]
    result.index_of_first_image = 1
    return result
