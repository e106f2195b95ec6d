"""The shipped profiles: sound, with sources, quick to load, and true to the cards where the cards set traps."""

from __future__ import annotations

import json
from time import process_time

import pytest

from prompt_tailor.lexicon.category import Category
from prompt_tailor.profiles import load_profiles, schema, shipped_folder
from prompt_tailor.profiles.coverage import UNSOURCED
from prompt_tailor.profiles.load import tomllib
from prompt_tailor.profiles.model import Slot

PROFILES = load_profiles()
SDXL = [name for name, profile in PROFILES.items() if profile.base == "sdxl"]


def slots(name: str) -> list[str]:
    """The order in short: categories, `own` ones with a star, `...` for the rest."""
    return [
        "+".join([*(c.value for c in slot.categories), *(f"{c.value}*" for c in slot.own), *["..."] * slot.rest])
        for slot in PROFILES[name].order
    ]


def added(name: str) -> list[str]:
    return [word.text for word in PROFILES[name].quality.add]


def words(name: str, kind: str) -> list[str]:
    return [word.text for word in PROFILES[name].words.get(kind, ())]


def test_all_are_sound():
    assert PROFILES.broken == {}
    files = {path.stem for path in shipped_folder().glob("*.toml")}
    assert set(PROFILES) | set(PROFILES.families) == files
    assert set(PROFILES.families) == {"animagine-xl-3", "artiwaifu", "illustrious-xl", "kohaku-xl", "noobai-xl"}


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_value_has_a_source(name):
    profile = PROFILES[name]
    assert profile.sources
    for path in profile.provenance:
        assert path in UNSOURCED or profile.sources_of(path), path
    for source in profile.sources:
        assert source.url.startswith("https://") or source.title == "Prompt Tailor's own rule", source.id


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_profile_is_told_to_the_user_and_goes_into_json(name):
    profile = PROFILES[name]
    assert profile.summary and profile.version
    answer = json.loads(json.dumps(profile.to_json()))
    assert answer["id"] == name
    assert "for" in answer["sources"][0]


def test_loading_is_quick():
    def once() -> float:
        started = process_time()
        load_profiles()
        return process_time() - started

    # About 40 ms on the machine it was written on; the bound is for slower ones.
    assert min(once() for _ in range(5)) < 0.2


def test_a_profile_can_be_a_key():
    profile = PROFILES["aidxl"]
    assert {profile: 1}[profile] == 1


def test_aidxl_order():
    assert slots("aidxl") == [
        "artist",
        "subject",
        "character",
        "series",
        "race",
        "composition",
        "style",
        "theme",
        "environment",
        "background",
        "action",
        "expression",
        "main_features",
        "body",
        "clothing",
        "accessories",
        "items",
        "secondary_environment",
        "meta+...",
        "rating+year",
        "aesthetic",
        "quality",
    ]
    assert PROFILES["aidxl"].slot_of(Category.UNKNOWN) == PROFILES["aidxl"].slot_of(Category.META)


def test_aidxl_words_and_settings():
    profile = PROFILES["aidxl"]
    assert [(word.text, word.weight) for word in profile.quality.add] == [("best quality", 1.3)]
    assert (profile.quality.at, profile.quality.one_of_scale) == ("end", True)
    assert [(word.text, word.weight) for word in profile.quality.stronger] == [("amazing quality", 1.5)]
    levels = ["amazing", "best", "high", "normal", "low", "worst"]
    assert words("aidxl", "quality") == [f"{level} quality" for level in levels]
    english, chinese = profile.negative.recommended, profile.negative.variants["zh"]
    assert english.startswith("(worst quality:1.3), low quality") and "draft" in english
    assert chinese.startswith("worst quality, low quality") and "draft" not in chinese
    assert profile.character.forms == ("tag", "sentence") and not profile.character.series
    assert profile.artist.weight == 0.6
    assert (profile.settings.cfg.fit(5), profile.settings.cfg.fit(8), profile.settings.cfg.fit(12)) == (7, 8, 9)
    assert (profile.settings.steps.fit(20), profile.settings.clip_skip, profile.settings.refiner) == (28, 1, False)
    assert profile.vocabulary["flat-pasto"][0] is Category.STYLE
    assert profile.vocabulary["beautiful color"][1].zh == "协调的色彩:精妙的用色"


def test_animagine_3_1():
    profile = PROFILES["animagine-xl-3.1"]
    assert slots(profile.id) == ["quality+aesthetic*", "subject", "character", "series", "rating+year", "..."]
    assert added(profile.id) == ["masterpiece", "best quality", "very aesthetic", "absurdres"]
    assert profile.quality.at == "start"
    assert profile.slot_of(Category.QUALITY, "absurdres") == profile.slot_of(Category.AESTHETIC, "very_aesthetic") == 0
    assert profile.slot_of(Category.AESTHETIC, "depth of field") == profile.slot_of(Category.AESTHETIC) == 5
    assert "(bad)" in profile.negative.recommended and profile.negative.recommended.endswith("scan, [abstract]")
    assert words(profile.id, "rating") == ["safe", "sensitive", "nsfw", "explicit, nsfw"]
    assert len(profile.sizes.named) == 9
    assert (profile.settings.steps.fit(50), profile.settings.cfg.fit(9), profile.settings.sampler) == (29, 7, "Euler a")
    assert profile.provenance["sizes.named"] == "animagine-xl-3.toml"


def test_animagine_4_0():
    profile = PROFILES["animagine-xl-4.0"]
    assert slots(profile.id) == ["subject", "character", "series", "rating", "year", "...", "quality"]
    assert added(profile.id) == ["masterpiece", "high score", "great score", "absurdres"]
    assert words(profile.id, "year") == [f"year {year}" for year in range(2005, 2026)]
    assert (profile.settings.cfg.fit(7), profile.settings.steps.fit(20)) == (5, 28)
    assert profile.vocabulary["low score"][0] is Category.QUALITY


def test_baxl_v3():
    profile = PROFILES["baxl-v3"]
    assert slots(profile.id) == ["theme*", "subject", "character", "series", "artist", "rating+year", "...", "quality"]
    assert profile.slot_of(Category.THEME, "blue theme") == 0
    assert profile.slot_of(Category.THEME, "christmas") == profile.slot_of(Category.ACTION)
    assert added(profile.id) == []
    assert (profile.tokens, profile.settings.steps.value, profile.settings.hires.upscaler) == (75, 25, "DATx2")
    assert profile.tag_generator.ban[3] == ".*official.*"
    assert "ommercial" in profile.licence


def test_baxl_v2_and_v1():
    second, first = PROFILES["baxl-v2"], PROFILES["baxl-v1"]
    assert slots("baxl-v2") == ["character", "series", "subject", "rating+year", "...", "quality"]
    assert added("baxl-v2") == ["flat_coating", "clear_color", "highres", "absurdres", "best_quality"]
    assert second.quality.others_out and second.quality.at == "end"
    assert [(ban.word, ban.where) for ban in second.bans] == [("masterpiece", "positive"), ("blurry", "negative")]
    assert (second.settings.cfg.fit(7), second.settings.steps.fit(20)) == (5, 25)
    assert "blurry" not in second.negative.recommended
    assert added("baxl-v1") == ["masterpiece", "best quality"]
    assert first.settings.cfg.fit(4) == 5
    assert not first.bans


def test_bartstyle_db_v1():
    profile = PROFILES["bartstyle-db-v1"]
    assert (profile.base, profile.order, profile.negative.recommended, profile.sizes.named) == ("sd15", (), "", ())
    assert (profile.settings.steps.fit(20), profile.settings.cfg.fit(7)) == (50, 6)
    assert profile.settings.vae == ("WD1-4-kl-f8-anime2-bless09.ckpt",)


def test_plain_says_nothing(tmp_path):
    plain, built_in = PROFILES["plain"], load_profiles(tmp_path).plain
    for name in ("match", "order", "words", "quality", "negative", "bans", "character", "artist", "settings", "sizes"):
        assert getattr(plain, name) == getattr(built_in, name)
    assert plain.slot_of(Category.QUALITY) == 0


@pytest.mark.parametrize("name", SDXL)
def test_opening_slots_come_first_and_closing_slots_last(name):
    places = [slot.place for slot in PROFILES[name].order]
    assert places == sorted(places, key=["open", "body", "close"].index)


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_category_has_a_slot(name):
    profile = PROFILES[name]
    for category in Category:
        index = profile.slot_of(category)
        slot = profile.order[index] if profile.order else Slot(rest=True)
        assert category in slot.categories or slot.rest


def test_schema_and_field_tables_are_up_to_date():
    folder = shipped_folder()
    readme = (folder / "README.md").read_text(encoding="utf-8")
    advice = "run `python -m prompt_tailor.profiles.schema profiles`"
    assert (folder / "schema.json").read_text(encoding="utf-8") == schema.schema_text(), advice
    assert readme == schema.with_field_tables(readme), advice


def test_the_readme_names_every_profile():
    readme = (shipped_folder() / "README.md").read_text(encoding="utf-8")
    for path in shipped_folder().glob("*.toml"):
        assert f"`{path.name}`" in readme


def test_the_shipped_files_follow_the_schema():
    jsonschema = pytest.importorskip("jsonschema")
    check = jsonschema.Draft7Validator(schema.schema())
    for path in shipped_folder().glob("*.toml"):
        assert [error.message for error in check.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))] == []


def test_writing_the_generated_files(tmp_path):
    (tmp_path / "README.md").write_text(
        f"# Profiles\n\n{schema.START}\nout of date\n{schema.END}\n\nend\n", encoding="utf-8"
    )
    assert schema.main([str(tmp_path), "--check"]) == 1
    assert schema.main([str(tmp_path)]) == 0
    assert schema.main([str(tmp_path), "--check"]) == 0
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Profiles") and readme.endswith("\n\nend\n") and "out of date" not in readme
