"""People described one after the other keep what is said of them, also where the rest of the line is put in order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.lexicon import key
from prompt_tailor.passes import Memory
from prompt_tailor.pipeline import run
from prompt_tailor.syntax import atoms, parse

WITH_ORDER = ["aidxl", "animagine-xl-4.0", "noobai-xl-eps", "artiwaifu-2.0"]
COUNTS = ["1girl", "1boy", "1other"]
NAMES = ["hatsune miku", "megurine luka", "kaito (vocaloid)", "artoria pendragon (fate)", "xyzzy's daughter"]
COLOURS = ["red", "blue", "green", "black", "white", "pink", "yellow"]
OTHERS = [
    "night",
    "best quality",
    "upper body",
    "simple background",
    "depth of field",
    "forest",
    "by wlop",
    "christmas",
]


def tags(text: str) -> list[str]:
    return [key(atom.tag.text) for part in parse(text).parts for atom in atoms(part)]


def fitted(text: str, context, profiles, profile: str) -> str:
    return run(text, "", replace(context, profile=profiles[profile], memory=Memory())).positive.text


@pytest.mark.parametrize("profile", WITH_ORDER)
@pytest.mark.parametrize(
    ("text", "together"),
    [
        (
            "night, 1girl, red hair, white dress, 1boy, blue hair, glasses, best quality",
            [["1girl", "red hair", "white dress"], ["1boy", "blue hair", "glasses"]],
        ),
        (
            "2girls, hatsune miku, twintails, aqua hair, megurine luka, pink hair, stage",
            [["hatsune miku", "twintails", "aqua hair"], ["megurine luka", "pink hair"]],
        ),
        (
            "(1girl, red eyes, cat ears:1.2), (1boy, black eyes), night, forest",
            [["1girl", "red eyes", "cat ears"], ["1boy", "black eyes"]],
        ),
    ],
)
def test_everybody_keeps_what_is_theirs(text, together, profile, context, profiles):
    found = tags(fitted(text, context, profiles, profile))
    for person in together:
        start = found.index(person[0])
        assert set(found[start : start + len(person)]) == set(person), found


@pytest.mark.parametrize("profile", WITH_ORDER)
def test_a_line_keeps_what_another_line_says_too(profile, context, profiles):
    text = "2girls, forest\n1girl, red hair, smile\n1girl, blue hair, smile"
    fit = fitted(text, context, profiles, profile)
    assert [line.count("1girl") + line.count("smile") for line in fit.split("\n")] == [0, 2, 2]


def test_a_list_by_the_alphabet_describes_nobody(context, profiles):
    text = "black hair, forest, hatsune miku, jacket, long hair, megurine luka, night, red eyes, white hair"
    found = tags(fitted(text, context, profiles, "aidxl"))
    assert found[:2] == ["hatsune miku", "megurine luka"]


def test_one_person_is_put_in_order_as_ever(context, profiles):
    text = "1girl, long hair, night, hatsune miku, green eyes, twintails"
    assert tags(fitted(text, context, profiles, "aidxl"))[:4] == ["1girl", "hatsune miku", "night", "long hair"]


person = st.tuples(
    st.sampled_from([*COUNTS, *NAMES]),
    st.lists(
        st.builds("{} {}".format, st.sampled_from(COLOURS), st.sampled_from(["hair", "eyes", "dress"])), max_size=3
    ),
    st.lists(st.sampled_from([*OTHERS, "smile", "holding sword"]), max_size=2),
).map(lambda parts: [parts[0], *parts[1], *parts[2]])


@settings(max_examples=150, deadline=None)
@given(
    before=st.lists(st.sampled_from(OTHERS), max_size=2),
    people=st.lists(person, min_size=1, max_size=4),
    profile=st.sampled_from(WITH_ORDER),
)
def test_twice_is_once(before, people, profile, context, profiles):
    text = ", ".join([*before, *(tag for one in people for tag in one)])
    once = fitted(text, context, profiles, profile)
    assert fitted(once, context, profiles, profile) == once
