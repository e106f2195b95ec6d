"""What is known of a character, and search as the tab, the routes and the command line give it."""

from __future__ import annotations

import json

import pytest

from prompt_tailor.api import RequestError, Tailor
from prompt_tailor.cli import main


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with a list of the user's own, and one that is broken."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "names").mkdir()
    (folder / "names" / "mine.csv").write_text("my_heroine_(my_story),4,7,\nmy_painter,1,3,\n", encoding="utf-8")
    (folder / "names" / "broken.csv").write_text("this,is,nothing\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def library(data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prompt_tailor.lexicon.names.package_sources", lambda package: [])
        made = Tailor(data, background=False)
        assert made.names.names.find("my painter")
        yield made


@pytest.fixture
def run(library, data, monkeypatch, capsys):
    monkeypatch.setattr("prompt_tailor.lexicon.names.package_sources", lambda package: [])

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(["--data", str(data), *arguments])
        return status, *capsys.readouterr()

    return command


@pytest.mark.parametrize(
    ("tag", "series", "parents", "subject"),
    [
        (r"Ganyu_\(genshin_impact\)", "genshin impact", [], "1girl"),
        ("hatsune miku", "vocaloid", [], "1girl"),
        ("firefly (honkai: star rail)", "honkai: star rail", ["honkai (series)"], "1girl"),
        ("hoshimachi suisei (1st costume)", "hololive", [], "1girl"),
        ("artoria pendragon (lancer) (fate)", "fate (series)", [], "1girl"),
    ],
)
def test_a_character_is_told_with_work_and_subject(library, tag, series, parents, subject):
    told = library.character(tag)

    assert (told["kind"], told["series"]) == ("character", series)
    assert told["parents"][: len(parents)] == parents
    assert told["subject"] == subject


def test_a_character_is_written_as_the_profile_does(library):
    told = library.character("ganyu (genshin impact)", "aidxl")

    assert told["written"][0].startswith(r"ganyu \(genshin impact\)")
    assert any(text.startswith("a girl named ganyu from genshin impact series") for text in told["written"])
    assert told["posts"] > 1000


def test_nobody_is_nobody(library):
    assert library.character("xyzzy") is None
    assert library.character("smile") is None
    with pytest.raises(RequestError, match="no such"):
        library.character("hatsune miku", "no such")


def test_a_search_tells_who_is_found(library):
    best = library.search_names("甘雨")[0]

    assert (best["name"], best["found_by"], best["series"]) == ("ganyu (genshin impact)", "甘雨", "genshin impact")
    assert library.search_names("painter my", kind="artist")[0]["name"] == "my painter"
    assert library.search_names("my", kind="series", limit=1)[0]["kind"] == "series"
    assert library.characters("stor heroi my", profile="plain")[0]["written"] == [r"my heroine \(my story\)"]
    with pytest.raises(RequestError, match="vegetable"):
        library.search_names("miku", kind="vegetable")


def test_the_command_line_searches(run):
    status, out, _ = run("names", "search", "hatsnue", "miku", "--limit", "1", "--json")
    (found,) = json.loads(out)
    assert (status, found["name"], found["series"]) == (0, "hatsune miku", "vocaloid")

    status, out, _ = run("names", "search", "ganyu", "--kind", "character")
    assert out.splitlines()[0].split("  ")[0] == "character"
    assert "ganyu (genshin impact)" in out

    status, out, error = run("names", "search", "xyzzyxyzzy")
    assert (status, out) == (0, "")
    assert "xyzzyxyzzy" in error


def test_the_command_line_tells_what_was_found_and_what_is_broken(run, data):
    status, out, _ = run("names", "status")
    assert status == 0
    assert "mine.csv: 2 names, 0 days old" in out
    assert "broken.csv was skipped: it begins with" in out
    assert str(data / "names") in out

    status, out, _ = run("--lang", "zh", "names", "status")
    assert "个名称" in out

    told = json.loads(run("names", "status", "--json")[1])
    assert {"state", "message", "path", "folder", "counts", "sources", "forgives_typing_errors"} == set(told)
    assert [source["origin"] for source in told["sources"]] == ["file", "file", "shipped", "shipped"]


def test_the_command_line_builds_anew(run, data):
    before = (data / "names.sqlite3").stat().st_mtime_ns
    status, out, _ = run("names", "build")
    assert status == 0
    assert (data / "names.sqlite3").stat().st_mtime_ns > before
    assert "characters" in out
