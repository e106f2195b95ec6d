"""The user's own profile files: checked, written whole, put aside, and never anything outside their folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.profiles import Profiles, load_profiles
from prompt_tailor.profiles.edit import EditError, changed, copy_of
from prompt_tailor.profiles.own import BACKUPS, OwnProfileError, OwnProfiles, free_id
from prompt_tailor.profiles.places import line_of

MISTAKES = """\
id = "mine"
name = 3
version = "1"
base = "sdxl"
[settings]
sampler = "Euler a"
cfgg = 3
[[order]]
categories = ["artits"]
place = "open"
[[order]]
place = "nowhere"
rest = true
[[sources]]
id = "own"
title = "x"
says = "x"
for = [
  "settings",
  "ordr",
]
"""


@pytest.fixture
def own(tmp_path: Path) -> OwnProfiles:
    return OwnProfiles(tmp_path / "profiles")


@pytest.fixture
def copy(profiles: Profiles) -> str:
    return copy_of(profiles["aidxl"].to_json(), "mine")


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_copy_is_a_sound_profile_that_does_the_same(own: OwnProfiles, copy: str, profiles: Profiles) -> None:
    profile = own.check(copy).profile
    assert (profile.id, profile.order, profile.settings) == (
        "mine",
        profiles["aidxl"].order,
        profiles["aidxl"].settings,
    )
    assert profile.licence == profiles["aidxl"].licence


@pytest.mark.parametrize("name", list(load_profiles()))
def test_every_shipped_profile_can_be_copied(own: OwnProfiles, profiles: Profiles, name: str) -> None:
    assert own.check(copy_of(profiles[name].to_json(), f"{name}-own")).mistakes == ()


def test_a_saved_profile_is_used_like_any_other(own: OwnProfiles, copy: str) -> None:
    assert own.save(copy) == "mine.toml"
    assert "mine" in load_profiles(Path(__file__).parents[1] / "profiles", own.folder)


def test_what_is_replaced_or_deleted_is_kept(own: OwnProfiles, copy: str) -> None:
    own.save(copy)
    own.save(copy + "# second\n", "mine.toml")
    own.delete("mine.toml")
    assert own.files() == []
    kept = sorted((own.folder / BACKUPS).iterdir())
    assert [path.read_text(encoding="utf-8") for path in kept] == [copy, copy + "# second\n"]


def test_only_so_many_backups_are_kept(own: OwnProfiles, copy: str) -> None:
    own.save(copy)
    for number in range(30):
        own.save(f"{copy}# {number}\n", "mine.toml")
    kept = sorted((own.folder / BACKUPS).iterdir())
    assert len(kept) == 20
    assert kept[-1].read_text(encoding="utf-8").endswith("# 28\n")


def test_a_new_profile_never_replaces_one(own: OwnProfiles, copy: str) -> None:
    own.save(copy)
    with pytest.raises(OwnProfileError, match="is there already"):
        own.save(copy + "# other\n")
    assert own.text("mine.toml") == copy


def test_a_profile_with_mistakes_is_not_written(own: OwnProfiles) -> None:
    with pytest.raises(OwnProfileError, match="it was not saved"):
        own.save(MISTAKES)
    assert not own.folder.exists()


def test_all_mistakes_are_told_with_their_lines(own: OwnProfiles) -> None:
    found = {mistake.path: mistake.line for mistake in own.check(MISTAKES).mistakes}
    assert found["name"] == 2
    assert found["settings.cfgg"] == 7
    assert found["order[0].categories[0]"] == 9
    assert found["order[1].place"] == 12
    assert found["sources[0].for[1]"] == 20


def test_a_mistake_of_toml_tells_its_line(own: OwnProfiles) -> None:
    (mistake,) = own.check('id = "a"\nname = "b\n').mistakes
    assert mistake.line == 2


def test_a_broken_file_can_still_be_read(own: OwnProfiles) -> None:
    own.folder.mkdir()
    (own.folder / "broken.toml").write_bytes(b"\xef\xbb\xbfid = \xff\r\n")
    assert own.files() == ["broken.toml"]
    assert own.text("broken.toml") == "id = \ufffd\n"


BAD_NAMES = ["../x.toml", "..\\x.toml", "a/b.toml", "/x.toml", "C:x.toml", "x.txt", ".toml", ".x.toml", "con.toml"]
BAD_NAMES += ["NUL.toml", "com1.a.toml", "x.toml\x00", "x.toml/", "", "x\n.toml", "ä.toml", "a" * 90 + ".toml"]


@pytest.mark.parametrize("file", BAD_NAMES)
def test_nothing_outside_the_folder_is_touched(own: OwnProfiles, copy: str, tmp_path: Path, file: str) -> None:
    (tmp_path / "x.toml").write_text("id = 1\n", encoding="utf-8")
    own.folder.mkdir()
    before = everything_in(tmp_path)
    for act in (own.text, own.delete, *([lambda name: own.save(copy, name)] if file else [])):
        with pytest.raises(OwnProfileError):
            act(file)
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("name", ["../../x", "..", "con", "a/b", "/etc/x", "x\\y"])
def test_an_id_cannot_lead_outside_the_folder(own: OwnProfiles, copy: str, tmp_path: Path, name: str) -> None:
    with pytest.raises(OwnProfileError):
        own.save(copy.replace('id = "mine"', f"id = '{name}'", 1))
    assert everything_in(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_not_followed(own: OwnProfiles, copy: str, tmp_path: Path) -> None:
    own.folder.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (own.folder / "mine.toml").symlink_to(tmp_path / "secret")
    for act in (own.text, own.delete, lambda name: own.save(copy, name)):
        with pytest.raises(OwnProfileError):
            act("mine.toml")
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "secret"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root and Windows write anyway")
def test_a_folder_that_cannot_be_written_is_told(own: OwnProfiles, copy: str) -> None:
    own.folder.mkdir()
    own.folder.chmod(0o500)
    with pytest.raises(OwnProfileError):
        own.save(copy)


def test_a_failing_write_leaves_the_old_file(own: OwnProfiles, copy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own.save(copy)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OwnProfileError, match="No space left"):
        own.save(copy + "# more\n", "mine.toml")
    monkeypatch.undo()
    assert own.text("mine.toml") == copy
    assert all(not name.endswith(".part") for name in everything_in(own.folder))


def test_a_free_id_is_found() -> None:
    assert free_id("a", ["b"]) == "a"
    assert free_id("a", ["a", "a-2"]) == "a-3"


# --- the form ---------------------------------------------------------------------------------------------------------

tomlkit = pytest.importorskip("tomlkit")


def test_a_change_leaves_everything_else(own: OwnProfiles, copy: str) -> None:
    text = changed("# mine\n" + copy + "# the end\n", {"settings.sampler": "DPM++ 2M", "settings.cfg.value": 8})
    assert text.startswith("# mine\n") and "# the end\n" in text
    profile = own.check(text).profile
    assert (profile.settings.sampler, profile.settings.cfg.value) == ("DPM++ 2M", 8)


def test_a_change_that_is_taken_back_is_taken_over_again(own: OwnProfiles, copy: str, profiles: Profiles) -> None:
    text = changed(changed(copy, {"settings.sampler": "DDIM"}), {"settings.sampler": None})
    assert own.check(text).profile.settings.sampler == profiles["aidxl"].settings.sampler


def test_tables_and_lists_can_be_set(own: OwnProfiles, copy: str) -> None:
    slots = [{"categories": ["subject"], "place": "open"}, {"categories": ["meta"], "rest": True}]
    changes = {
        "order": slots,
        "quality.add": ["masterpiece", {"text": "best", "weight": 1.3}],
        "match.names": ["my ?model"],
    }
    profile = own.check(changed(copy, changes)).profile
    assert [slot.rest for slot in profile.order] == [False, True]
    assert [(word.text, word.weight) for word in profile.quality.add] == [("masterpiece", None), ("best", 1.3)]
    assert profile.match.names == ("my ?model",)


@pytest.mark.parametrize("changes", [{"id.x": 1}, {"settings.sampler.x": 1}])
def test_a_path_through_a_value_is_told(copy: str, changes: dict) -> None:
    with pytest.raises(EditError, match="cannot be set"):
        changed(changed(copy, {"settings.sampler": "DDIM"}), changes)


def test_a_text_that_is_no_toml_is_told() -> None:
    with pytest.raises(EditError, match="no TOML yet"):
        changed("id = ", {"name": "x"})


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_any_text_can_be_a_value(value: str) -> None:
    own = OwnProfiles(Path("nowhere"))
    base = copy_of({"id": "aidxl", "name": value, "base": "sdxl", "summary": value}, "mine")
    text = changed(base, {"negative.recommended": value})
    profile = own.check(text).profile
    assert profile is not None
    assert (profile.name, profile.negative.recommended) == (f"{value} (own)", value)


def test_a_line_is_found_for_what_is_missing() -> None:
    text = "[settings]\nsampler = 1\n\n[negative]\nnote = 2\n"
    assert line_of(text, "negative.recommended") == 4
    assert line_of(text, "nowhere") == 1
