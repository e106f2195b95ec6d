"""Other spellings of a tag lead to it; tags, names and free words stay."""

from __future__ import annotations

import pytest

from prompt_tailor.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("thigh highs", "thighhighs"),
        ("1 girl", "1girl"),
        ("masterpeice", "masterpiece"),
        ("gray skirt", "grey skirt"),
        ("multicoloured hair", "multicolored hair"),
        ("plate armour", "plate armor"),
        ("black glove", "black gloves"),
        ("red ribbons", "red ribbon"),
        ("t shirt", "t-shirt"),
        ("rain coat", "raincoat"),
        ("cowboy-shot", "cowboy shot"),
        ("black stockings", "black thighhighs"),
        ("red tie", "red necktie"),
        ("hand on hip", "hand on own hip"),
        ("red dresses", "red dress"),
        ("hair buns", "double bun"),
    ],
)
def test_leads_to_the_tag(lexicon, typed, tag):
    assert lexicon.alias(typed) == tag
    assert lexicon.alias(tag) is None
    assert lexicon.place(typed).category is lexicon.place(tag).category


@pytest.mark.parametrize(
    "typed", ["blue bird", "green house", "fox tails", "pig tails", "cat heads", "blinds", "suites", "scares", "stitch"]
)
def test_what_means_something_else_is_no_other_spelling(lexicon, typed):
    assert lexicon.alias(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["1girl", "glasses", "short pants with lace", "no body", "xyzzy", "film noirs", "hatsune miku", "ass", "2girls"],
)
def test_stays(lexicon, typed):
    assert lexicon.alias(typed) is None
