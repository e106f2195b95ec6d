"""Which settings are in force when the picture is made: what the answer sets, and else what the user has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from .exporters import Recipe
from .lexicon import key
from .pipeline import Fitted
from .profiles import Profile
from .request import Request
from .setup import Setup

_COPIED = frozenset(one.name for one in fields(Recipe))


def not_kept(asked: Request, settings: dict) -> dict:
    """The settings less those that stay as the user has them."""
    return {name: None if name in asked.keep else value for name, value in settings.items()}


def setup_of(asked: Request, settings: Mapping) -> Setup:
    """What will be set: what the answer sets, else what the user has."""
    answered = {name: value for name, value in settings.items() if value is not None}
    return replace(asked.setup, **answered) if answered else asked.setup


def recipe_of(asked: Request, profile: Profile, fitted: Fitted, settings: Mapping) -> Recipe:
    """What an exporter is given: the settings that are set, else those that the user has."""
    setup = setup_of(asked, settings)
    shared = {one.name: getattr(setup, one.name) for one in fields(Setup) if one.name in _COPIED}
    return Recipe(
        fitted.positive,
        fitted.negative,
        model=asked.model.name,
        model_hash=asked.model.hash or "",
        base=profile.base,
        prediction=profile.settings.prediction,
        embeddings=frozenset(key(name) for name in asked.embeddings),
        **shared,
    )
