"""Search in names as one types."""

from __future__ import annotations

import pytest

from prompt_tailor.lexicon import names_search
from prompt_tailor.lexicon.names_build import compile_names
from prompt_tailor.lexicon.names_reader import NO_NAMES, Names
from prompt_tailor.lexicon.names_search import search
from prompt_tailor.lexicon.names_sources import file_source

ROWS = """\
genshin_impact,3,90000,
hatsune_miku,4,80000,
fate/grand_order,3,70000,
ganyu_(genshin_impact),4,4000,
miku,1,300,
yuki_miku,4,250,
hatsune_miku_(append),4,200,
k-on!,3,150,
re:zero,3,140,
初音ミク,4,100,
what?_*really*,1,50,
++,1,40,
kumiko,4,30,
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    (folder / "tags.csv").write_text(ROWS, encoding="utf-8")
    compile_names(folder / "names.sqlite3", [file_source(folder / "tags.csv")])
    return Names(folder / "names.sqlite3")


@pytest.mark.parametrize("walk", [False, True], ids=["index", "walk"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hats", ["hatsune miku", "hatsune miku (append)"]),
        ("miku", ["miku", "hatsune miku", "yuki miku", "hatsune miku (append)"]),
        ("MIKU_hat", ["hatsune miku", "hatsune miku (append)"]),
        ("genshin", ["genshin impact", "ganyu (genshin impact)"]),
        (r"ganyu \(gen", ["ganyu (genshin impact)"]),
        ("grand", ["fate/grand order"]),
        ("fate/gr", ["fate/grand order"]),
        ("k-on", ["k-on!"]),
        ("zero", ["re:zero"]),
        ("初音", ["初音ミク"]),
        ("what?", ["what? *really*"]),
        ("*really", ["what? *really*"]),
        ("+", ["++"]),
        ("iko", []),
        ("hatsune wlop", []),
        ("[", []),
        ("", []),
        ("\ud800", []),
    ],
)
def test_every_typed_word_begins_a_word_of_what_is_found(names, monkeypatch, text, expected, walk):
    if walk:
        monkeypatch.setattr(names_search, "_RARE", -1)

    assert [entity.name for entity in search(names, text)] == expected


def test_a_separator_alone_finds_nothing(names):
    assert search(names, "(") == []


def test_a_kind_may_be_asked_for(names):
    assert [entity.name for entity in search(names, "miku", kind="artist")] == ["miku"]
    assert [entity.name for entity in search(names, "gens", kind="character")] == ["ganyu (genshin impact)"]
    with pytest.raises(ValueError):
        search(names, "miku", kind="vegetable")


def test_no_more_is_found_than_asked_for(names):
    assert [entity.name for entity in search(names, "miku", limit=2)] == ["miku", "hatsune miku"]
    assert search(names, "miku", limit=1)[0].name == "miku"
    assert search(names, "miku", limit=0) == []


def test_nothing_is_found_where_there_are_no_names():
    assert search(NO_NAMES, "miku") == []
