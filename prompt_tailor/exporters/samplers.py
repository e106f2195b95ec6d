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
    knows: frozenset[str] = frozenset()
    """Those of the options of a schedule type or a kind of prediction that it heeds."""


_SIGMAS = frozenset({"use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas"})
_SPACING = frozenset({"timestep_spacing"})
_ZERO_SNR = frozenset({"rescale_betas_zero_snr"})
_SDE = (("algorithm_type", "sde-dpmsolver++"),)

DIFFUSERS: Mapping[str, Scheduler] = MappingProxyType(
    {
        "euler": Scheduler("EulerDiscreteScheduler", (), _SIGMAS | _SPACING | _ZERO_SNR),
        "euler a": Scheduler("EulerAncestralDiscreteScheduler", (), _SPACING | _ZERO_SNR),
        "dpm++ 2m": Scheduler("DPMSolverMultistepScheduler", (), _SIGMAS | _SPACING | _ZERO_SNR),
        "dpm++ 2m sde": Scheduler("DPMSolverMultistepScheduler", _SDE, _SIGMAS | _SPACING | _ZERO_SNR),
        "dpm++ sde": Scheduler("DPMSolverSinglestepScheduler", (), _SIGMAS),
        "dpm2": Scheduler("KDPM2DiscreteScheduler", (), _SIGMAS | _SPACING),
        "dpm2 a": Scheduler("KDPM2AncestralDiscreteScheduler", (), _SIGMAS | _SPACING),
        "heun": Scheduler("HeunDiscreteScheduler", (), _SIGMAS | _SPACING),
        "lms": Scheduler("LMSDiscreteScheduler", (), _SIGMAS | _SPACING),
        "ddim": Scheduler("DDIMScheduler", (("clip_sample", False), ("set_alpha_to_one", False)), _SPACING | _ZERO_SNR),
        "plms": Scheduler("PNDMScheduler", (("skip_prk_steps", True),), _SPACING),
        "unipc": Scheduler("UniPCMultistepScheduler", (), _SIGMAS | _SPACING | _ZERO_SNR),
        "lcm": Scheduler("LCMScheduler", (), _SPACING | _ZERO_SNR),
    }
)
DIFFUSERS_SCHEDULES: Mapping[str, tuple[tuple[str, object], ...]] = MappingProxyType(
    {
        "automatic": (),
        "normal": (),
        "uniform": (),
        "karras": (("use_karras_sigmas", True),),
        "exponential": (("timestep_spacing", "linspace"), ("use_exponential_sigmas", True)),
        "beta": (("timestep_spacing", "linspace"), ("use_beta_sigmas", True)),
        "sgm uniform": (("timestep_spacing", "trailing"),),
        "simple": (("timestep_spacing", "trailing"),),
    }
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
        "kl optimal": "kl_optimal",
    }
)
_IN_NAMES = ("karras", "exponential")
_AUTOMATIC: Mapping[str, str] = MappingProxyType(
    {
        "dpm++ 2m": "karras",
        "dpm++ sde": "karras",
        "dpm++ 2s a": "karras",
        "dpm2": "karras",
        "dpm2 a": "karras",
        "restart": "karras",
        "dpm++ 2m sde": "exponential",
        "dpm++ 2m sde heun": "exponential",
        "dpm++ 3m sde": "exponential",
    }
)
"""What the webui's schedule type "Automatic" is with a sampler. Source: its `modules/sd_samplers_kdiffusion.py`."""


def divided(sampler: str | None, schedule: str | None) -> tuple[str | None, str]:
    """Sampler and schedule type in small letters; older webuis write both in one name (`DPM++ 2M Karras`).

    Where no schedule type is given at all, the webui is an older one and the name says everything.
    """
    name = sampler.casefold() if sampler else None
    for kind in _IN_NAMES:
        if name and name.endswith(f" {kind}"):
            return name[: -len(kind) - 1], kind
    chosen = (schedule or "normal").casefold()
    return name, _AUTOMATIC.get(name or "", chosen) if chosen == "automatic" else chosen
