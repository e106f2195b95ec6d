"""A webui extension for the contract tests: writes down what each hook sees, and does there what a request asks.

The tests put it into a webui twice: in a folder that comes before ours by name, and in one that comes after. The log
travels in the result's extra parameters, under the script's title. A request's first argument is a JSON object:
hook -> {attribute of the job: value}, or hook -> "fail".
"""

import json
from pathlib import Path

import gradio as gr
from modules import scripts, shared

TITLE = f"Contract probe {Path(scripts.basedir()).name}"
FIELDS = (
    "prompt",
    "negative_prompt",
    "hr_prompt",
    "all_prompts",
    "all_negative_prompts",
    "all_hr_prompts",
    "all_seeds",
    "main_prompt",
    "prompts",
    "steps",
    "cfg_scale",
    "sampler_name",
    "scheduler",
    "width",
    "height",
    "override_settings",
)


class ContractProbe(scripts.Script):
    """Takes part in everything, and changes nothing unless it is asked to."""

    def title(self):
        return TITLE

    def show(self, is_img2img):
        return scripts.AlwaysVisible

    def ui(self, is_img2img):
        return [gr.Textbox("{}", visible=False)]

    def setup(self, p, asked="{}"):
        p.__dict__[TITLE] = []
        self._meet("setup", p, asked)

    def before_process(self, p, asked="{}"):
        self._meet("before_process", p, asked)

    def process(self, p, asked="{}"):
        self._meet("process", p, asked)

    def before_process_batch(self, p, asked="{}", **given):
        self._meet("before_process_batch", p, asked)

    def after_extra_networks_activate(self, p, asked="{}", **given):
        self._meet("after_extra_networks_activate", p, asked)

    def process_batch(self, p, asked="{}", **given):
        self._meet("process_batch", p, asked)

    def process_before_every_sampling(self, p, asked="{}", **given):
        self._meet("process_before_every_sampling", p, asked)

    def before_hr(self, p, asked="{}"):
        self._meet("before_hr", p, asked)

    def post_sample(self, p, samples, asked="{}"):
        self._meet("post_sample", p, asked)

    def postprocess_batch(self, p, asked="{}", **given):
        self._meet("postprocess_batch", p, asked)

    def postprocess_batch_list(self, p, images, asked="{}", **given):
        self._meet("postprocess_batch_list", p, asked)

    def postprocess_image(self, p, image, asked="{}"):
        self._meet("postprocess_image", p, asked)

    def postprocess_image_after_composite(self, p, image, asked="{}"):
        self._meet("postprocess_image_after_composite", p, asked)

    def postprocess(self, p, processed, asked="{}"):
        self._meet("postprocess", p, asked)
        told = {"hooks": p.__dict__[TITLE]}
        processed.extra_generation_params = {**processed.extra_generation_params, TITLE: told}

    def _meet(self, hook, p, asked):
        log = p.__dict__.setdefault(TITLE, [])
        seen = {name: getattr(p, name, None) for name in FIELDS}
        seen["clip_skip"] = shared.opts.CLIP_stop_at_last_layers
        log.append([hook, json.loads(json.dumps(seen, default=str))])
        wanted = json.loads(asked).get(hook, {})
        if wanted == "fail":
            raise RuntimeError(f"the contract test wants {hook} to fail")
        for name, value in wanted.items():
            setattr(p, name, value)
