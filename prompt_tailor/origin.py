"""Which model a prompt is fitted to, and which it was written for: as the request says, else as its words tell."""

from __future__ import annotations

from dataclasses import replace

from .diagnostics import Diagnostic, Severity
from .passes import Context
from .passes.foreign import likely_family
from .pipeline import Fitted
from .profiles import Detection, ModelFacts, Profile, Profiles, detect
from .request import Request
from .syntax import parse
from .texts import say

UNKNOWN_SOURCE = "P902"
"""The code of the hint that nobody knows the model that a request says its prompt was written for."""


def origin_of(asked: Request, profiles: Profiles) -> tuple[Detection | None, list[Diagnostic]]:
    """The profile that the request's `from` means, by its id or as a checkpoint; None with a hint when nobody knows."""
    told = asked.written_for
    if told is None:
        return None, []
    if isinstance(told, str) and told in profiles:
        return Detection(told, say("chosen by the user"), "chosen"), []
    found = detect(ModelFacts(told) if isinstance(told, str) else told, profiles)
    if found.how != "fallback":
        return found, []
    message = say(
        'from: {reason} ("{model}"); its words are told by themselves.',
        reason=found.reason,
        model=told if isinstance(told, str) else told.name,
    )
    return None, [Diagnostic(UNKNOWN_SOURCE, Severity.HINT, message)]


def origin_json(origin: Detection | None, fitted: Fitted, context: Context) -> dict | None:
    """What a prompt was written for, as JSON; None where it holds no other model's words and nothing was said."""
    if origin is not None:
        name = context.source.name if context.source else origin.profile_id
        return {"profile": origin.profile_id, "name": name, "reason": origin.reason, "how": origin.how}
    for step in fitted.steps:
        if step.name == "translate_words":
            side = replace(context, positive=step.where == "prompt")
            family = likely_family(parse(step.before, side.positive), side)
            if family is not None:
                card = family.profile
                return {"profile": card.id, "name": card.name, "reason": say("by its words"), "how": "words"}
    return None


def detection_json(detection: Detection | None, profile: Profile) -> dict:
    """The profile in use as JSON: how it was found, and why."""
    if detection is None:
        return {"profile": profile.id, "reason": say("chosen by the user"), "how": "chosen"}
    told = {"profile": detection.profile_id, "reason": detection.reason, "how": detection.how}
    return {**told, "rivals": list(detection.rivals)} if detection.rivals else told
