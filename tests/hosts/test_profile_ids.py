"""The ids for the menus, read without loading the profiles."""

from __future__ import annotations

from pathlib import Path

from prompt_tailor.hosts.profile_ids import profile_ids
from prompt_tailor.profiles import Profiles
from prompt_tailor.shipped import shipped


def test_the_shipped_profiles_are_all_found(profiles: Profiles) -> None:
    assert profile_ids([shipped("profiles")]) == sorted(profiles)


def test_users_own_profiles_are_among_them_once(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('id = "mine"\n', encoding="utf-8")
    (tmp_path / "also.toml").write_text('id = "aidxl"\n', encoding="utf-8")
    found = profile_ids([shipped("profiles"), tmp_path, tmp_path / "not there"])
    assert "mine" in found and found.count("aidxl") == 1


def test_families_and_files_without_an_id_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('id = "family"\nfamily = true\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('name = "x"\n[[sources]]\nid = "a-source"\n', encoding="utf-8")
    (tmp_path / "c.toml").write_bytes(b"\xff\xfe broken")
    assert profile_ids([tmp_path]) == []
