"""All scripts of one tab: their controls on the page, and their hooks during a generation."""

from __future__ import annotations

from typing import Any

import gradio as gr
from modules import errors, script_loading
from modules.script_class import AlwaysVisible, OnComponent, Script

_HOOKS = (
    "before_process",
    "process",
    "before_process_batch",
    "after_extra_networks_activate",
    "process_batch",
    "process_before_every_sampling",
    "before_hr",
    "post_sample",
    "postprocess_batch",
    "postprocess_batch_list",
    "postprocess_image",
    "postprocess_image_after_composite",
    "postprocess",
)


class ScriptRunner:
    """Makes the scripts of a tab, and calls each hook on all of them in order.

    Every hook of a generation is a method here: `runner.process(p)` calls `script.process(p, *its values)`.
    """

    def __init__(self) -> None:
        self.scripts: list[Script] = []
        self.selectable_scripts: list[Script] = []
        self.alwayson_scripts: list[Script] = []
        self.titles: list[str] = []
        self.infotext_fields: list[tuple] = []
        self.paste_field_names: list[str] = []
        self.inputs: list[Any] = [None]

    def __getattr__(self, hook: str) -> Any:
        if hook not in _HOOKS:
            raise AttributeError(hook)
        return lambda p, *arguments, **named: self._call_all(hook, p, arguments, named)

    def initialize_scripts(self, is_img2img: bool, classes: list[script_loading.ScriptClassData]) -> None:
        """Make one object of each script class for this tab."""
        self.scripts.clear()
        self.selectable_scripts.clear()
        self.alwayson_scripts.clear()
        for data in classes:
            script = data.script_class()
            script.filename = data.path
            script.is_img2img, script.is_txt2img = is_img2img, not is_img2img
            visibility = script.show(is_img2img)
            script.alwayson = visibility is AlwaysVisible
            if script.alwayson:
                self.alwayson_scripts.append(script)
            elif visibility:
                self.selectable_scripts.append(script)
            if visibility:
                self.scripts.append(script)

    def setup_ui(self) -> list[Any]:
        """Make the controls of all scripts; returns them, after the list of scripts, in the order of their values."""
        self.titles = [script.title() for script in self.selectable_scripts]
        self.inputs = [None]
        self.infotext_fields, self.paste_field_names = [], []
        for script in self.alwayson_scripts:
            with gr.Group(visible=True) if script.create_group else gr.Column() as script.group:
                self._make_controls(script)
        self.inputs[0] = gr.Dropdown(
            label="Script", elem_id="script_list", choices=["None", *self.titles], value="None", type="index"
        )
        for script in self.selectable_scripts:
            with gr.Group(visible=False) as script.group:
                self._make_controls(script)
        groups = [script.group for script in self.selectable_scripts]
        if groups:
            self.inputs[0].change(self._shown, inputs=[self.inputs[0]], outputs=groups, queue=False)
        return self.inputs

    def _shown(self, chosen: int | None) -> Any:
        """Show the controls of the script at that place in the menu, from 1, and no others."""
        places = range(1, len(self.selectable_scripts) + 1)
        updates = [gr.update(visible=place == chosen) for place in places]
        return updates if len(updates) > 1 else updates[0]

    def _make_controls(self, script: Script) -> None:
        script.args_from = script.args_to = len(self.inputs)
        try:
            controls = script.ui(script.is_img2img)
        except Exception:  # a script whose page part fails runs on without values
            errors.report(f"Error calling: {script.filename}/ui", exc_info=True)
            return
        if controls is None:
            return
        script.controls = controls
        self.inputs += controls
        script.args_to = len(self.inputs)
        self.infotext_fields += script.infotext_fields or []
        self.paste_field_names += script.paste_field_names or []

    def script(self, title: str) -> Script | None:
        """The script of that title, whatever its case."""
        return next((script for script in self.scripts if script.title().lower() == title.lower()), None)

    def setup_scrips(self, p: Any, *, is_ui: bool = True) -> None:
        """Call `setup` (the method's name is the webui's)."""
        for script in self.alwayson_scripts:
            if is_ui or not script.setup_for_ui_only:
                self._call(script, "setup", p, (), {})

    def run(self, p: Any, *args: Any) -> Any:
        """Let the script chosen from the list generate; None when none was chosen."""
        index = args[0] if args else 0
        if not index:
            return None
        script = self.selectable_scripts[index - 1]
        return script.run(p, *args[script.args_from : script.args_to])

    def before_component(self, component: Any, **kwargs: Any) -> None:
        self._component("before", component, kwargs)

    def after_component(self, component: Any, **kwargs: Any) -> None:
        self._component("after", component, kwargs)

    def _component(self, moment: str, component: Any, kwargs: dict[str, Any]) -> None:
        for script in self.scripts:
            for elem_id, callback in list(script._watchers(moment)):
                if elem_id == kwargs.get("elem_id"):
                    callback(OnComponent(component))
            getattr(script, f"{moment}_component")(component, **kwargs)

    def _call_all(self, hook: str, p: Any, arguments: tuple, named: dict[str, Any]) -> None:
        for script in self.alwayson_scripts:
            self._call(script, hook, p, arguments, named)

    def _call(self, script: Script, hook: str, p: Any, arguments: tuple, named: dict[str, Any]) -> None:
        values = p.script_args[script.args_from : script.args_to]
        try:
            getattr(script, hook)(p, *arguments, *values, **named)
        except Exception:  # the webui reports a failing hook and generates without its change
            errors.report(f"Error running {hook}: {script.filename}", exc_info=True)
