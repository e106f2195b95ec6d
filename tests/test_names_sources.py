"""The kinds of name files: which are known, what is read from them, and what is said of those that are not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from prompt_tailor.lexicon.names_sources import Source, file_source, package_sources, read_batches
from prompt_tailor.lexicon.names_tables import SourceError

TAGCOMPLETE = (
    '1girl,0,6008644,"1girls,sole_female"\nhatsune_miku,4,100000,"miku"\ntouhou,3,900000,\nwlop,1,3000,\nhighres,5,9,\n'
)
WD14 = (
    "tag_id,name,category,count\n9999999,general,9,807858\n470575,1girl,0,4225150\n49,ganyu_(genshin_impact),4,4300\n"
)
NOOBAI = (
    "character,copyright,trigger,core_tags,count,solo_count,url\n"
    'hatsune_miku,vocaloid,"hatsune miku, vocaloid","twintails, aqua hair",102484,70000,https://example.com/1\n'
    'ganyu_(genshin_impact),genshin_impact,"ganyu \\(genshin impact\\), genshin impact","horns",4300,,\n'
)
NOOBAI_ARTISTS = "artist,trigger,count,url\nebifurya,ebifurya,2998,https://example.com/2\n"


def names_of(path: Path) -> set[tuple[str, str, int | None]]:
    return {
        (batch.kind, name, posts)
        for batch in read_batches(file_source(path))
        for name, posts in zip(batch.names, batch.posts or [None] * len(batch.names), strict=True)
        if name
    }


def written(folder: Path, name: str, text: str, **how) -> Path:
    path = folder / name
    path.write_text(text, **{"encoding": "utf-8", "newline": "", **how})
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TAGCOMPLETE, {("character", "hatsune_miku", 100000), ("series", "touhou", 900000), ("artist", "wlop", 3000)}),
        (WD14, {("character", "ganyu_(genshin_impact)", 4300)}),
        (
            NOOBAI,
            {
                ("character", "hatsune_miku", 102484),
                ("character", "ganyu_(genshin_impact)", 4300),
                ("series", "vocaloid", None),
                ("series", "genshin_impact", None),
            },
        ),
        (NOOBAI_ARTISTS, {("artist", "ebifurya", 2998)}),
    ],
    ids=["tagcomplete", "wd14", "noobai characters", "noobai artists"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_each_kind_of_table_is_known_by_its_first_row(tmp_path, text, expected, line_end, encoding):
    path = written(tmp_path, "any name.csv", text.replace("\n", line_end), encoding=encoding)

    found = names_of(path)

    assert found == expected


@pytest.mark.parametrize(
    ("file_name", "kind"), [("characters.txt", "character"), ("copyrights.txt", "series"), ("Artist.txt", "artist")]
)
def test_a_list_with_one_name_a_line_says_in_its_file_name_what_it_lists(tmp_path, file_name, kind):
    path = written(tmp_path, file_name, "Saber\r\n\r\n甘雨\r\nlast without line end")

    assert names_of(path) == {(kind, "Saber", None), (kind, "甘雨", None), (kind, "last without line end", None)}


def test_a_long_list_comes_in_batches(tmp_path):
    names = [f"name {number}" for number in range(50_000)]
    path = written(tmp_path, "artist.txt", "\r\n".join(names))

    batches = list(read_batches(file_source(path)))

    assert len(batches) > 3
    assert [name for batch in batches for name in batch.names if name] == names


@pytest.mark.parametrize(
    ("file_name", "content", "told"),
    [
        ("quality.csv", b"masterpiece,best quality\n", "none of the known kinds"),
        ("notes.txt", b"ganyu likes flowers\n", "none of the known kinds"),
        ("empty.csv", b"", "is empty"),
        ("latin1.csv", "pok\xe9mon,3,5,\n".encode("latin-1"), "is not UTF-8 text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is not UTF-8 text"),
        ("damaged.csv", TAGCOMPLETE.encode() + b"half a line\n" * 2, "is damaged: 2 of its 7 rows"),
    ],
)
def test_a_foreign_or_broken_file_is_refused_with_one_clear_message(tmp_path, file_name, content, told):
    path = tmp_path / file_name
    path.write_bytes(content)

    with pytest.raises(SourceError, match=told):
        names_of(path)


def test_a_binary_file_with_a_list_s_name_is_refused(tmp_path):
    (tmp_path / "characters.txt").write_bytes(b"SQLite format 3\0")

    with pytest.raises(SourceError, match="not a text file"):
        names_of(tmp_path / "characters.txt")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened"):
        names_of(tmp_path / "gone.csv")


def test_a_few_damaged_rows_are_passed_over(tmp_path):
    rows = "".join(f"artist_{number},1,{number},\n" for number in range(100))
    path = written(tmp_path, "tags.csv", rows + "half a line\nno number,x,5,\nname,1,nan,\nname,1,1e999,\n")

    assert len(names_of(path)) == 100


def test_a_fingerprint_changes_with_size_time_and_version(tmp_path):
    path = written(tmp_path, "characters.txt", "ganyu\n")
    before = Source(path, "list").fingerprint()
    path.write_text("ganyu\nsaber\n", encoding="utf-8")

    assert Source(path, "list").fingerprint() != before
    assert Source(path, "list", version="2").fingerprint() != Source(path, "list", version="1").fingerprint()
    assert Source(tmp_path / "gone", "list").fingerprint()[2:] == (-1, -1)


def test_a_missing_package_has_no_sources():
    assert package_sources("a_package_that_is_not_there") == []


def test_another_package_of_that_name_has_no_sources():
    assert package_sources("json") == []


@pytest.mark.skipif(not package_sources(), reason="tipo-kgen is not installed")
def test_the_package_s_lists_are_found_without_importing_it():
    found = package_sources()

    assert [source.kind for source in found] == ["character", "series", "artist"]
    assert all(source.version and source.version in source.label for source in found)
    assert "kgen" not in sys.modules
