"""Name files of the webui's other extensions are found in its own folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("webui")


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from modules import paths

    monkeypatch.setattr(paths, "extensions_dir", str(tmp_path / "extensions"))
    monkeypatch.setattr(paths, "models_path", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path


def test_files_of_extensions_and_models_are_found(folders: Path) -> None:
    from prompt_tailor.hosts.webui.name_files import name_files

    tags = folders / "extensions" / "a1111-sd-webui-tagcomplete" / "tags" / "danbooru.csv"
    tagger = folders / "models" / "TaggerOnnx" / "wd" / "selected_tags.csv"
    for path in (tags, tagger):
        path.parent.mkdir(parents=True)
        path.write_text("hatsune_miku,4,5,\n", encoding="utf-8")

    assert name_files() == [tags, tagger]


def test_the_library_of_the_webui_reads_them(folders: Path, make_script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from prompt_tailor.hosts.webui import script

    path = folders / "extensions" / "tagcomplete" / "tags" / "danbooru.csv"
    path.parent.mkdir(parents=True)
    path.write_text("somebody_new_(a_story),4,5,\n", encoding="utf-8")
    monkeypatch.setattr(script, "DATA_FOLDER", folders / "data")
    monkeypatch.setattr("prompt_tailor.lexicon.names.package_sources", lambda package: [])

    library = script.Extension().tailor
    assert library.names.wait(600)

    assert library.names.find("somebody new (a story)").kind == "character"
    assert library.names_status()["sources"][0]["path"] == str(path)
