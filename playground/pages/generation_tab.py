"""The txt2img and img2img tabs: the webui's controls by their ids, the scripts' controls, and the result."""

from __future__ import annotations

from typing import Any

import gradio as gr
from modules import scripts, sd_samplers, sd_schedulers, shared
from modules.call_queue import wrap_gradio_call
from modules.gradio_extensions import IS_GRADIO_4
from modules.ui_components import InputAccordion, ToolButton

from playground.generation import generate, paste

_PNG = {"format": "png"} if IS_GRADIO_4 else {}
"""gradio 4 makes another kind of picture if it is not told, and the infotext is lost; gradio 3 always makes PNG."""


def build(tab: str) -> None:
    """Build one tab; `tab` is "txt2img" or "img2img"."""
    runner = scripts.scripts_txt2img if tab == "txt2img" else scripts.scripts_img2img
    scripts.scripts_current = runner
    runner.initialize_scripts(tab == "img2img", scripts.scripts_data)
    controls: dict[str, Any] = {}
    buttons = _prompt_row(tab, controls)
    with gr.Row():
        with gr.Column(elem_id=f"{tab}_settings"):
            _parameters(tab, controls)
            with gr.Column(elem_id=f"{tab}_script_container"):
                script_inputs = runner.setup_ui()
        with gr.Column(elem_id=f"{tab}_results"):
            results = _results(tab)
    _connect(tab, controls, script_inputs, buttons, results)
    scripts.scripts_current = None


def _prompt_row(tab: str, controls: dict[str, Any]) -> dict[str, Any]:
    """The prompt boxes, and the buttons beside them."""
    with gr.Row(elem_id=f"{tab}_toprow"):
        with gr.Column(scale=6):
            controls["prompt"] = gr.Textbox(
                label="Prompt", elem_id=f"{tab}_prompt", lines=3, placeholder="Prompt", elem_classes=["prompt"]
            )
            controls["negative_prompt"] = gr.Textbox(
                label="Negative prompt", elem_id=f"{tab}_neg_prompt", lines=3, placeholder="Negative prompt"
            )
        with gr.Column(scale=1, elem_id=f"{tab}_actions_column"):
            go = gr.Button("Generate", elem_id=f"{tab}_generate", variant="primary")
            stop = gr.Button("Interrupt", elem_id=f"{tab}_interrupt")
            with gr.Row(elem_id=f"{tab}_tools"):
                read = ToolButton(
                    "Read infotext from the prompt", elem_id="paste" if tab == "txt2img" else f"{tab}_paste"
                )
            controls["styles"] = gr.Dropdown(
                label="Styles",
                choices=list(shared.prompt_styles.styles),
                value=[],
                multiselect=True,
                elem_id=f"{tab}_styles",
            )
    return {"generate": go, "interrupt": stop, "paste": read}


def _parameters(tab: str, controls: dict[str, Any]) -> None:
    if tab == "img2img":
        controls["init_images"] = gr.Image(label="Image", type="pil", elem_id="img2img_image")
    with gr.Row():
        controls["sampler_name"] = gr.Dropdown(
            sd_samplers.visible_sampler_names(), label="Sampling method", value="DPM++ 2M", elem_id=f"{tab}_sampling"
        )
        labels = [scheduler.label for scheduler in sd_schedulers.schedulers]
        controls["scheduler"] = gr.Dropdown(
            labels, label="Schedule type", value="Automatic", elem_id=f"{tab}_scheduler"
        )
        controls["steps"] = gr.Slider(1, 150, 20, step=1, label="Sampling steps", elem_id=f"{tab}_steps")
    if tab == "txt2img":
        _hires(controls)
    with gr.Row():
        controls["width"] = gr.Slider(64, 2048, 512, step=8, label="Width", elem_id=f"{tab}_width")
        controls["height"] = gr.Slider(64, 2048, 512, step=8, label="Height", elem_id=f"{tab}_height")
    with gr.Row():
        controls["n_iter"] = gr.Slider(1, 100, 1, step=1, label="Batch count", elem_id=f"{tab}_batch_count")
        controls["batch_size"] = gr.Slider(1, 8, 1, step=1, label="Batch size", elem_id=f"{tab}_batch_size")
    controls["cfg_scale"] = gr.Slider(1.0, 30.0, 7.0, step=0.5, label="CFG Scale", elem_id=f"{tab}_cfg_scale")
    if tab == "img2img":
        controls["denoising_strength"] = gr.Slider(
            0.0, 1.0, 0.75, step=0.01, label="Denoising strength", elem_id="img2img_denoising_strength"
        )
    controls["seed"] = gr.Number(label="Seed", value=-1, precision=0, elem_id=f"{tab}_seed")
    controls["override_settings"] = gr.Dropdown(
        [], label="Override settings", value=[], multiselect=True, elem_id=f"{tab}_override_settings"
    )


def _hires(controls: dict[str, Any]) -> None:
    """The second pass."""
    upscalers = [*shared.latent_upscale_modes, *(upscaler.name for upscaler in shared.sd_upscalers)]
    with InputAccordion(False, label="Hires. fix", elem_id="txt2img_hr") as controls["enable_hr"]:
        with gr.Row():
            controls["hr_upscaler"] = gr.Dropdown(
                upscalers, label="Upscaler", value="Latent", elem_id="txt2img_hr_upscaler"
            )
            controls["hr_second_pass_steps"] = gr.Slider(
                0, 150, 0, step=1, label="Hires steps", elem_id="txt2img_hires_steps"
            )
            controls["denoising_strength"] = gr.Slider(
                0.0, 1.0, 0.7, step=0.01, label="Denoising strength", elem_id="txt2img_denoising_strength"
            )
        with gr.Row():
            controls["hr_scale"] = gr.Slider(1.0, 4.0, 2.0, step=0.05, label="Upscale by", elem_id="txt2img_hr_scale")
            controls["hr_resize_x"] = gr.Slider(
                0, 2048, 0, step=8, label="Resize width to", elem_id="txt2img_hr_resize_x"
            )
            controls["hr_resize_y"] = gr.Slider(
                0, 2048, 0, step=8, label="Resize height to", elem_id="txt2img_hr_resize_y"
            )
        controls["hr_prompt"] = gr.Textbox(label="Hires prompt", elem_id="hires_prompt", lines=2)
        controls["hr_negative_prompt"] = gr.Textbox(label="Hires negative prompt", elem_id="hires_neg_prompt", lines=2)


def _results(tab: str) -> list[Any]:
    """Where the pictures and the infotext appear."""
    gallery = gr.Gallery(
        label="Output", elem_id=f"{tab}_gallery", columns=2, object_fit="contain", show_label=False, **_PNG
    )
    info = gr.Textbox(visible=False, elem_id=f"generation_info_{tab}")
    shown = gr.HTML(elem_id=f"html_info_{tab}")
    log = gr.HTML(elem_id=f"html_log_{tab}")
    return [gallery, info, shown, log]


def _connect(tab: str, controls: dict, script_inputs: list, buttons: dict[str, Any], results: list) -> None:
    names = list(controls)
    inputs = [*controls.values(), *script_inputs]

    def run(*values: Any) -> tuple:
        return generate(tab, dict(zip(names, values, strict=False)), values[len(names) :])

    answering = wrap_gradio_call(run, extra_outputs=[None, "", ""])
    buttons["generate"].click(answering, inputs=inputs, outputs=results, queue=False)
    buttons["interrupt"].click(shared.state.interrupt, queue=False)
    fields = paste.fields(tab, controls)
    buttons["paste"].click(
        lambda text: paste.fill(text, fields),
        inputs=[controls["prompt"]],
        outputs=[component for component, _ in fields],
        queue=False,
    )
