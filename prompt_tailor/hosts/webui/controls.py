"""The panel's gradio components: only those whose values travel with a job.

Everything that is seen of the panel is drawn by the page's scripts (`javascript/lib/panel.mjs`). The webui builds
panels up to six times at its start, and each component costs it time and memory; so there are as few as can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from prompt_tailor.hosts.panel import CONTROLS, Panel


@dataclass(frozen=True)
class PanelControls:
    """The components of one tab's panel."""

    enabled: gr.Checkbox
    wishes: gr.Textbox
    origin: gr.Textbox
    """Hidden: what the picture of a pasted prompt says of its model."""
    apart: gr.State
    """Stands for each value that only API requests give; nobody sees it, and on the page it is None."""
    apply: gr.Button
    """Hidden: the page's scripts press it to put a profile's settings into the webui's menus."""

    def values(self) -> list[Any]:
        """The components whose values the webui hands to the hooks, in the order of `panel.CONTROLS`."""
        return [self.enabled, *[self.apart] * (len(CONTROLS) - 3), self.wishes, self.origin]

    def restored(self) -> dict[str, Any]:
        """The components that get values from an infotext."""
        return {"enabled": self.enabled, "wishes": self.wishes, "origin": self.origin}


def build(tab: str, panel: Panel, told: str) -> PanelControls:
    """Make the components inside the webui's page. `tab` is txt2img or img2img; `told` is for the page's scripts,
    which find it as the label of the hidden button (`javascript/prompt_tailor.mjs`).

    The accordion is none of the webui's that are switched off when they are closed: closing it saves room, no more.
    """
    prefix = f"prompt_tailor_{tab}"
    with gr.Accordion("Prompt Tailor", open=True, elem_id=prefix, elem_classes=["prompt-tailor-panel"]):
        enabled = gr.Checkbox(panel.enabled, label="Fit prompts to the model", elem_id=f"{prefix}_enabled")
        wishes = gr.Textbox("", label="Prompt Tailor wishes", visible=False, elem_id=f"{prefix}_wishes")
        origin = gr.Textbox("", label="Prompt Tailor origin", visible=False, elem_id=f"{prefix}_origin")
        apart = gr.State(None)
        apply = gr.Button(told, visible=False, elem_id=f"{prefix}_apply")
    # The settings page holds its default; ui-config.json would freeze the first one.
    enabled.do_not_save_to_config = origin.do_not_save_to_config = True
    return PanelControls(enabled, wishes, origin, apart, apply)
