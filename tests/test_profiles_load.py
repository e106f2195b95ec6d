"""Profile files: what is read, what is refused and how it is told, how families build on each other."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from prompt_tailor.lexicon.category import Category
from prompt_tailor.profiles import ProfileError, load_profile, load_profiles, shipped_folder
from prompt_tailor.profiles.model import Range, Word

SOUND = """
    id = "my-model"
    name = "My Model"
    version = "1"
    base = "sdxl"

    [quality]
    add = ["masterpiece", { text = "best quality", weight = 1.2 }]

    [[sources]]
    id = "card"
    title = "Model card"
    says = "masterpiece, (best quality:1.2)"
    for = ["quality"]
"""


def write(folder: Path, text: str, name: str = "my-model.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    return path


def message(path: Path) -> str:
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    return str(caught.value)


def test_a_sound_file_is_read(tmp_path):
    profile = load_profile(write(tmp_path, SOUND))
    assert profile.quality.add == (Word("masterpiece"), Word("best quality", weight=1.2))
    assert profile.settings.steps == Range()
    assert profile.provenance == {
        **dict.fromkeys(("id", "name", "version", "base", "quality.add", "sources"), "my-model.toml"),
    }


def test_a_file_that_starts_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "my-model.toml"
    path.write_bytes(b"\xef\xbb\xbf" + dedent(SOUND).encode())
    assert load_profile(path).id == "my-model"


def test_five_mistakes_are_told_in_one_message(tmp_path):
    path = write(
        tmp_path / "profiles",
        """
        id = "my-model"
        name = "My Model"
        version = "1"
        base = "sdxl"
        qualtiy = { add = [] }

        [[order]]
        categories = ["subject"]
        [[order]]
        rest = true
        [[order]]
        categories = ["characters"]

        [quality]
        add = "masterpiece"

        [settings]
        steps = { min = 30, max = 20 }
        clip_skip = "2"

        [[sources]]
        id = "card"
        title = "Model card"
        says = "all"
        for = ["order", "quality", "settings"]
        """,
    )
    first, *problems = message(path).splitlines()
    allowed = problems[0].partition("allowed: ")[2]
    assert first == "profiles/my-model.toml has 5 problems; the profile was not loaded."
    assert problems == [
        '  qualtiy                  unknown key – did you mean "quality"? (allowed: ' + allowed,
        '  order[2].categories[0]   unknown category "characters" – did you mean "character"?',
        '  quality.add              expected a list of strings or tables, got a string ("masterpiece")',
        "  settings.steps.min       expected at most max (20), got 30",
        '  settings.clip_skip       expected a whole number, got a string ("2")',
    ]
    assert allowed.startswith("id, name, version")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('version = "1"', ""), "version   missing; expected a string"),
        (('base = "sdxl"', 'base = "sdxxl"'), 'base   unknown value "sdxxl" – did you mean "sdxl"?'),
        (('base = "sdxl"', 'base = "sdxl"\ntokens = true'), "tokens   expected a whole number, got true"),
        (('"my-model"', '"My Model"'), 'id   expected small letters, digits, dots and hyphens, got "My Model"'),
        (("weight = 1.2", "weight = 0"), "quality.add[1].weight   expected a number above 0, got 0"),
        (('for = ["quality"]', 'for = ["qualiti"]'), 'sources[0].for[0]   unknown value "qualiti" – did you mean'),
        (('for = ["quality"]', "for = []"), 'quality.add   expected a source for it: add "quality.add"'),
        (("[quality]", "[quality"), "(file)   expected TOML: "),
        (("[[sources]]", "[[order]]\n[[sources]]"), "order[0]   expected categories, own or rest = true"),
        (("[[sources]]", '[[order]]\ncategories = ["quality"]\n[[sources]]'), "order   expected exactly one slot with"),
        (("[[sources]]", '[match]\nhashes = ["xyz"]\n[[sources]]'), "match.hashes[0]   expected 10 (AutoV2) or 64"),
        (("[[sources]]", '[match]\nnames = ["("]\n[[sources]]'), "match.names[0]   expected a regular expression"),
        (("[[sources]]", '[words]\nrating = [{ text = "r {n}" }]\n[[sources]]'), "words.rating[0]   expected"),
        (("[[sources]]", '[words]\nqualty = ["a"]\n[[sources]]'), "words.qualty   unknown key – did you mean"),
    ],
)
def test_each_mistake_is_told_with_its_place(tmp_path, change, told):
    text = message(write(tmp_path, SOUND.replace(*change)))
    assert f"  {told}" in re.sub(r" {4,}", "   ", text)


def test_mistakes_of_every_kind_are_told_together(tmp_path):
    text = """
        id = "My Model"
        name = 5
        version = "1"
        base = "sdxl"
        [[order]]
        categories = ["subject"]
        [[order]]
        categories = ["subject", "character"]
        [settings]
        cfg = { min = 7, max = 5, value = "6" }
        [[sources]]
        id = "card"
        title = "Model card"
        says = "all"
        for = ["ordre"]
    """
    _, *problems = message(write(tmp_path, text)).splitlines()
    assert [problem.split()[0] for problem in problems] == [
        "name",
        "settings.cfg.value",
        "settings.cfg.min",
        "id",
        "order",
        "order",
        "sources[0].for[0]",
        "order",
        "settings.cfg",
    ]


def test_a_profile_without_sources_is_refused(tmp_path):
    text = message(write(tmp_path, SOUND[: SOUND.index("[[sources]]")]))
    assert "sources   expected at least one source: a profile says where its values come from" in text


def test_a_missing_key_that_was_only_misspelt_is_told_once(tmp_path):
    text = message(write(tmp_path, SOUND.replace("version =", "verison =")))
    assert "1 problem;" in text
    assert 'did you mean "version"?' in text


def test_a_file_that_is_no_text_or_not_there(tmp_path):
    path = tmp_path / "my-model.toml"
    assert "cannot be read" in message(path)
    path.write_bytes(b"id = '\xff'")
    assert "expected text in UTF-8" in message(path)


CHILD = """
    id = "child"
    name = "Child"
    version = "1"
    base = "sdxl"
    extends = "my-model"

    [settings]
    clip_skip = 2

    [[sources]]
    id = "child-card"
    title = "Child's card"
    says = "clip skip 2"
    for = ["settings.clip_skip"]
"""


def test_a_child_takes_over_what_it_does_not_change(tmp_path):
    parent = SOUND.replace("[quality]", '[match]\nnames = ["mine"]\n[quality]')
    write(tmp_path, parent.replace('"quality"]', '"quality", "match"]'))
    child = load_profile(write(tmp_path, CHILD, "child.toml"))
    assert [word.text for word in child.quality.add] == ["masterpiece", "best quality"]
    assert child.match.names == ()
    assert child.provenance["quality.add"] == "my-model.toml"
    assert child.provenance["settings.clip_skip"] == "child.toml"
    assert [source.id for source in child.sources] == ["card", "child-card"]
    assert [source.id for source in child.sources_of("quality.add")] == ["card"]


def test_a_childs_values_need_a_source_in_its_own_file(tmp_path):
    write(tmp_path, SOUND)
    more = CHILD.replace("[settings]", '[quality]\nadd = ["great"]\n[settings]')
    text = message(write(tmp_path, more, "child.toml"))
    assert "child.toml has 1 problem" in text and "quality.add" in text


def test_sources_are_counted_as_in_the_file(tmp_path):
    write(tmp_path, SOUND)
    text = message(write(tmp_path, CHILD.replace('title = "Child\'s card"', "title = 1"), "child.toml"))
    assert "sources[0].title   expected a string, got a number (1)" in text


@pytest.mark.parametrize(
    ("parent", "told"),
    [
        ("", 'no profile "my-model" (there are: '),
        (SOUND.replace("weight = 1.2", "weight = true"), 'the parent "my-model" (my-model.toml) is itself broken'),
        (SOUND.replace('base = "sdxl"', 'base = "sdxl"\nextends = "child"'), '"child" extends this profile in turn'),
    ],
)
def test_a_parent_that_cannot_be_used_is_told(tmp_path, parent, told):
    if parent:
        write(tmp_path, parent)
    write(tmp_path, CHILD, "child.toml")
    broken = {path.name: text for path, text in load_profiles(tmp_path).broken.items()}
    assert told in broken["child.toml"]


def test_a_users_profile_wins_and_may_extend_the_one_it_replaces(tmp_path):
    write(
        tmp_path,
        """
        id = "aidxl"
        extends = "aidxl"
        name = "AIDXL, my way"
        version = "1"
        base = "sdxl"
        [settings]
        steps = { value = 32 }
        [[sources]]
        id = "me"
        title = "My own taste"
        says = "A few more steps."
        for = ["settings.steps"]
        """,
        "aidxl.toml",
    )
    profile = load_profiles(shipped_folder(), tmp_path)["aidxl"]
    assert (profile.name, profile.settings.steps.value, profile.settings.clip_skip) == ("AIDXL, my way", 32, 1)


def test_a_broken_file_harms_nobody_else(tmp_path):
    path = write(tmp_path, "id = 'aidxl'", "aidxl.toml")
    profiles = load_profiles(shipped_folder(), tmp_path, tmp_path / "missing")
    assert profiles["aidxl"].settings.clip_skip == 1
    assert list(profiles.broken) == [path]
    assert "name" in profiles.broken[path]


def test_two_files_of_one_folder_with_one_id(tmp_path):
    write(tmp_path, SOUND, "a.toml")
    twin = write(tmp_path, SOUND, "b.toml")
    assert 'id   "my-model" is already the id of a.toml' in load_profiles(tmp_path).broken[twin]


def test_there_is_always_a_fallback(tmp_path):
    plain = load_profiles(tmp_path).plain
    assert (plain.id, plain.order, plain.sizes.named, plain.quality.add) == ("plain", (), (), ())


def test_words_with_a_number_are_written_out_and_combined_words_count_singly(tmp_path):
    words = '[words]\nyear = [{ text = "year {n}", first = 2005, last = 2007 }]\nrating = ["explicit, nsfw", "nsfw"]\n'
    text = SOUND.replace("[[sources]]", f"{words}\n[[sources]]".replace("\n", "\n    "))
    profile = load_profile(write(tmp_path, text.replace('"quality"]', '"quality", "words"]')))
    assert [word.text for word in profile.words["year"]] == ["year 2005", "year 2006", "year 2007"]
    category, word = profile.vocabulary["nsfw"]
    assert (category, word.text) == (Category.RATING, "nsfw")
    assert profile.vocabulary["explicit"][1].text == "explicit, nsfw"
    assert profile.vocabulary["masterpiece"] == (Category.QUALITY, Word("masterpiece"))


@pytest.mark.parametrize(
    ("bounds", "current", "set_to"),
    [
        (Range(min=7, max=9), 8, 8),
        (Range(min=7, max=9), 5, 7),
        (Range(min=7, max=9), 11.5, 9),
        (Range(min=4, max=7, value=5), 6, 5),
        (Range(max=29, example=28), 20, 20),
        (Range(max=29, example=28), 50, 29),
        (Range(max=29, example=28), None, 28),
        (Range(), 12, 12),
        (Range(), None, None),
    ],
)
def test_a_range_keeps_what_lies_inside(bounds, current, set_to):
    assert bounds.fit(current) == set_to
