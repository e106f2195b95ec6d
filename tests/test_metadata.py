"""The files that the webui reads at the root of an extension."""

from __future__ import annotations

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_our_scripts_run_after_the_wildcards_are_expanded() -> None:
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "metadata.ini", encoding="utf-8")
    assert metadata.sections() == ["scripts"], "the webui ignores section names that are not lower case"
    assert metadata["scripts"]["After"] == "sd-dynamic-prompts"


def test_the_version_is_the_same_everywhere() -> None:
    import prompt_tailor

    version = f'version = "{prompt_tailor.__version__}"'
    assert version in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"## {prompt_tailor.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
