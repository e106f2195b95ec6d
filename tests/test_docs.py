"""The generated parts of the documents are up to date, and the commands they show exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from prompt_tailor.api import Tailor

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def test_generated_parts_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.write_docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [*DOCUMENTS, "README.zh.md"])
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert all((ROOT / link).exists() for link in links)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_name_files_that_exist(name: str) -> None:
    files = re.findall(r"^(?:python|bash) (\S+\.py|\S+/run)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert files
    assert all((ROOT / file).is_file() for file in files)


def test_the_chinese_readme_shows_what_comes_out(tailor: Tailor) -> None:
    tailor.names.wait(600)
    typed, fitted, *_ = re.findall(
        r"^```\n(.*?)\n```$", (ROOT / "README.zh.md").read_text(encoding="utf-8"), re.M | re.S
    )
    assert tailor.rewrite({"prompt": typed, "profile": "animagine-xl-4.0"})["prompt"] == fitted
