from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon.older_files import older_vaes, plain_file
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

_OWN = frozenset({"automatic", "none", ""})


@rule(
    "P016",
    Severity.WARNING,
    about="settings",
    values=("settings.vae", "settings.bad_vae", "base"),
    examples=[
        Flags("1girl", None, given={"vae": "vae-ft-mse-840000-ema-pruned.safetensors"}),
        Flags("1girl", None, profile="animagine-xl-4.0", given={"vae": "kl-f8-anime2.vae.pt"}),
        Passes("1girl", given={"vae": "sdxl_vae.safetensors"}),
        Passes("1girl", given={"vae": "Automatic"}),
        Passes("1girl", profile="bartstyle-db-v1", given={"vae": "kl-f8-anime2.vae.pt"}),
    ],
)
def unfit_vae(checked: Checked) -> Iterator[Found]:
    """A VAE that does not fit: the card says so, or it belongs to Stable Diffusion 1.5. The picture is ruined.

    Known ones of that kind stand in `lexicon/older_files.tsv`.
    """
    profile, value = checked.context.profile, checked.setup.vae
    if value is None or value.casefold() in _OWN:
        return
    name = plain_file(value)
    fitting = ", ".join(profile.settings.vae) or say("the model's own")
    if name in {plain_file(bad) for bad in profile.settings.bad_vae}:
        yield Found(
            say(
                'The VAE "{value}" does not fit {model}, its card says (fitting: {fitting}).',
                value=value,
                model=profile.name,
                fitting=fitting,
            )
        )
    elif profile.base == "sdxl" and name in older_vaes():
        yield Found(
            say(
                'The VAE "{value}" belongs to Stable Diffusion 1.5 and ruins the picture (fitting: {fitting}).',
                value=value,
                fitting=fitting,
            )
        )
