"""What all parts of the webui share. Values are set at start by `playground.host`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from modules.options import OptionInfo, Options
from modules.paths_internal import data_path
from modules.shared_cmd_options import cmd_opts
from modules.shared_options import options_section, options_templates
from modules.shared_state import State
from modules.styles import StyleDatabase

__all__ = ["OptionInfo", "Options", "cmd_opts", "opts", "options_section", "options_templates", "state"]

config_filename = str(Path(data_path) / "config.json")
opts = Options(options_templates, frozen=cmd_opts.freeze_settings)
opts.load(config_filename)
state = State()
prompt_styles = StyleDatabase(Path(data_path) / "styles.csv")

sd_model = None
demo = None
latent_upscale_modes = {name: {} for name in ("Latent", "Latent (antialiased)", "Latent (nearest-exact)")}
sd_upscalers = [
    SimpleNamespace(name=name) for name in ("None", "Lanczos", "Nearest", "ESRGAN_4x", "R-ESRGAN 4x+ Anime6B")
]
