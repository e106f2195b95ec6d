"""Paints pictures with a model: both passes and img2img. See `modules.painting.Painter`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from diffusers import StableDiffusionXLImg2ImgPipeline, StableDiffusionXLPipeline
from modules import sd_models, shared
from modules.painting import Batch
from PIL import Image

from playground.render import device, model, samplers, unsupported, variation
from playground.render.conditioning import Conditioning, TextEncoders
from playground.render.guidance import Guidance

_PIXELS = 8
"""Pixels of a picture for one of a latent."""
_LATENT_MODES = {
    "Latent": {"mode": "bilinear"},
    "Latent (antialiased)": {"mode": "bilinear", "antialias": True},
    "Latent (nearest-exact)": {"mode": "nearest-exact"},
}
_FILTERS = {"Lanczos": Image.LANCZOS, "Nearest": Image.NEAREST, "None": Image.LANCZOS}


class Renderer:
    """Holds the model of the checkpoint that is chosen, loaded when it is needed; a name alone gets the tiny one."""

    def __init__(self, data: Path) -> None:
        self.samplers = list(samplers.SAMPLERS)
        self.upscalers = list(_FILTERS)
        self._data = data
        self._device = device.choose()
        self._loaded: str | None = None
        self._pipeline: StableDiffusionXLPipeline | None = None
        self._schedule: dict[str, Any] = {}
        self.message = self._device.message

    @property
    def label(self) -> str:
        return "names without a file paint noise" if self._loaded == "" else "painted for real"

    def prepare(self, filename: str | None) -> StableDiffusionXLPipeline:
        """Load a checkpoint, unless it is loaded; "" and None are the tiny random model. Raises CheckpointError."""
        wanted = filename if filename and Path(filename).is_file() else ""
        if self._pipeline is None or self._loaded != wanted:
            self._pipeline = None  # frees the memory before the next model comes
            tiny = wanted == ""
            self._pipeline = (
                model.build_tiny(self._device, self._data)
                if tiny
                else model.load(Path(wanted), self._device, self._data)
            )
            self._loaded = wanted
            self._schedule = dict(self._pipeline.scheduler.config)
        return self._pipeline

    def sample(self, p: Any, batch: Batch) -> torch.Tensor:
        pipeline = self._chosen(p)
        for comment in unsupported.comments(p, batch):
            p.comment(comment)
        self._set_sampler(p, pipeline, p.sampler_name, p.scheduler)
        images = getattr(p, "init_images", None)
        if images is not None:
            return self._paint_over(p, batch, _resized(images, batch), p.steps, fixed_steps=False)
        width, height = batch.size
        size = {"width": _whole(width), "height": _whole(height)}
        guidance = self._guidance(pipeline, batch.prompts, batch.negative_prompts, p.steps)
        drawn, start = variation.generators(batch.seeds), {}
        if p.subseed_strength:
            shape = (pipeline.unet.config.in_channels, size["height"] // _PIXELS, size["width"] // _PIXELS)
            start = {"latents": variation.noise(drawn, p.subseeds, p.subseed_strength, shape, pipeline.unet.dtype)}
        return self._run(p, pipeline, guidance, drawn, p.steps, **size, **start)

    def sample_hires(self, p: Any, batch: Batch, samples: torch.Tensor) -> torch.Tensor:
        self._set_sampler(p, self._pipeline, p.hr_sampler_name or p.sampler_name, p.hr_scheduler or p.scheduler)
        width, height = batch.final_size
        if p.hr_upscaler in _LATENT_MODES or p.hr_upscaler is None:
            mode = _LATENT_MODES[p.hr_upscaler or "Latent"]
            size = (_whole(height) // _PIXELS, _whole(width) // _PIXELS)
            start = torch.nn.functional.interpolate(samples.float(), size=size, **mode).to(samples.dtype)
        else:
            images = self.decode(p, batch, samples)
            start = [image.resize((_whole(width), _whole(height)), _FILTERS[p.hr_upscaler]) for image in images]
        steps = p.hr_second_pass_steps or p.steps
        return self._paint_over(p, batch, start, steps, fixed_steps=True, second=True)

    @torch.no_grad()
    def decode(self, p: Any, batch: Batch, samples: torch.Tensor) -> list[Image.Image]:
        pipeline = self._pipeline
        vae = pipeline.vae
        if vae.config.force_upcast and vae.dtype == torch.float16:
            pipeline.upcast_vae()
        latents = samples.to(vae.post_quant_conv.weight.dtype) / vae.config.scaling_factor
        decoded = [vae.decode(one.unsqueeze(0), return_dict=False)[0] for one in latents]
        pictures = torch.nan_to_num(torch.cat(decoded).float())
        return pipeline.image_processor.postprocess(pictures, output_type="pil")

    def _chosen(self, p: Any) -> StableDiffusionXLPipeline:
        chosen = sd_models.select_checkpoint()
        pipeline = self.prepare(chosen.filename if chosen else None)
        if self._loaded == "":
            name = chosen.name if chosen else "this checkpoint"
            p.comment(f"There is no file for {name}: a tiny random model painted, and its pictures are noise.")
        return pipeline

    def _set_sampler(self, p: Any, pipeline: StableDiffusionXLPipeline, name: str, schedule: str | None) -> None:
        pipeline.scheduler, problem = samplers.scheduler(self._schedule, name, schedule)
        if problem:
            p.comment(f"The playground: {problem}.")

    def _paint_over(
        self, p: Any, batch: Batch, start: Any, steps: int, *, fixed_steps: bool, second: bool = False
    ) -> torch.Tensor:
        """Paint over pictures or latents. `fixed_steps`: all steps are made, as in the second pass of the webui."""
        pipeline = StableDiffusionXLImg2ImgPipeline(**self._pipeline.components, add_watermarker=False)
        pipeline.set_progress_bar_config(disable=True)
        strength = min(1.0, max(float(p.denoising_strength), 1 / steps))
        asked = max(steps, round(steps / strength)) if fixed_steps else steps
        if second:
            guidance = self._guidance(pipeline, batch.hr_prompts, batch.hr_negative_prompts, p.steps, steps)
        else:
            guidance = self._guidance(pipeline, batch.prompts, batch.negative_prompts, steps)
        drawn = variation.generators(batch.seeds)
        return self._run(p, pipeline, guidance, drawn, asked, image=start, strength=strength)

    def _guidance(self, pipeline: Any, prompts: list[str], negative_prompts: list[str], *steps: int) -> Guidance:
        """The prompts of a pass. Samplers that ask the model twice for a step count both, as in the webui."""
        opts = shared.opts
        skip = int(opts.CLIP_stop_at_last_layers) if opts.sdxl_clip_l_skip else 2
        counted = [number * pipeline.scheduler.order for number in steps]
        return Guidance(TextEncoders(pipeline, skip), prompts, negative_prompts, *counted)

    def _run(
        self, p: Any, pipeline: Any, guidance: Guidance, drawn: list[torch.Generator], steps: int, **more: Any
    ) -> torch.Tensor:
        """One pass of a pipeline over a batch; returns latents. An interrupted pass returns what it has."""
        shared.state.sampling_steps, shared.state.sampling_step = steps, 0

        def after_step(running: Any, step: int, timestep: Any, values: dict) -> dict:
            shared.state.sampling_step = step + 1
            running._interrupt = shared.state.interrupted
            prompts = guidance.go_to(step + 2)
            together = Conditioning.joined(prompts) if running.do_classifier_free_guidance else prompts[1]
            return {**values, "prompt_embeds": together.tokens, "add_text_embeds": together.pooled}

        negative, positive = guidance.go_to(1)
        composing = guidance.composes and p.cfg_scale > 1
        hook = pipeline.unet.register_forward_hook(guidance, with_kwargs=True) if composing else None
        try:
            return pipeline(
                prompt_embeds=positive.tokens,
                pooled_prompt_embeds=positive.pooled,
                negative_prompt_embeds=negative.tokens,
                negative_pooled_prompt_embeds=negative.pooled,
                num_inference_steps=steps,
                guidance_scale=float(p.cfg_scale),
                generator=drawn,
                callback_on_step_end=after_step,
                output_type="latent",
                **more,
            ).images
        finally:
            if hook is not None:
                hook.remove()


def _whole(pixels: int) -> int:
    """The size without the pixels that make no whole latent."""
    return max(_PIXELS, pixels // _PIXELS * _PIXELS)


def _resized(images: list[Image.Image], batch: Batch) -> list[Image.Image]:
    """One start picture for each of the batch, in its size; a single one serves all."""
    size = (_whole(batch.size[0]), _whole(batch.size[1]))
    fitting = [image.convert("RGB").resize(size, Image.LANCZOS) for image in images]
    return fitting if len(fitting) == len(batch.prompts) else fitting[:1] * len(batch.prompts)
