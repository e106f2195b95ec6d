"""Shared fixtures: the shipped profiles and the lexicon alone, without any names index."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompt_tailor.api import Tailor
from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import Lexicon, SeriesTable
from prompt_tailor.passes import Context
from prompt_tailor.profiles import Profiles, load_profiles

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def profiles() -> Profiles:
    """The profiles that come with the project."""
    return load_profiles()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon; no names index, so that tests do not hang on an installed package."""
    return Lexicon()


@pytest.fixture(scope="session")
def context(profiles: Profiles, lexicon: Lexicon) -> Context:
    """A context for AIDXL with default choices."""
    return Context(profiles["aidxl"], Choices(), lexicon, SeriesTable(lexicon))


@pytest.fixture(scope="session")
def tailor(tmp_path_factory: pytest.TempPathFactory) -> Tailor:
    """The use cases with an empty data folder; the names index may still be building."""
    return Tailor(tmp_path_factory.mktemp("data"))
