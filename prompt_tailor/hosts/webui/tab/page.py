"""The place of the tab on the webui's page. Costs nothing at start: it is one empty element."""

from __future__ import annotations

import gradio as gr

TITLE = "Prompt Tailor"
TAB_ID = "prompt_tailor"
"""The page's element for the tab is `tab_` and this."""
ROOT = '<div id="prompt_tailor_tab" class="prompt-tailor-tab"></div>'


class Place:
    """Stands for the tab's `gr.Blocks`, which takes 10 milliseconds to make in gradio 3 and far more in gradio 4.

    The webui asks two things of it: `render()` where the tab is to be (`ui.py:create_ui`), and its `children`, whose
    labelled controls it remembers (`ui_loadsave.py:add_block`). We have none.
    """

    children: tuple = ()

    def render(self) -> None:
        """Make the element in the tab that is just being built."""
        gr.HTML(ROOT, elem_id="prompt_tailor_tab_holder")


def build() -> list[tuple[Place, str, str]]:
    """The tab, for `on_ui_tabs`."""
    return [(Place(), TITLE, TAB_ID)]
