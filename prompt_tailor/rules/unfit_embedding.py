from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..diagnostics import Severity
from ..lexicon import key
from ..lexicon.older_files import older_embeddings
from ..profiles.model import Profile
from ..texts import say
from .checked import Checked
from .fixes import without
from .unit import Flags, Found, Passes, rule

_COMFY_PREFIX = "embedding:"


@rule(
    "N002",
    Severity.WARNING,
    fix="unsafe",
    values=("settings.bad_embeddings", "base"),
    examples=[
        Flags("lowres, EasyNegative", "EasyNegative", positive=False),
        Flags("lowres, (bad_prompt_version2:0.8)", "bad_prompt_version2", profile="animagine-xl-4.0", positive=False),
        Passes("lowres, EasyNegative", profile="plain", positive=False),
        Passes("lowres, negativeXL_D", positive=False),
    ],
)
def unfit_embedding(checked: Checked) -> Iterator[Found]:
    """An embedding that does not fit the model: its card says so, or it was made for Stable Diffusion 1.5.

    An SDXL model has two text encoders of other sizes; the webui leaves such an embedding out and reads its name as
    words. Which are known to be of that kind stands in `lexicon/older_files.tsv`. The fix takes it out.
    """
    profile = checked.context.profile
    bad, older = _listed(profile)
    present = [name for name in checked.by_key if name in older or name in bad or name.startswith(_COMFY_PREFIX)]
    for seen in (seen for name in present for seen in checked.by_key[name]):
        name = seen.key.removeprefix(_COMFY_PREFIX)
        if name in bad:
            message = say(
                'The embedding "{tag}" does not fit {model}, its card says.', tag=seen.tag.text, model=profile.name
            )
        elif name in older:
            message = say(
                'The embedding "{tag}" was made for Stable Diffusion 1.5: {model} reads only its name, as words.',
                tag=seen.tag.text,
                model=profile.name,
            )
        else:
            continue
        label = say('take "{tag}" out', tag=seen.tag.text)
        yield Found(message, checked.span(seen.tag), without(checked, seen, label))


@lru_cache(maxsize=64)
def _listed(profile: Profile) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of embeddings that the profile's card warns of, and of those made for another kind of model."""
    bad = frozenset(map(key, profile.settings.bad_embeddings))
    return bad, older_embeddings() if profile.base == "sdxl" else frozenset()
