"""The files that the webui reads at the root of an extension."""

from __future__ import annotations

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_our_scripts_run_between_those_that_make_prompts_and_those_that_take_them_apart() -> None:
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "metadata.ini", encoding="utf-8")
    assert metadata.sections() == ["scripts"], "the webui ignores section names that are not lower case"
    order = {name: metadata["scripts"][name].split(", ") for name in ("After", "Before")}
    assert {"sd-dynamic-prompts", "stable-diffusion-webui-wildcards", "z-tipo-extension"} <= {*order["After"]}
    assert "sd-webui-regional-prompter" in order["Before"] and not {*order["After"]} & {*order["Before"]}
    # The webui compares them to the folders' names in lower case, and finds nothing otherwise.
    assert all(name == name.lower() for names in order.values() for name in names)


def test_the_version_is_the_same_everywhere() -> None:
    import prompt_tailor

    version = f'version = "{prompt_tailor.__version__}"'
    assert version in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"## {prompt_tailor.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
