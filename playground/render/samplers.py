"""The webui's samplers and schedule types as diffusers' schedulers.

Facts: A1111 v1.10.1 `sd_samplers_kdiffusion.py` (each sampler's own schedule type) and diffusers' table of A1111
names in its documentation of schedulers. Samplers that diffusers has no equal of are not offered.
"""

from __future__ import annotations

import inspect
from typing import Any, NamedTuple

import diffusers


class Sampler(NamedTuple):
    """A scheduler class, its options, and the schedule type that "Automatic" stands for."""

    kind: type
    options: dict[str, Any] = {}
    automatic: str = "Uniform"


_SDE = {"algorithm_type": "sde-dpmsolver++"}
SAMPLERS = {
    "Euler a": Sampler(diffusers.EulerAncestralDiscreteScheduler),
    "Euler": Sampler(diffusers.EulerDiscreteScheduler),
    "DPM++ 2M": Sampler(diffusers.DPMSolverMultistepScheduler, {}, "Karras"),
    "DPM++ 2M SDE": Sampler(diffusers.DPMSolverMultistepScheduler, _SDE, "Exponential"),
    "Heun": Sampler(diffusers.HeunDiscreteScheduler),
    "LMS": Sampler(diffusers.LMSDiscreteScheduler),
    "DPM2": Sampler(diffusers.KDPM2DiscreteScheduler, {}, "Karras"),
    "DPM2 a": Sampler(diffusers.KDPM2AncestralDiscreteScheduler, {}, "Karras"),
    "DDIM": Sampler(diffusers.DDIMScheduler, {"clip_sample": False, "set_alpha_to_one": False}),
    "PLMS": Sampler(diffusers.PNDMScheduler, {"skip_prk_steps": True}),
    "UniPC": Sampler(diffusers.UniPCMultistepScheduler),
    "LCM": Sampler(diffusers.LCMScheduler),
}
_SIGMAS = {"Karras": "use_karras_sigmas", "Exponential": "use_exponential_sigmas", "Beta": "use_beta_sigmas"}
_SPACINGS = {"Uniform": "linspace", "SGM Uniform": "trailing", "DDIM": "leading", "Normal": "linspace"}


def scheduler(config: dict[str, Any], sampler: str, schedule: str | None) -> tuple[Any, str | None]:
    """A scheduler for a model's own configuration; and what could not be done as asked, or None."""
    chosen = SAMPLERS[sampler]
    wanted = chosen.automatic if schedule in (None, "", "Automatic") else schedule
    options = {**config, **chosen.options}
    known = inspect.signature(chosen.kind.__init__).parameters
    problem = None
    if _SIGMAS.get(wanted) in known:
        options[_SIGMAS[wanted]] = True
    elif wanted in _SPACINGS:
        options["timestep_spacing"] = _SPACINGS[wanted]
    else:
        problem = f"the schedule type {wanted} is not there for {sampler} in diffusers; Uniform was used"
    return chosen.kind.from_config({name: value for name, value in options.items() if name in known}), problem
