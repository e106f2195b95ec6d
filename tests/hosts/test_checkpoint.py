"""What the webui knows of its checkpoints and embeddings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("webui")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Any:
    """One checkpoint, already hashed, with metadata as the webui gives it: not all of it text."""
    from modules import sd_models

    info = sd_models.CheckpointInfo("somewhere/mine.safetensors", shorthash="95affd8c8f")
    info.metadata = {"modelspec.title": "Mine", "ss_tag_frequency": {"1girl": 3}}
    monkeypatch.setattr(sd_models, "checkpoints_list", {info.title: info})
    monkeypatch.setattr(sd_models, "checkpoint_aliases", {})
    return info


@pytest.mark.parametrize("asked", ["mine", None])
def test_the_facts_of_a_checkpoint(known: Any, asked: str | None) -> None:
    from modules import shared

    from prompt_tailor.hosts.webui.checkpoint import model_facts

    shared.opts.data["sd_model_checkpoint"] = None
    facts = model_facts(asked)
    assert facts == {
        "name": known.name,
        "hash": "95affd8c8f",
        "sha256": None,
        "metadata": {"modelspec.title": "Mine"},
    }


def test_a_checkpoint_that_is_gone_has_a_name_only(known: Any) -> None:
    from prompt_tailor.hosts.webui.checkpoint import model_facts

    assert model_facts("gone.safetensors") == {"name": "gone.safetensors"}


def test_a_job_s_unknown_checkpoint_is_the_chosen_one(known: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import sd_models, shared

    from prompt_tailor.hosts.webui.checkpoint import painting_facts

    monkeypatch.setattr(sd_models, "checkpoint_aliases", {"mine": known})
    shared.opts.data["sd_model_checkpoint"] = "chosen.safetensors"
    assert painting_facts("mine")["name"] == known.name
    assert painting_facts("gone")["name"] == painting_facts(None)["name"] == "chosen.safetensors"


def test_embeddings_are_named_by_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from modules import shared

    from prompt_tailor.hosts.webui.checkpoint import embedding_names

    (tmp_path / "sub").mkdir()
    for name in ("EasyNegative.pt", "sub/bad.safetensors", "card.PNG", "card.preview.png", "notes.txt"):
        (tmp_path / name).touch()
    monkeypatch.setattr(shared.cmd_opts, "embeddings_dir", str(tmp_path))
    assert embedding_names() == ["EasyNegative", "bad", "card"]
    monkeypatch.setattr(shared.cmd_opts, "embeddings_dir", str(tmp_path / "gone"))
    assert embedding_names() == []


def test_embeddings_are_found_where_only_the_settings_name_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in SD.Next."""
    from modules import shared

    from prompt_tailor.hosts.webui.checkpoint import embedding_names

    (tmp_path / "bad.pt").touch()
    monkeypatch.delattr(shared.cmd_opts, "embeddings_dir")
    assert embedding_names() == []
    monkeypatch.setitem(shared.opts.data, "embeddings_dir", str(tmp_path))
    assert embedding_names() == ["bad"]
