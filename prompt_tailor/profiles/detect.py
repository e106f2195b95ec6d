"""Which profile fits the loaded checkpoint: by hash, then file name, then safetensors metadata, then by the family
that its name tells it is built on, else the fallback.

A wrong guess is worse than none: a wrong profile rewrites the prompt for another model, the fallback only tidies it.
Hence patterns match a whole name, a name that two profiles claim is nobody's, a file whose header speaks of another
architecture or prediction is another model, and a merge is never known by the metadata that it took over. The user's
own profiles go before the shipped ones: who writes a checkpoint's name or hash into a profile wants it used for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ..texts import joined, say
from .load import Profiles
from .model import Match, Profile

How = Literal["hash", "name", "metadata", "kin"]

AUTO_V2 = 10
"""Digits of the short hash that the webui and Civitai show; the older 8-digit hash is of another kind."""

_EXTENSION = re.compile(r"\.(safetensors|ckpt|pth?|bin|sft|gguf|zip|mlmodelc|mlpackage)$")
_SHOWN_HASH = re.compile(r"\s*\[([0-9a-f]{8,64})\]$", re.IGNORECASE)
_COPY = re.compile(r"\s*\(\d+\)$|\s+-\s+copy$")
_HUB_CACHE = re.compile(r"^models--[^-].*?--")
_MARKS = re.compile(r"[\W_]+")
_PACKAGING = re.compile(
    r"(?: (?:fp16|fp32|bf16|fp8(?: scaled)?|e4m3fn|e5m2|nf4|int[48]|half|full|pruned|ema|emaonly|no ?ema"
    r"|(?:baked ?|with ?|no ?)?vae|vae ?baked|q\d(?: [0k1])?(?: [sml])?|\d ?bit|palettized|split ?einsum(?: v2)?"
    r"|original|compiled|coreml|core ml|mlx|onnx|openvino|diffusers|inpaint(?:ing)?|sdxl|\d{3,4}x\d{3,4}|\d{5,}))+$"
)
"""Runtimes, precisions and the like; five digits and more are the number that a download service puts at the end."""
_RUNTIME = re.compile(r"^(?:coreml|core ml|sdxl|xl) ")
_JOINED_PACKAGING = re.compile(r"(?<=[a-z0-9])(?=(?:FP16|FP32|BF16|FP8|VAE|Pruned|BakedVAE)(?![a-z]))")
_WORD_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ONE_WORD = (("LoRA", "Lora"), ("LyCORIS", "Lycoris"), ("ControlNet", "Controlnet"), ("NoobAI", "Noobai"))
_NO_BASE = re.compile(
    r"\b(?:(?<!baked )(?<!merged )loras?(?! (?:baked|merged))|lycoris|locon|control ?net|control lora|ip ?adapter"
    r"|embeddings?|textual inversion|refiner|(?:flux|anima|lumina|chroma|qwen|z ?image|wan|cosmos|aura ?flow|hunyuan"
    r"|sana|krea|klein|hi ?dream|sd ?1 ?5|sd ?3)\d*)\b"
)
"""What no SDXL checkpoint is called: other kinds of files, and other architectures."""
_PREDICTIONS = {"v": "v", "vpred": "v", "v prediction": "v", "velocity": "v", "epsilon": "epsilon", "eps": "epsilon"}
_OTHER_BASES = (
    ("sd15", re.compile(r"stable diffusion v1|sd v1|sd ?1 ?5")),
    ("sdxl", re.compile(r"stable diffusion xl|sdxl")),
    ("another", re.compile(r"stable diffusion v2|sd v2|flux|sd3|stable diffusion 3|auraflow|cosmos|lumina|qwen")),
)
_BASE_KEYS = ("modelspec.architecture", "ss_base_model_version")
_Evidence = tuple[How, str, Callable[[Match, "ModelFacts"], bool]]


@dataclass(frozen=True)
class ModelFacts:
    """What the host knows of a checkpoint.

    `name` may be a file name, a path or the webui's title (`folder/file.safetensors [95affd8c8f]`); `hash` the short
    or the long one; `metadata` the safetensors header's texts.
    """

    name: str = ""
    hash: str | None = None
    sha256: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def hashes(self) -> tuple[str, ...]:
        """The SHA-256 hashes that are known, whole or shortened, in small letters."""
        shown = _SHOWN_HASH.search(self.name.strip().lower())
        given = (self.sha256, self.hash, shown.group(1) if shown else None)
        return tuple(digits.strip().lower() for digits in given if digits and len(digits.strip()) >= AUTO_V2)


@dataclass(frozen=True)
class Detection:
    """The profile chosen, how it was found, and why each of the others was not."""

    profile_id: str
    reason: str
    how: How | Literal["fallback", "chosen"]
    rejected: Mapping[str, str] = field(default_factory=dict)
    rivals: tuple[str, ...] = ()
    """The names of the profiles that fit equally well, where none is used because of that."""


def detect(facts: ModelFacts, profiles: Profiles) -> Detection:
    """The profile for a checkpoint. Always gives an answer: where nothing is certain, the fallback."""
    name = say('file name "{name}"', name=plain_name(facts.name)) if facts.name else ""
    evidence: tuple[_Evidence, ...] = (
        ("hash", say("hash {digits}", digits=", ".join(facts.hashes)) if facts.hashes else "", _by_hash),
        ("name", name, _by_name),
        ("metadata", say("safetensors metadata") if facts.metadata else "", _by_metadata),
        ("kin", name, _by_kin),
    )
    own = [profiles[one] for one in profiles if one in profiles.own]
    looks = [(one, own) for one in evidence[:2]] + [(one, list(profiles.values())) for one in evidence]
    for (how, what, fits), among in looks:
        every = [profile for profile in among if what and fits(profile.match, facts)]
        found = [profile for profile in every if profile in own] or every
        if len(found) == 1:
            denied = None if how == "hash" else _denial(found[0], facts)
            if denied and among is own:
                continue
            if denied:
                return _denied(facts, profiles, found[0], what, denied)
            beaten = [one for one in profiles.values() if one not in own and fits(one.match, facts)]
            return _found(facts, profiles, found[0], how, what, beaten if found[0] in own else [])
        if found:
            names = tuple(profile.name for profile in found)
            reason = say("{what} fits {models}, so it tells nothing", what=what, models=joined(say(" and "), names))
            why_not = _why_not(facts, profiles, [profiles.plain])
            return Detection(profiles.plain.id, reason, "fallback", why_not, names)
    seen = joined(say(" or "), (what for _, what, _ in evidence[:-1] if what))
    reason = say("no profile knows {what}", what=seen) if seen else say("nothing is known of the checkpoint")
    if is_merge(facts.metadata):
        reason = joined("; ", [reason, say("by its metadata it is a merge")])
    return Detection(profiles.plain.id, reason, "fallback", _why_not(facts, profiles, [profiles.plain]))


def _found(
    facts: ModelFacts, profiles: Profiles, found: Profile, how: How, what: str, beaten: list[Profile]
) -> Detection:
    """What was found. `beaten`: the shipped ones that fit as well, where it is the user's own."""
    told = {"what": what, "model": found.name}
    reason = say("{what} tells of {model}", **told) if how == "kin" else say("{what} is that of {model}", **told)
    if beaten:
        others = joined(say(" and "), (profile.name for profile in beaten))
        reason = say("{reason}; your own profile goes before {others}", reason=reason, others=others)
    return Detection(found.id, reason, how, _why_not(facts, profiles, [found]))


def _denied(facts: ModelFacts, profiles: Profiles, found: Profile, what: str, denied: str) -> Detection:
    reason = say(
        "{what} is that of {model}, but {denied}, so it is another model", what=what, model=found.name, denied=denied
    )
    return Detection(profiles.plain.id, reason, "fallback", _why_not(facts, profiles, [profiles.plain]))


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """A checkpoint's name in the form that the patterns of `match` are written for.

    Small letters, without folder, extension, hash and packaging words (`fp16`, `pruned`, `split einsum 6bit` …), every
    run of other marks one space: `SDXL/animagine-xl-3.1_fp16.safetensors [e3c47aedb0]` is `animagine xl 3 1`.
    """
    name = _JOINED_PACKAGING.sub(" ", name.strip()).lower()
    name = _SHOWN_HASH.sub("", name)
    name = re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    name = _EXTENSION.sub("", name)
    name = _COPY.sub("", _HUB_CACHE.sub("", name))
    name = _MARKS.sub(" ", name).strip()
    return _PACKAGING.sub("", _RUNTIME.sub("", name))


@lru_cache(maxsize=1024)
def name_in_words(name: str) -> str:
    """The form that the patterns of `kin` are written for: `plain_name`, but capitals begin a word.

    `novaAnimeXL_ilV140` is `nova anime xl il v140`, so that `il` can be told from the end of `bluePencil`.
    """
    name = re.split(r"[\\/]", _SHOWN_HASH.sub("", name.strip()).rstrip("\\/"))[-1]
    for spelling, word in _ONE_WORD:
        name = name.replace(spelling, word)
    return plain_name(_WORD_BORDER.sub(" ", name))


def is_merge(metadata: Mapping[str, str]) -> bool:
    """Whether the webui's checkpoint merger wrote this header. It keeps the parts' titles, which then mislead."""
    return any(name.startswith("sd_merge_") for name in metadata)


def _by_hash(match: Match, facts: ModelFacts) -> bool:
    """Hashes are SHA-256, whole or shortened, on both sides."""
    known = [digits.lower() for digits in match.hashes]
    return any(one.startswith(other) or other.startswith(one) for one in known for other in facts.hashes)


def _by_name(match: Match, facts: ModelFacts) -> bool:
    return any(_matches(pattern, facts.name) for pattern in match.names)


def _by_kin(match: Match, facts: ModelFacts) -> bool:
    words = name_in_words(facts.name)
    return not _NO_BASE.search(words) and any(re.fullmatch(pattern, words) for pattern in match.kin)


def _denial(profile: Profile, facts: ModelFacts) -> str | None:
    """What the header says against the profile: another architecture, or another prediction; None when nothing."""
    told = facts.metadata.get("modelspec.prediction_type", "")
    prediction = _PREDICTIONS.get(_MARKS.sub(" ", told.lower()).strip())
    if facts.metadata.get("ss_v_parameterization", "").lower() == "true":
        prediction = "v"
    if prediction and profile.settings.prediction and prediction != profile.settings.prediction:
        return say("its header says that it predicts {prediction}", prediction=prediction)
    for name in _BASE_KEYS:
        told = facts.metadata.get(name, "")
        base = next((base for base, known in _OTHER_BASES if known.search(_MARKS.sub(" ", told.lower()))), None)
        if base and base != profile.base != "any":
            return say('its header says {name} is "{value}"', name=name, value=told)
    return None


def _by_metadata(match: Match, facts: ModelFacts) -> bool:
    if is_merge(facts.metadata):
        return False
    return any(_matches(pattern, str(facts.metadata.get(name, ""))) for name, pattern in match.metadata.items())


def _matches(pattern: str, name: str) -> bool:
    return re.fullmatch(pattern, plain_name(name)) is not None


def _why_not(facts: ModelFacts, profiles: Profiles, chosen: list[Profile]) -> dict[str, str]:
    """For each profile that was not chosen: which of the facts it was held against."""
    return {name: _rejection(profile.match, facts) for name, profile in profiles.items() if profile not in chosen}


def _rejection(match: Match, facts: ModelFacts) -> str:
    compared = (
        (say("hash"), facts.hashes and match.hashes, _by_hash),
        (say("file name"), facts.name and match.names, _by_name),
        (say("metadata"), facts.metadata and match.metadata, _by_metadata),
        (say("family"), facts.name and match.kin, _by_kin),
    )
    told = [
        say("{what} fits", what=what) if fits(match, facts) else say("{what} differs", what=what)
        for what, both, fits in compared
        if both
    ]
    return joined(", ", told) if told else say("nothing to compare")
