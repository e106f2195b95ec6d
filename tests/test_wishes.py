"""What the user said of single tags: keep it here, do not add it, it is a …; and that all promises hold with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.api import CorrectionError, Tailor
from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import Category, Lexicon, SeriesTable, key
from prompt_tailor.lexicon.corrections import CORRECTABLE, FILE, Corrections
from prompt_tailor.passes import Context, Memory
from prompt_tailor.pipeline import Fitted, run
from prompt_tailor.profiles import Profiles
from prompt_tailor.syntax import ADDED, atoms, parse
from tests.prompts import prompts
from tests.test_promises import PROFILES, assert_nothing_lost

WORDS = "1girl smile night cat sky red_dress white_hair best_quality masterpiece hatsune_miku xyzzy year_2023".split()
ADDED_BY_SOME = ["masterpiece", "best quality", "absurdres", "lowres", "Bad_Quality", "vocaloid", "newest", "safe"]


@pytest.fixture(scope="module")
def own_lexicon() -> Lexicon:
    """A lexicon of this module's own, for corrections."""
    return Lexicon()


def choices() -> st.SearchStrategy[Choices]:
    return st.builds(
        Choices,
        order=st.sampled_from(["full", "full", "lead", "off"]),
        quality_weight=st.sampled_from([None, 1, 0.8, 1.25]),
        aesthetic=st.lists(st.sampled_from(["very aesthetic", "aesthetic", "beautiful color", " "]), max_size=2).map(
            tuple
        ),
        rating=st.sampled_from([None, "safe"]),
        pinned=st.lists(st.sampled_from([*WORDS, "long hair", "(x:1.2)", ""]), max_size=4).map(tuple),
        without=st.lists(st.sampled_from(ADDED_BY_SOME), max_size=3).map(tuple),
    )


CORRECTED = st.dictionaries(st.sampled_from([key(word) for word in WORDS]), st.sampled_from(CORRECTABLE), max_size=3)


def fit(text: str, negative: str, lexicon: Lexicon, profiles: Profiles, profile: str, chosen: Choices) -> Fitted:
    context = Context(profiles[profile], chosen, lexicon, SeriesTable(lexicon), memory=Memory())
    return run(text, negative, context)


@settings(max_examples=300, deadline=None)
@given(text=prompts(), profile=st.sampled_from(PROFILES), chosen=choices(), corrected=CORRECTED)
def test_the_promises_hold(text, profile, chosen, corrected, own_lexicon, profiles):
    own_lexicon.use_corrections(corrected)
    once = fit(text, text, own_lexicon, profiles, profile, chosen)
    assert_nothing_lost(text, once)
    assert once.diagnostics == ()
    twice = fit(once.positive.text, once.negative.text, own_lexicon, profiles, profile, chosen)
    assert (twice.positive.text, twice.negative.text) == (once.positive.text, once.negative.text)


@settings(max_examples=300, deadline=None)
@given(text=prompts(), profile=st.sampled_from(PROFILES), chosen=choices())
def test_what_is_not_wanted_is_never_added(text, profile, chosen, own_lexicon, profiles):
    own_lexicon.use_corrections({})
    fitted = fit(text, "", own_lexicon, profiles, profile, chosen)
    unwanted = set(map(key, chosen.without))
    for prompt in (fitted.positive, fitted.negative):
        assert not unwanted & {key(a.tag.text) for part in prompt.parts for a in atoms(part) if a.tag.at == ADDED}


@settings(max_examples=300, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), unique=True, min_size=1),
    pinned=st.sets(st.sampled_from(WORDS), max_size=3),
    profile=st.sampled_from(PROFILES),
    order=st.sampled_from(["full", "lead", "off"]),
)
def test_a_pinned_tag_keeps_its_place_among_the_typed(words, pinned, profile, order, own_lexicon, profiles):
    own_lexicon.use_corrections({})
    chosen = Choices(order=order, pinned=tuple(pinned))
    fitted = fit(", ".join(words), "", own_lexicon, profiles, profile, chosen)
    typed_at = [atom.tag.at for part in parse(", ".join(words)).parts for atom in atoms(part)]
    left = [atom.tag.at for part in fitted.positive.parts for atom in atoms(part) if atom.tag.at != ADDED]
    stayed = [at for at in typed_at if at in left]
    for word, at in zip(words, typed_at):
        if word in pinned and at in left:
            assert left.index(at) == stayed.index(at)


def test_where_tags_were_dropped_before_the_order_counts_what_is_left(own_lexicon, profiles):
    own_lexicon.use_corrections({})
    fitted = fit(
        "smile, smile, night, 1girl", "", own_lexicon, profiles, "aidxl", Choices(pinned=("night",), quality="off")
    )
    assert fitted.positive.text == "1girl, night, smile"


def test_a_correction_goes_before_the_profile_s_own_words(profiles: Profiles, own_lexicon: Lexicon) -> None:
    own_lexicon.use_corrections({"masterpiece": Category.CLOTHING})
    context = Context(profiles["animagine-xl-4.0"], Choices(), own_lexicon, SeriesTable(own_lexicon))
    assert context.place_key("masterpiece") == (Category.CLOTHING, "you said so", "user")
    assert replace(context, memory=Memory()).place_key("best quality").layer == "profile"


def test_corrections_are_kept_and_forgotten(tmp_path: Path) -> None:
    Tailor(tmp_path).correct("Red_Moon", "environment")
    assert Tailor(tmp_path).corrections() == {"red moon": "environment"}
    tailor = Tailor(tmp_path)
    (placed,) = tailor.rewrite({"prompt": "red moon", "choices": {"quality": "off"}})["tags"]
    assert (placed["category"], placed["reason"]) == ("environment", "you said so")
    assert tailor.correct("red moon", None) == {}
    (placed,) = tailor.rewrite({"prompt": "red moon", "choices": {"quality": "off"}})["tags"]
    assert placed["reason"] != "you said so"
    assert sorted(path.name for path in tmp_path.glob("corr*")) == [FILE]


def test_a_file_that_was_edited_by_hand_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# mine\n\nred moon\thats\nBlue_Moon\ttheme\nx\n", encoding="utf-8")
    tailor = Tailor(tmp_path)
    assert tailor.corrections() == {"blue moon": "theme"}
    told = [one["message"] for one in tailor.rewrite({"prompt": "1girl"})["diagnostics"] if one["code"] == "T900"]
    assert len(told) == 2 and "red moon" in told[0] and "expected a category" in told[0]


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    found = Corrections(tmp_path)
    assert found.categories == {} and len(found.problems) == 1


@pytest.mark.parametrize("tag", ["", "  ", ",", "a, b", "# x"])
def test_a_tag_that_is_none_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(CorrectionError, match="expected one tag"):
        Tailor(tmp_path).correct(tag, "meta")


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    tailor = Tailor(tmp_path / "file")
    with pytest.raises(CorrectionError, match="could not be written"):
        tailor.correct("smile", "meta")
    assert tailor.corrections() == {}
