"""What a rule tells of itself: its documentation, and the model's values that it goes by, with their sources."""

from __future__ import annotations

from ..profiles import Profile
from ..texts import joined, term
from .unit import Flags, Rule


def rule_json(rule: Rule, profile: Profile | None = None) -> dict:
    """A rule as JSON values. With a profile also `values`: path, value and the titles of the sources that vouch."""
    told = {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "about": rule.about,
        "summary": term(rule.summary),
        "doc": joined("\n\n", map(term, rule.paragraphs)),
        "fix": rule.fix,
        "mended": rule.mended,
        "thorough": rule.thorough,
        "examples": [
            {"text": one.text, "flags": isinstance(one, Flags), "profile": one.profile, "given": _given(one)}
            for one in rule.examples
        ],
    }
    if profile is None:
        return told
    whole = profile.to_json()
    return {**told, "values": [_value(path, whole, profile) for path in rule.values]}


def _given(example: Flags | object) -> dict:
    """What is set in an example, as far as JSON can say it."""
    given = getattr(example, "given", {})
    return {name: value for name, value in given.items() if isinstance(value, (str, int, float))}


def _value(path: str, whole: dict, profile: Profile) -> dict:
    value: object = whole
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return {"path": path, "value": value, "sources": [source.title for source in profile.sources_of(path)]}
