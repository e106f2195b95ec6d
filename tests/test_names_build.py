"""Compiling lists of names into the one file, and reading it back."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.lexicon.names_build import NamesFileError, are_keys, compile_names, read_contents
from prompt_tailor.lexicon.names_reader import NO_NAMES, Entity, Names
from prompt_tailor.lexicon.names_sources import Source, file_source, package_sources
from prompt_tailor.lexicon.spelling import key

LISTS = {
    "characters.txt": "hatsune miku\r\nganyu (genshin impact)\r\nqueen iona \\(adventurequest worlds\\)\r\nsaber\r\n"
    "ganyu (twilight blossom) (genshin impact)\r\nganyu (beast)\r\n",
    "copyrights.txt": "genshin impact\r\nvocaloid\r\nsaber\r\n",
    "artist.txt": "wlop\r\nsaber\r\n|6l6b\r\n",
}


def sources_in(folder: Path, files: dict[str, str] | None = None) -> list[Source]:
    folder.mkdir(exist_ok=True)
    found = []
    for name, text in (LISTS if files is None else files).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        found.append(file_source(folder / name))
    return found


def names_from(folder: Path, files: dict[str, str] | None = None) -> Names:
    path = folder / "names.sqlite3"
    compile_names(path, sources_in(folder / "lists", files))
    return Names(path)


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_name_is_found_by_its_key(tmp_path):
    names = names_from(tmp_path)

    assert names.find(key(r"Ganyu_\(Genshin_Impact\)")) == Entity(
        "character", "ganyu (genshin impact)", 3, "characters.txt"
    )
    assert names.find("queen iona (adventurequest worlds)").name == "queen iona (adventurequest worlds)"
    assert names.find("|6l6b").kind == "artist"
    assert names.find("nobody at all") is None


def test_the_best_kind_comes_first(tmp_path):
    names = names_from(tmp_path)

    assert names.find("saber").kind == "character"
    assert [entity.kind for entity in names.find_all("saber")] == ["character", "series", "artist"]


def test_a_base_name_finds_what_differs_in_the_last_parenthesis_only(tmp_path):
    names = names_from(tmp_path)

    assert [entity.name for entity in names.find_by_base("ganyu")] == ["ganyu (genshin impact)", "ganyu (beast)"]
    assert [entity.name for entity in names.find_by_base("ganyu (twilight blossom)")] == [
        "ganyu (twilight blossom) (genshin impact)"
    ]
    assert names.find_by_base("gany") == []


@pytest.mark.parametrize("odd", ["", " ", "\0", "\ud800", "'; DROP TABLE name; --", "a" * 100_000, "%", "*"])
def test_any_text_may_be_asked_for(tmp_path, odd):
    names = names_from(tmp_path)

    assert names.find(odd) is None
    assert names.find_by_base(odd) == []
    assert names.problem is None


def test_letters_keep_their_case_in_the_name_but_not_in_the_key(tmp_path):
    names = names_from(tmp_path, {"characters.txt": "Rem_(Re:Zero)\n初音ミク\nＳａｂｅｒ\n"})

    assert names.find("rem (re:zero)").name == "Rem (Re:Zero)"
    assert names.find(key("初音ミク")).name == "初音ミク"
    assert names.find("saber").name == "Ｓａｂｅｒ"


def test_nobody_is_known_without_a_file():
    assert NO_NAMES.find("saber") is None
    assert NO_NAMES.problem is None


def test_a_missing_file_is_a_problem_and_no_exception(tmp_path):
    told = []
    names = Names(tmp_path / "names.sqlite3", on_broken=told.append)

    assert names.find("saber") is None
    assert names.find("saber") is None
    assert "cannot be read" in names.problem.message
    assert told == [names]


def test_after_closing_nothing_is_found(tmp_path):
    names = names_from(tmp_path)
    assert names.find("saber")

    names.close()
    names.close()

    assert names.find("saber") is None
    assert names.problem is None


def test_threads_may_share_a_reader(tmp_path):
    listed = [f"name {number}" for number in range(2000)]
    names = names_from(tmp_path, {"artist.txt": "\n".join(listed)})
    missed = []

    def look_up_all() -> None:
        missed.extend(name for name in listed if names.find(name) is None)

    threads = [threading.Thread(target=look_up_all) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert missed == []


def test_a_path_may_hold_what_a_uri_may_not(tmp_path):
    folder = tmp_path / "a b?c#d%41 é"
    folder.mkdir()

    assert names_from(folder).find("saber")


# --- compiling --------------------------------------------------------------------------------------------------------


def test_of_equal_names_the_counted_one_stays_and_counted_ones_rank_first(tmp_path):
    names = names_from(
        tmp_path,
        {"characters.txt": "first\nsecond\nthird\n", "tags.csv": "third,4,70,\nsecond,4,900,\nfirst,1,5,\nnew,4,1,\n"},
    )

    ranked = names.select("ORDER BY name.rank")

    assert [(entity.name, entity.kind, entity.posts) for entity in ranked] == [
        ("second", "character", 900),
        ("third", "character", 70),
        ("first", "artist", 5),
        ("new", "character", 1),
        ("first", "character", None),
    ]
    assert names.find("second").source == "tags.csv"


def test_the_same_name_twice_in_one_list_is_one(tmp_path):
    contents = compile_names(
        tmp_path / "names.sqlite3",
        sources_in(tmp_path / "lists", {"characters.txt": "iona \\(aqw\\)\niona (aqw)\niona (aqw)\n"}),
    )

    assert contents.counts == {"character": 1, "series": 0, "artist": 0}


def test_the_file_remembers_what_it_was_made_from(tmp_path):
    path = tmp_path / "names.sqlite3"
    sources = sources_in(tmp_path / "lists")
    compile_names(path, sources)

    contents = read_contents(path)

    assert contents.counts == {"character": 6, "series": 3, "artist": 3}
    assert [record.names for record in contents.sources] == [6, 3, 3]
    assert contents.made_from(sources)
    assert not contents.made_from(sources[:2])
    sources[0].path.write_text("somebody else", encoding="utf-8")
    assert not contents.made_from(sources)


def test_a_bad_source_is_skipped_and_noted(tmp_path):
    rows = "".join(f"artist_{number},1,{number},\n" for number in range(5000))
    contents = compile_names(
        tmp_path / "names.sqlite3",
        sources_in(
            tmp_path / "lists",
            {
                "foreign.csv": "masterpiece,best quality\n",
                "characters.txt": "saber\n",
                "broken at the end.csv": rows + "half a line\n" * 1000,
                "general.csv": "1girl,0,5,\n",
            },
        ),
    )

    assert contents.counts == {"character": 1, "series": 0, "artist": 0}
    foreign, fine, broken, general = (record.problem for record in contents.sources)
    assert "foreign.csv was skipped: it begins with 'masterpiece,best quality'" in foreign
    assert fine is None
    assert "is damaged: 1,000 of its 6,000 rows" in broken
    assert "has no names of characters, series or artists" in general


def test_progress_goes_from_nothing_to_all(tmp_path):
    heard = []

    compile_names(
        tmp_path / "names.sqlite3",
        sources_in(tmp_path / "lists"),
        lambda fraction, message: heard.append((fraction, message)),
    )

    fractions = [fraction for fraction, _ in heard]
    assert fractions[0] == 0 and fractions[-1] == 1 and fractions == sorted(fractions)
    assert all(message for _, message in heard)


def test_nothing_but_the_file_is_left_behind(tmp_path):
    names_from(tmp_path).find("saber")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["lists", "names.sqlite3"]


def test_what_a_killed_build_left_behind_is_removed_when_it_is_old(tmp_path):
    killed, at_work = tmp_path / "names.sqlite3.1.part", tmp_path / "names.sqlite3.2.part"
    killed.write_bytes(b"half")
    at_work.write_bytes(b"half")
    os.utime(killed, (1_000_000_000, 1_000_000_000))

    names_from(tmp_path)

    assert not killed.exists()
    assert at_work.exists()


def test_a_failed_build_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "names.sqlite3"
    sources = sources_in(tmp_path / "lists")
    compile_names(path, sources)
    before = path.read_bytes()

    def refuse() -> None:
        raise PermissionError("another program reads it")

    with pytest.raises(NamesFileError, match="in use by another program"):
        compile_names(path, sources, release=refuse)

    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["lists", "names.sqlite3"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(NamesFileError, match="cannot be written"):
        compile_names(tmp_path / "file" / "names.sqlite3", sources_in(tmp_path / "lists"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes() + b"\0" * 100),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database at all" * 1000),
        lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 99"),
        lambda path: (path.unlink(), sqlite3.connect(path).execute("CREATE TABLE other (x)")),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["half", "longer", "empty", "no database", "another version", "another database", "gone", "folder"],
)
def test_an_unsound_file_is_recognised(tmp_path, spoil):
    path = tmp_path / "names.sqlite3"
    compile_names(path, sources_in(tmp_path / "lists"))
    read_contents(path)

    spoil(path)

    with pytest.raises(NamesFileError):
        read_contents(path)


# --- properties -------------------------------------------------------------------------------------------------------

LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), max_size=30)
LINES = st.lists(LINE, max_size=8)
NEARLY_PLAIN = st.lists(st.text("ab 1(_\\\t\x1c:|Z\xa0", max_size=8), max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("property")


@settings(deadline=None)
@given(LINES)
def test_every_name_written_is_found_by_its_key(folder, lines):
    names = names_from(folder, {"characters.txt": "\n".join(lines)})
    try:
        assert all(names.find(key(line)).kind == "character" for line in lines if key(line))
    finally:
        names.close()


@given(st.one_of(LINES, NEARLY_PLAIN))
def test_the_quick_way_gives_the_same_keys(lines):
    assert not are_keys(lines) or [key(line) for line in lines] == lines


# --- the real lists ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not package_sources(), reason="tipo-kgen is not installed")
def test_the_real_lists(names_file):
    contents = read_contents(names_file)
    names = Names(names_file)

    assert contents.counts["character"] > 300_000
    assert contents.counts["artist"] > 500_000
    assert names.find("hatsune miku").kind == "character"
    assert names.find("genshin impact").kind == "series"
    assert names.find("yoneyama mai").kind == "artist"
    assert names.find_by_base("ganyu")[0].name == "ganyu (genshin impact)"
    assert names_file.stat().st_size < 120e6
