"""Options for the time of one job, through `override_settings`.

The webui puts an option back afterwards only if it was in `opts.data` before. On a fresh installation most options
are not, and an override would stay on for ever; so the default is put there first. An unknown key, or any override
where settings are frozen, stops the generation. X/Y/Z plots share one dictionary between copies of a job: it is
replaced, never changed.
"""

from __future__ import annotations

from modules import shared

CLIP_SKIP = "CLIP_stop_at_last_layers"
VAE = "sd_vae"


def current(p: object, key: str) -> object:
    """The value that an option will have during the job."""
    return p.override_settings.get(key, getattr(shared.opts, key, None))


def why_not(p: object, key: str) -> str | None:
    """Why an option must not be overridden; None when it may be."""
    if key not in shared.opts.data_labels:
        return "this webui has no such option"
    if key in p.override_settings:
        return "the job has its own value"
    if _is_frozen(key):
        return "settings are frozen"
    return None


def cast(key: str, value: object) -> object:
    """A value in the option's own type; the webui does not convert it."""
    return shared.opts.cast_value(key, value)


def prepare(key: str) -> None:
    """See to it that the webui can put the option back after the job."""
    shared.opts.data.setdefault(key, shared.opts.get_default(key))


def _is_frozen(key: str) -> bool:
    options = shared.cmd_opts
    if getattr(options, "freeze_settings", False):
        return True
    if key in _listed(getattr(options, "freeze_specific_settings", None)):
        return True
    section = shared.opts.data_labels[key].section or ("",)
    return section[0] in _listed(getattr(options, "freeze_settings_in_sections", None))


def _listed(text: str | None) -> list[str]:
    return [] if not text else [name.strip() for name in text.split(",")]
