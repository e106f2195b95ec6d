"""The place of the tab on the webui's page. Costs nothing at start: it is one empty element."""

from __future__ import annotations

import gradio as gr

TITLE = "Prompt Tailor"
TAB_ID = "prompt_tailor"
"""The page's element for the tab is `tab_` and this."""
ROOT = '<div id="prompt_tailor_tab" class="prompt-tailor-tab"></div>'


def build() -> list[tuple[gr.Blocks, str, str]]:
    """The tab, for `on_ui_tabs`."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML(ROOT, elem_id="prompt_tailor_tab_holder")
    return [(blocks, TITLE, TAB_ID)]
