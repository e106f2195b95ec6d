"""Words that mean different things in different company, in whatever order the tags stand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from prompt_tailor.lexicon import Category
from prompt_tailor.passes import Memory, in_company
from prompt_tailor.pipeline import run
from prompt_tailor.syntax import atoms, parse

READINGS = [
    ("1girl, bow, long hair", "bow", "accessories"),
    ("1girl, bow, long hair, quiver", "bow", "items"),
    ("1girl, bow, (holding arrow:1.2)", "bow", "items"),
    ("1girl, v, hand up", "v", "action"),
    ("1boy, v, devil may cry 5", "v", "character"),
    ("orange, basket", "orange", "items"),
    ("orange, blue, white", "orange", "theme"),
    ("1girl, rain, umbrella", "rain", "secondary_environment"),
    ("1girl, amber, necklace", "amber", "accessories"),
    ("1girl, amber, genshin impact", "amber", "character"),
    ("2girls, amber, ganyu (genshin impact)", "amber", "character"),
    ("1girl, wave, ocean", "wave", "secondary_environment"),
    ("1girl, wave, hand up", "wave", "action"),
    ("1boy, knight, horse", "knight", "clothing"),
    ("knight, chessboard", "knight", "items"),
    ("1girl, sketch", "sketch", "style"),
    ("1girl, sketch, easel", "sketch", "items"),
    ("1girl, comic, speech bubble", "comic", "style"),
    ("1girl, comic, bookshelf", "comic", "items"),
    ("1boy, general, battlefield", "general", "clothing"),
    ("1boy, general, soldiers", "general", "clothing"),
    ("1girl, general, hat", "general", "rating"),
    ("1girl, safe, vault", "safe", "items"),
]


def category_of(word: str, prompt: str, context) -> Category:
    parsed = parse(prompt)
    here = in_company(parsed, context)
    return next(here.place(atom.tag).category for part in parsed.parts for atom in atoms(part) if atom.tag.text == word)


@pytest.mark.parametrize(("prompt", "word", "category"), READINGS)
def test_company_decides(prompt, word, category, context):
    assert category_of(word, prompt, context).value == category


@pytest.mark.parametrize(("prompt", "word", "category"), READINGS)
def test_order_makes_no_difference(prompt, word, category, context):
    tags = prompt.split(", ")
    for seed in range(5):
        shuffled = random.Random(seed).sample(tags, len(tags))
        assert category_of(word, ", ".join(shuffled), context).value == category


@pytest.mark.parametrize(("prompt", "word", "category"), READINGS)
def test_twice_is_once(prompt, word, category, context):
    once = run(prompt, "", context).positive.text
    assert run(once, "", context).positive.text == once


def test_what_a_pass_merges_is_still_company(context):
    assert category_of("bow", "bow, holding arrow", context) is Category.ITEMS
    assert category_of("old", "old, full beard", context) is Category.RACE


def test_years_are_years_only_where_the_model_has_them(context, profiles):
    with_years = replace(context, profile=profiles["animagine-xl-3.1"], memory=Memory())
    without = replace(context, profile=profiles["plain"], memory=Memory())
    for word in ("recent", "mid", "early", "old"):
        assert category_of(word, f"1girl, {word}", without) is Category.UNKNOWN
    assert category_of("old", "1boy, old, beard", without) is Category.RACE
    assert category_of("recent", "1girl, recent", with_years) is Category.YEAR
    assert category_of("mid", "1girl, mid", with_years) is Category.YEAR


def test_a_whole_name_is_not_short_for_another_form_of_it(tailor):
    fitted = tailor.rewrite({"prompt": "smile, kirisame_marisa", "profile": "animagine-xl-4.0"})
    assert fitted["prompt"].startswith("kirisame marisa, touhou, smile")
