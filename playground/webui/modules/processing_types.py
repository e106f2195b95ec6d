"""What a generation is made of. The fields are the webui's; an extension reads and changes them in its hooks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from modules import shared

VERSION = "playground"
"""What the playground is called where the webui names its version."""


@dataclass(repr=False)
class StableDiffusionProcessing:
    """A generation that was asked for, and what it has come to so far."""

    sd_model: Any = None
    outpath_samples: str | None = None
    outpath_grids: str | None = None
    prompt: str | list[str] = ""
    negative_prompt: str | list[str] = ""
    styles: list[str] = field(default_factory=list)
    seed: int | list[int] = -1
    subseed: int = -1
    subseed_strength: float = 0
    seed_resize_from_h: int = -1
    seed_resize_from_w: int = -1
    sampler_name: str | None = None
    scheduler: str | None = None
    batch_size: int = 1
    n_iter: int = 1
    steps: int = 50
    cfg_scale: float = 7.0
    width: int = 512
    height: int = 512
    restore_faces: bool | None = None
    tiling: bool | None = None
    do_not_save_samples: bool = False
    do_not_save_grid: bool = False
    extra_generation_params: dict[str, Any] | None = None
    override_settings: dict[str, Any] | None = None
    override_settings_restore_afterwards: bool = True
    denoising_strength: float | None = None
    refiner_checkpoint: str | None = None
    refiner_switch_at: float | None = None
    token_merging_ratio: float = 0
    comments: dict[str, str] | None = None
    is_api: bool = field(default=False, init=False)
    iteration: int = field(default=0, init=False)
    main_prompt: str | None = field(default=None, init=False)
    main_negative_prompt: str | None = field(default=None, init=False)
    prompts: list[str] | None = field(default=None, init=False)
    negative_prompts: list[str] | None = field(default=None, init=False)
    seeds: list[int] | None = field(default=None, init=False)
    subseeds: list[int] | None = field(default=None, init=False)
    all_prompts: list[str] | None = field(default=None, init=False)
    all_negative_prompts: list[str] | None = field(default=None, init=False)
    all_seeds: list[int] | None = field(default=None, init=False)
    all_subseeds: list[int] | None = field(default=None, init=False)
    sd_model_name: str | None = field(default=None, init=False)
    sd_model_hash: str | None = field(default=None, init=False)
    sd_vae_name: str | None = field(default=None, init=False)
    sd_vae_hash: str | None = field(default=None, init=False)
    clip_skip: int | None = field(default=None, init=False)
    user: str | None = field(default=None, init=False)
    _scripts: Any = field(default=None, init=False)
    _script_args: list | tuple | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.styles = self.styles or []
        self.extra_generation_params = self.extra_generation_params or {}
        self.override_settings = self.override_settings or {}
        self.comments = self.comments or {}

    @property
    def scripts(self) -> Any:
        return self._scripts

    @scripts.setter
    def scripts(self, runner: Any) -> None:
        self._scripts = runner
        self._setup_scripts()

    @property
    def script_args(self) -> list | tuple | None:
        return self._script_args

    @script_args.setter
    def script_args(self, values: list | tuple) -> None:
        self._script_args = values
        self._setup_scripts()

    def _setup_scripts(self) -> None:
        """Call the `setup` hooks once both the scripts and their values are there."""
        if self._scripts is not None and self._script_args is not None:
            self._scripts.setup_scrips(self, is_ui=not self.is_api)

    def comment(self, text: str) -> None:
        """Say something to the user under the picture; once, however often it is said."""
        self.comments[text] = "1"

    @property
    def total(self) -> int:
        """How many pictures there will be."""
        return self.n_iter * self.batch_size

    def init(self, all_prompts: list[str], all_seeds: list[int], all_subseeds: list[int]) -> None:
        """Work out what depends on the final parameters; after the `process` hooks."""


@dataclass(repr=False)
class StableDiffusionProcessingTxt2Img(StableDiffusionProcessing):
    """A picture from text, with a second, larger pass when `enable_hr` is set."""

    enable_hr: bool = False
    denoising_strength: float = 0.75
    firstphase_width: int = 0
    firstphase_height: int = 0
    hr_scale: float = 2.0
    hr_upscaler: str | None = None
    hr_second_pass_steps: int = 0
    hr_resize_x: int = 0
    hr_resize_y: int = 0
    hr_checkpoint_name: str | None = None
    hr_sampler_name: str | None = None
    hr_scheduler: str | None = None
    hr_prompt: str = ""
    hr_negative_prompt: str = ""
    all_hr_prompts: list[str] | None = field(default=None, init=False)
    all_hr_negative_prompts: list[str] | None = field(default=None, init=False)
    hr_prompts: list[str] | None = field(default=None, init=False)
    hr_negative_prompts: list[str] | None = field(default=None, init=False)
    hr_upscale_to_x: int = field(default=0, init=False)
    hr_upscale_to_y: int = field(default=0, init=False)

    def init(self, all_prompts: list[str], all_seeds: list[int], all_subseeds: list[int]) -> None:
        if not self.enable_hr:
            return
        if self.all_hr_prompts is None:
            raise RuntimeError("hires was switched on in `process`, after its prompts were made")
        upscalers = [*shared.latent_upscale_modes, *(upscaler.name for upscaler in shared.sd_upscalers)]
        if self.hr_upscaler is not None and self.hr_upscaler not in upscalers:
            raise RuntimeError(f"could not find upscaler named {self.hr_upscaler}")
        self.hr_upscale_to_x, self.hr_upscale_to_y = self._target_size()
        self.extra_generation_params = {**self.extra_generation_params, **self._hires_infotext()}

    def _target_size(self) -> tuple[int, int]:
        if not (self.hr_resize_x or self.hr_resize_y):
            return int(self.width * self.hr_scale), int(self.height * self.hr_scale)
        width = self.hr_resize_x or self.hr_resize_y * self.width // self.height
        return width, self.hr_resize_y or self.hr_resize_x * self.height // self.width

    def _hires_infotext(self) -> dict[str, Any]:
        """The pairs of the second pass; those that repeat the first pass are None, which leaves them out."""
        resized = bool(self.hr_resize_x or self.hr_resize_y)
        differs = {
            "Hires prompt": (self.all_hr_prompts[0], self.all_prompts[0]),
            "Hires negative prompt": (self.all_hr_negative_prompts[0], self.all_negative_prompts[0]),
            "Hires sampler": (self.hr_sampler_name or self.sampler_name, self.sampler_name),
            "Hires schedule type": (self.hr_scheduler or self.scheduler, self.scheduler),
        }
        return {
            **{key: None if hires == first else hires for key, (hires, first) in differs.items()},
            "Hires upscale": None if resized else self.hr_scale,
            "Hires resize": f"{self.hr_resize_x}x{self.hr_resize_y}" if resized else None,
            "Hires steps": self.hr_second_pass_steps or None,
            "Hires upscaler": self.hr_upscaler,
        }


@dataclass(repr=False)
class StableDiffusionProcessingImg2Img(StableDiffusionProcessing):
    """A picture from text and pictures."""

    init_images: list | None = None
    resize_mode: int = 0
    denoising_strength: float = 0.75
    image_cfg_scale: float | None = None
    mask: Any = None
    inpaint_full_res: bool = True
    inpainting_mask_invert: int = 0

    def init(self, all_prompts: list[str], all_seeds: list[int], all_subseeds: list[int]) -> None:
        if all(image is None for image in self.init_images or ()):
            raise RuntimeError("there is no picture to start from. Choose a picture")


class Processed:
    """What a generation has made."""

    def __init__(
        self,
        p: StableDiffusionProcessing,
        images_list: list,
        seed: int = -1,
        info: str = "",
        infotexts: list[str] | None = None,
        index_of_first_image: int = 0,
    ) -> None:
        self.images = list(images_list)
        self.prompt, self.negative_prompt = p.prompt, p.negative_prompt
        self.seed, self.info, self.comments = seed, info, "\n".join(p.comments)
        self.infotexts = infotexts or ([info] if info else [])
        self.all_prompts = p.all_prompts or [p.prompt]
        self.all_negative_prompts = p.all_negative_prompts or [p.negative_prompt]
        self.all_seeds = p.all_seeds or [seed]
        self.all_subseeds = p.all_subseeds or [-1]
        self.subseed = self.all_subseeds[0]
        self.subseed_strength, self.denoising_strength = p.subseed_strength, p.denoising_strength
        self.seed_resize_from_w, self.seed_resize_from_h = p.seed_resize_from_w, p.seed_resize_from_h
        self.width, self.height, self.steps, self.cfg_scale = p.width, p.height, p.steps, p.cfg_scale
        self.sampler_name, self.batch_size = p.sampler_name, p.batch_size
        self.sd_model_name, self.sd_model_hash = p.sd_model_name, p.sd_model_hash
        self.sd_vae_name, self.sd_vae_hash = p.sd_vae_name, p.sd_vae_hash
        self.extra_generation_params, self.styles, self.clip_skip = p.extra_generation_params, p.styles, p.clip_skip
        self.index_of_first_image = index_of_first_image
        self.job_timestamp = shared.state.job_timestamp
        self.version = VERSION

    def as_dict(self) -> dict[str, Any]:
        """What the API returns as `info` and the page keeps."""
        first = {"prompt": self.all_prompts[0], "negative_prompt": self.all_negative_prompts[0]}
        unheard = {"restore_faces": False, "face_restoration_model": None, "is_using_inpainting_conditioning": False}
        left_out = ("images", "info", "comments", *first)
        return {**first, **{key: value for key, value in vars(self).items() if key not in left_out}, **unheard}

    def js(self) -> str:
        """The same as JSON."""
        return json.dumps(self.as_dict(), default=lambda value: None)
