"""The webui's samplers and schedule types in other tools' names.

Sources: diffusers' table of schedulers ("k-diffusion" column) and ComfyUI's `comfy/samplers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Scheduler(NamedTuple):
    """A scheduler of diffusers."""

    name: str
    options: tuple[tuple[str, object], ...] = ()


DIFFUSERS: Mapping[str, Scheduler] = MappingProxyType(
    {
        "euler": Scheduler("EulerDiscreteScheduler"),
        "euler a": Scheduler("EulerAncestralDiscreteScheduler"),
        "dpm++ 2m": Scheduler("DPMSolverMultistepScheduler"),
        "dpm++ 2m sde": Scheduler("DPMSolverMultistepScheduler", (("algorithm_type", "sde-dpmsolver++"),)),
        "dpm++ sde": Scheduler("DPMSolverSinglestepScheduler"),
        "dpm2": Scheduler("KDPM2DiscreteScheduler"),
        "dpm2 a": Scheduler("KDPM2AncestralDiscreteScheduler"),
        "heun": Scheduler("HeunDiscreteScheduler"),
        "lms": Scheduler("LMSDiscreteScheduler"),
        "ddim": Scheduler("DDIMScheduler"),
        "plms": Scheduler("PNDMScheduler"),
        "unipc": Scheduler("UniPCMultistepScheduler"),
        "lcm": Scheduler("LCMScheduler"),
    }
)
DIFFUSERS_SCHEDULES: Mapping[str, tuple[str, object]] = MappingProxyType(
    {"karras": ("use_karras_sigmas", True), "exponential": ("use_exponential_sigmas", True)}
)
COMFYUI: Mapping[str, str] = MappingProxyType(
    {
        "euler": "euler",
        "euler a": "euler_ancestral",
        "dpm++ 2m": "dpmpp_2m",
        "dpm++ 2m sde": "dpmpp_2m_sde",
        "dpm++ 3m sde": "dpmpp_3m_sde",
        "dpm++ sde": "dpmpp_sde",
        "dpm++ 2s a": "dpmpp_2s_ancestral",
        "dpm2": "dpm_2",
        "dpm2 a": "dpm_2_ancestral",
        "dpm fast": "dpm_fast",
        "dpm adaptive": "dpm_adaptive",
        "heun": "heun",
        "lms": "lms",
        "ddim": "ddim",
        "unipc": "uni_pc",
        "lcm": "lcm",
    }
)
COMFYUI_SCHEDULES: Mapping[str, str] = MappingProxyType(
    {
        "automatic": "normal",
        "normal": "normal",
        "uniform": "normal",
        "karras": "karras",
        "exponential": "exponential",
        "sgm uniform": "sgm_uniform",
        "simple": "simple",
        "ddim": "ddim_uniform",
        "beta": "beta",
    }
)
_IN_NAMES = ("karras", "exponential")


def divided(sampler: str | None, schedule: str | None) -> tuple[str | None, str]:
    """Sampler and schedule type in small letters; older webuis write both in one name (`DPM++ 2M Karras`)."""
    name = sampler.casefold() if sampler else None
    for kind in _IN_NAMES:
        if name and name.endswith(f" {kind}"):
            return name[: -len(kind) - 1], kind
    return name, (schedule or "Automatic").casefold()
