"""The webui's own options, as far as prompts, settings and infotext depend on them."""

from __future__ import annotations

from modules.options import OptionInfo

options_templates: dict[str, OptionInfo] = {
    "sd_model_checkpoint": OptionInfo(
        "", "Stable Diffusion checkpoint", section=("sd", "Stable Diffusion"), infotext="Model hash"
    ),
    "sd_vae": OptionInfo("Automatic", "SD VAE", section=("vae", "VAE"), infotext="VAE"),
    "CLIP_stop_at_last_layers": OptionInfo(1, "Clip skip", section=("sd", "Stable Diffusion"), infotext="Clip skip"),
    "sdxl_clip_l_skip": OptionInfo(False, "Clip skip SDXL", section=("sdxl", "Stable Diffusion XL")),
    "emphasis": OptionInfo("Original", "Emphasis mode", section=("sd", "Stable Diffusion"), infotext="Emphasis"),
    "enable_prompt_comments": OptionInfo(True, "Enable comments", section=("sd", "Stable Diffusion")),
    "add_model_name_to_info": OptionInfo(True, "Add model name to infotext", section=("infotext", "Infotext")),
    "add_model_hash_to_info": OptionInfo(True, "Add model hash to infotext", section=("infotext", "Infotext")),
    "add_version_to_infotext": OptionInfo(True, "Add program version to infotext", section=("infotext", "Infotext")),
    "infotext_skip_pasting": OptionInfo([], "Disregard fields from pasted infotext", section=("infotext", "Infotext")),
    "infotext_styles": OptionInfo(
        "Apply if any", "Infer styles from prompts of pasted infotext", section=("infotext", "Infotext")
    ),
    "return_grid": OptionInfo(True, "Show grid in results for web", section=("ui", "User interface")),
    "grid_only_if_multiple": OptionInfo(True, "Do not save grids of one picture", section=("saving-images", "Saving")),
    "localization": OptionInfo("None", "Localization", section=("ui", "User interface")),
    "quicksettings_list": OptionInfo(["sd_model_checkpoint"], "Quicksettings list", section=("ui", "User interface")),
}


def options_section(section: tuple, options: dict[str, OptionInfo]) -> dict[str, OptionInfo]:
    """Give all options of a dictionary the same section."""
    for option in options.values():
        option.section = section
    return options
