"""Search forgives typing errors, finds other names, and words that were written as one."""

from __future__ import annotations

import builtins

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.lexicon.names_build import compile_names
from prompt_tailor.lexicon.names_reader import Names
from prompt_tailor.lexicon.names_search import search
from prompt_tailor.lexicon.names_sources import file_source
from prompt_tailor.lexicon.spelling import key

ROWS = """\
honkai:_star_rail,3,90000,
hatsune_miku,4,80000,"初音ミク,初音未来"
makima_(chainsaw_man),4,9000,マキマ
ganyu_(genshin_impact),4,4000,甘雨
frieren,4,3900,フリーレン
ayanami_rei,4,3000,
gan_yi,4,20,
"""
NAMES = ["honkai: star rail", "hatsune miku", "makima (chainsaw man)", "ganyu (genshin impact)", "frieren"]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typos")
    (folder / "tags.csv").write_text(ROWS, encoding="utf-8")
    compile_names(folder / "names.sqlite3", [file_source(folder / "tags.csv")])
    return Names(folder / "names.sqlite3")


def found(names: Names, text: str) -> list[str]:
    return [one.name for one in search(names, text)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hatsnue miku", "hatsune miku"),
        ("miku hatsuen", "hatsune miku"),
        ("hatsune mku", "hatsune miku"),
        ("hastune", "hatsune miku"),
        ("makma", "makima (chainsaw man)"),
        ("freiren", "frieren"),
        ("frierenn", "frieren"),
        ("honkai star rial", "honkai: star rail"),
        ("aynami rei", "ayanami rei"),
        ("gnshin imapct", "ganyu (genshin impact)"),
        ("frier", "frieren"),
        ("freir", "frieren"),
    ],
)
def test_a_mistyped_name_is_found(names, typed, meant):
    assert found(names, typed)[0] == meant


def test_fewer_errors_come_first_and_then_the_better_known(names):
    assert found(names, "ganyi")[:1] == ["ganyu (genshin impact)"]
    assert "gan yi" in found(names, "gan yi")[:1]


@pytest.mark.parametrize("typed", ["hatsunemiku", "HatsuneMiku", "starrail"])
def test_words_written_as_one_are_found(names, typed):
    assert found(names, typed)[0] in ("hatsune miku", "honkai: star rail")


@pytest.mark.parametrize(
    ("typed", "meant", "by"),
    [
        ("甘雨", "ganyu (genshin impact)", "甘雨"),
        ("初音", "hatsune miku", "初音ミク"),
        ("ミク", "hatsune miku", "初音ミク"),
        ("フリー", "frieren", "フリーレン"),
        ("初音 ミク", "hatsune miku", "初音ミク"),
    ],
)
def test_other_names_are_found_by_a_part_of_them(names, typed, meant, by):
    (best, *_) = search(names, typed)

    assert (best.name, best.found_by) == (meant, by)


@pytest.mark.parametrize("typed", ["zzzqqq", "xx yy", "ミミミ", "ab", "hatsune zzzz"])
def test_what_is_like_nothing_finds_nothing(names, typed):
    assert found(names, typed) == []


def test_without_rapidfuzz_everything_else_works(names, monkeypatch):
    real = builtins.__import__

    def no_rapidfuzz(name, *more):
        if name.partition(".")[0] == "rapidfuzz":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", no_rapidfuzz)

    assert found(names, "hatsnue miku") == []
    assert found(names, "miku hats") == ["hatsune miku"]
    assert found(names, "甘雨") == ["ganyu (genshin impact)"]


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(NAMES), data=st.data())
def test_any_one_error_in_a_long_enough_word_is_forgiven(names, name, data):
    word = max(key(name).replace("(", " ").replace(")", " ").replace(":", " ").split(), key=len)
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    mistyped = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert name in found(names, mistyped)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=40), limit=st.integers(1, 10))
def test_any_text_may_be_searched_for(names, text, limit):
    got = search(names, text, limit)

    assert len(got) <= limit
    assert len({one.rank for one in got}) == len(got)
