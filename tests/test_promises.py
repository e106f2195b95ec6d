"""The three promises: nothing is lost, twice is once, nothing stops a picture."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import key, letters
from prompt_tailor.passes import Change, Context, Memory, Pass, Side, Stage
from prompt_tailor.pipeline import Fitted, _Side, run
from prompt_tailor.profiles import load_profiles
from prompt_tailor.syntax import ADDED, Kind, atoms, parse
from tests.conftest import ROOT
from tests.prompts import UGLY, prompts
from tests.webui_reading import networks, sections, weighted_letters

PROFILES = list(load_profiles())
REAL = ROOT.parent / "shared" / "data" / "prompts.jsonl"


def choices() -> st.SearchStrategy[Choices]:
    return st.builds(
        Choices,
        order=st.sampled_from(["full", "lead", "off"]),
        quality=st.sampled_from(["recommended", "off", ("masterpiece", "best quality")]),
        negative=st.sampled_from(["recommended", "off"]),
        rating=st.sampled_from([None, "safe", "explicit, nsfw"]),
        year=st.sampled_from([None, "newest", "year 2023"]),
        series=st.sampled_from(["on", "off"]),
        character_form=st.sampled_from([None, None, "tag", "sentence"]),
        merge_broader=st.booleans(),
        translate=st.sampled_from([True, True, False]),
        keep_words=st.sampled_from([(), (), ("score_9", "newest")]),
    )


def fit(text: str, negative: str, context: Context, profiles, profile: str, chosen: Choices | None = None) -> Fitted:
    return run(
        text, negative, replace(context, profile=profiles[profile], choices=chosen or Choices(), memory=Memory())
    )


def own_and_typed(fitted: Fitted) -> Counter:
    """Each typed tag that is still there, by its letters, with its weight."""
    return Counter(
        (letters(atom.tag.text), round(atom.weight, 9))
        for part in fitted.positive.parts
        for atom in atoms(part)
        if atom.tag.at != ADDED
    )


def assert_nothing_lost(text: str, fitted: Fitted) -> None:
    """Every typed tag is there with its weight, or is named as merged, dropped, respelled or translated."""
    typed = Counter(
        (letters(atom.tag.text), round(atom.weight, 9)) for part in parse(text).parts for atom in atoms(part)
    )
    notes = [note for step in fitted.steps if step.where == "prompt" for note in step.notes]
    accounted = Counter(letters(note.text) for note in notes if note.action in ("merged", "dropped"))
    renamed = sum(note.action in ("respelled", "translated") for note in notes)
    missing = typed - own_and_typed(fitted)
    for (word, _), count in missing.items():
        named = min(count, accounted[word])
        accounted[word] -= named
        renamed -= count - named
    assert renamed >= 0, f"lost without a word: {missing}"
    after = fitted.positive.text
    assert after.count("\n") >= text.count("\n")
    assert comments(text) <= comments(after)
    assert Counter(networks(text)) == Counter(networks(after))
    for opaque in re.findall(r"__[^\s,<>#]+?__", text):
        assert opaque in after


def comments(text: str) -> Counter:
    return Counter(found.rstrip() for found in re.findall(r"#[^\n]*", text))


@settings(max_examples=300, deadline=None)
@given(text=prompts(), profile=st.sampled_from(PROFILES), chosen=choices())
def test_nothing_is_lost(text, profile, chosen, context, profiles):
    assert_nothing_lost(text, fit(text, "", context, profiles, profile, chosen))


@settings(max_examples=300, deadline=None)
@given(text=prompts(), negative=prompts(), profile=st.sampled_from(PROFILES), chosen=choices())
def test_twice_is_once(text, negative, profile, chosen, context, profiles):
    once = fit(text, negative, context, profiles, profile, chosen)
    twice = fit(once.positive.text, once.negative.text, context, profiles, profile, chosen)
    assert twice.positive.text == once.positive.text
    assert twice.negative.text == once.negative.text


@settings(max_examples=300, deadline=None)
@given(text=prompts(), profile=st.sampled_from(PROFILES))
def test_no_pass_does_more_than_it_said(text, profile, context, profiles):
    """The guard stands behind the passes; it must never have to step in."""
    assert fit(text, text, context, profiles, profile).diagnostics == ()


@settings(max_examples=200, deadline=None)
@given(text=prompts(), profile=st.sampled_from(PROFILES))
def test_the_webui_reads_the_same_sections_and_weights(text, profile, context, profiles):
    before, after = sections(text), sections(fit(text, "", context, profiles, profile).positive.text)
    assert [weight for _, weight in after] == [weight for _, weight in before]


PLAIN_WORDS = st.sampled_from(
    "1girl smile night cat sky red_dress white_hair looking_at_viewer best_quality xyzzy".split()
)


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(PLAIN_WORDS, unique=True, min_size=1, max_size=8),
    weights=st.lists(
        st.sampled_from(["{}", "({})", "[{}]", "({}:1.3)", "(({}:0.7))", "([{}]:1.1)"]), min_size=8, max_size=8
    ),
    profile=st.sampled_from(PROFILES),
)
def test_the_webui_gives_each_tag_its_typed_weight(words, weights, profile, context, profiles):
    """The oracle reads the text; it knows nothing of our tree."""
    text = ", ".join(form.format(word) for form, word in zip(weights, words))
    after = fit(text, "", context, profiles, profile, Choices(quality="off", translate=False)).positive.text
    assert webui_weights(after) == webui_weights(text)


def webui_weights(text: str) -> dict[str, float]:
    """Each comma-separated word as the webui's text encoder gets it, with its weight."""
    read: dict[str, float] = {}
    word: list[tuple[str, float]] = []
    for mark, weight in [*weighted_letters(text), (",", 1.0)]:
        if mark == ",":
            name = key("".join(letter for letter, _ in word))
            if name:
                read[name] = round(max(weight for letter, weight in word if letter.strip()), 9)
            word = []
        else:
            word.append((mark, weight))
    return read


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("text", UGLY)
def test_ugly_prompts(text, profile, context, profiles):
    once = fit(text, text, context, profiles, profile)
    assert once.diagnostics == ()
    assert_nothing_lost(text, once)
    twice = fit(once.positive.text, once.negative.text, context, profiles, profile)
    assert (twice.positive.text, twice.negative.text) == (once.positive.text, once.negative.text)


def real_prompts() -> list:
    if not REAL.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason="no corpus of real prompts beside the checkout"))]
    return [pytest.param(json.loads(line), id=json.loads(line)["id"]) for line in REAL.open(encoding="utf-8")]


@pytest.mark.parametrize("entry", real_prompts())
def test_real_prompts(entry, context, profiles):
    for profile in PROFILES:
        once = fit(entry["prompt"], entry["negative"] or "", context, profiles, profile)
        assert once.diagnostics == ()
        assert_nothing_lost(entry["prompt"], once)
        twice = fit(once.positive.text, once.negative.text, context, profiles, profile)
        assert (twice.positive.text, twice.negative.text) == (once.positive.text, once.negative.text)


def test_tags_never_become_a_sentence(context, profiles):
    """Put in order these two would be read as one, and stand elsewhere the next time."""
    fitted = fit("in a white dress., a girl with long hair", "", context, profiles, "aidxl", Choices(quality="off"))
    assert fitted.positive.text == "in a white dress., a girl with long hair"
    assert [one.code for one in fitted.diagnostics] == ["X002"]


def broken_pass(change) -> Pass:
    return Pass("broken", Stage.EDIT, Side.BOTH, frozenset(), change, (), "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda prompt, context: Change(parse("1girl")), "X001"),
        (lambda prompt, context: Change(parse("night, 1girl, (smile:1.2)")), "X001"),
        (lambda prompt, context: Change(parse("1girl, (smile:1.3), night")), "X001"),
        (lambda prompt, context: Change(parse("1girl, (smile:1.2), night, more")), "X001"),
        (lambda prompt, context: 1 / 0, "X003"),
    ],
)
def test_a_pass_that_goes_wrong_is_left_out_and_said(change, code, context):
    text = "1girl, (smile:1.2), night"
    side = _Side(parse(text), "prompt", context)
    side.run((broken_pass(change),))
    assert side.prompt.text == text
    assert [one.code for one in side.diagnostics] == [code]


def test_off_in_a_comment_leaves_both_prompts_alone(context, profiles):
    text = "smile, 1girl # prompt-tailor: off"
    fitted = fit(text, "x", context, profiles, "aidxl")
    assert (fitted.positive.text, fitted.negative.text, fitted.fitted) == (text, "x", False)


def test_wholes_are_never_altered(context, profiles):
    text = "[night:day_time:0.5], {long_hair|x_y}, __a_b__, <lora:a_b:1>, 1girl"
    fitted = fit(text, "", context, profiles, "aidxl")
    kept = [atom.tag.text for part in fitted.positive.parts for atom in atoms(part) if atom.tag.kind is not Kind.PLAIN]
    assert sorted(kept) == sorted(["[night:day_time:0.5]", "{long_hair|x_y}", "__a_b__", "<lora:a_b:1>"])
