"""The whole page: quick settings, the two generation tabs, the extensions' tabs, the settings."""

from __future__ import annotations

import gradio as gr
from modules import script_callbacks, sd_models, shared

from playground.pages import generation_tab, settings_tab


def create_ui() -> gr.Blocks:
    """Build the page. Extensions' tabs are built after the generation tabs, whose components they may use."""
    with gr.Blocks(analytics_enabled=False) as txt2img:
        generation_tab.build("txt2img")
    with gr.Blocks(analytics_enabled=False) as img2img:
        generation_tab.build("img2img")
    tabs = [(txt2img, "txt2img", "txt2img"), (img2img, "img2img", "img2img")]
    tabs += script_callbacks.ui_tabs_callback()
    with gr.Blocks(analytics_enabled=False) as settings:
        settings_tab.build()
    tabs.append((settings, "Settings", "settings"))

    with gr.Blocks(analytics_enabled=False, title="Prompt Tailor playground") as demo:
        options = _quick_settings()
        with gr.Tabs(elem_id="tabs"):
            for blocks, title, name in tabs:
                with gr.TabItem(title, id=name, elem_id=f"tab_{name}"):
                    blocks.render()
        demo.load(shared.opts.dumpjson, outputs=[options], queue=False)
    return demo


def _quick_settings() -> gr.Textbox:
    """The checkpoint, above the tabs. Returns the hidden box with the options for the page's scripts."""
    chosen = sd_models.select_checkpoint()
    with gr.Row(elem_id="quicksettings"):
        checkpoint = gr.Dropdown(
            label=f"Stable Diffusion checkpoint ({sd_models.model_data.sd_model.label})",
            choices=sd_models.checkpoint_tiles(),
            value=chosen.title if chosen else None,
            elem_id="setting_sd_model_checkpoint",
        )
        options = gr.Textbox(elem_id="settings_json", visible=False)
    checkpoint.change(_choose_checkpoint, inputs=[checkpoint], outputs=[options], queue=False)
    return options


def _choose_checkpoint(title: str) -> str:
    """Choose a checkpoint; returns the options as they are now."""
    shared.opts.set("sd_model_checkpoint", title)
    return shared.opts.dumpjson()
