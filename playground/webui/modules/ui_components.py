"""Components that the webui adds to gradio's."""

from __future__ import annotations

import functools
from typing import Any

import gradio as gr

# gradio 4 reads a component's properties off the signature of its constructor: derived ones have to show the original.


class ToolButton(gr.Button):
    """A small button with a symbol."""

    @functools.wraps(gr.Button.__init__)
    def __init__(self, value: str = "", *, elem_classes: list[str] | str | None = None, **kwargs: Any) -> None:
        classes = [elem_classes] if isinstance(elem_classes, str) else elem_classes or []
        super().__init__(value=value, elem_classes=["tool", *classes], **kwargs)

    def get_block_name(self) -> str:
        return "button"


class InputAccordionValue(gr.Checkbox):
    """The value of an accordion that is an input too: whether it is switched on."""

    accordion: gr.Accordion

    def get_block_name(self) -> str:
        return "checkbox"

    def extra(self) -> gr.Column:
        """A place for components beside the label."""
        with self.accordion:
            return gr.Column(elem_id=f"{self.accordion.elem_id}-extra", min_width=0)

    def __enter__(self) -> InputAccordionValue:
        self.accordion.__enter__()
        return self

    def __exit__(self, exc_type: Any = None, exc_value: Any = None, traceback: Any = None) -> None:
        self.accordion.__exit__(exc_type, exc_value, traceback)


def InputAccordion(value: bool = False, *, label: str, elem_id: str, **kwargs: Any) -> InputAccordionValue:  # noqa: N802
    """An accordion with a switch, used as `with InputAccordion(False, label=..., elem_id="x") as enabled:`.

    The value's element is `x-checkbox`. A function under a class's name, as in the webuis with gradio 4, which make
    a component anew for every update; in those with gradio 3 it is a class.
    """
    accordion = gr.Accordion(label, open=value, elem_id=elem_id)
    with accordion:
        switch = InputAccordionValue(value, label=f"Use {label}", elem_id=f"{elem_id}-checkbox", **kwargs)
    switch.accordion = accordion
    return switch


FormRow = gr.Row
FormColumn = gr.Column
FormGroup = gr.Group
