"""Works whose names are everyday words: known by their pictures, and by the characters beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prompt_tailor.choices import read_choices
from prompt_tailor.lexicon import Lexicon, SeriesTable
from prompt_tailor.lexicon.names_reader import Names
from prompt_tailor.passes import Context, Memory
from prompt_tailor.pipeline import run


@pytest.fixture(scope="module")
def knowing(names_file, context, profiles) -> Context:
    """All names, for Animagine XL 4.0, whose order has a place for the series; without its quality words."""
    lexicon = Lexicon(Names(names_file))
    choices = read_choices({"quality": "off"})
    return replace(
        context,
        profile=profiles["animagine-xl-4.0"],
        choices=choices,
        lexicon=lexicon,
        series=SeriesTable(lexicon),
        memory=Memory(),
    )


@pytest.mark.parametrize("work", ["fruits basket", "cookie run", "high school fleet", "world trigger", "type-moon"])
def test_a_well_known_work_of_several_words_is_one(knowing, work):
    assert knowing.lexicon.place(work).category.value == "series"


@pytest.mark.parametrize("word", ["golden sun", "real life", "red bull", "given", "another", "tangled", "white angel"])
def test_words_that_people_type_are_no_work(knowing, word):
    assert knowing.lexicon.place(word).category.value != "series"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("smile, golden sun, isaac (golden sun)", r"isaac \(golden sun\), golden sun, smile"),
        ("smile, golden sun, 1girl", "1girl, smile, golden sun"),
        ("lois griffin, smile, legal high", "lois griffin, legal high, smile"),
        ("1girl, smile, legal high", "1girl, smile, legal high"),
        ("fruits basket, honda tohru, 1girl", "1girl, honda tohru, fruits basket"),
    ],
)
def test_company_says_that_it_is_a_work(knowing, typed, expected):
    assert run(typed, "", knowing).positive.text == expected
    assert run(expected, "", knowing).positive.text == expected
