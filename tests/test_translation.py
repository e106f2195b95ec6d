"""Words of one family written as another's: there and back for twelve real prompts, and the traps on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from prompt_tailor.api import RequestError, Tailor
from prompt_tailor.choices import read_choices
from prompt_tailor.lexicon import key
from prompt_tailor.passes import Context, Memory
from prompt_tailor.pipeline import Fitted, run
from prompt_tailor.profiles import Profiles, load_profiles
from prompt_tailor.profiles.scales import QUALITY_KINDS, Step, equivalent, family_of, steps_of
from prompt_tailor.syntax import atoms

PROFILES = load_profiles()

WRITTEN = {
    "pony-diffusion-v6-xl": (
        "score_9, score_8_up, score_7_up, score_6_up, source_anime, rating_safe, 1girl, solo, (long hair:1.2), "
        "blue eyes, school uniform, standing, classroom, looking at viewer, smile",
        "score_4, score_5, score_6, source_furry, watermark, (bad hands:1.3)",
    ),
    "pony-based": (
        "score_9, (score_8_up:1.1), score_7_up, 1boy, armor, [holding sword], night BREAK castle, rain, <lora:armor_v2:0.7>",
        "source_pony, signature",
    ),
    "animagine-xl-3.0": (
        "masterpiece, high quality, 1girl, hatsune miku, vocaloid, rating: general, newest, twintails, stage, microphone",
        "nsfw, lowres, worst quality, low quality, normal quality, blurry",
    ),
    "animagine-xl-3.1": (
        "1girl, green hair, sweater, looking at viewer, upper body, beanie, outdoors, night, turtleneck, masterpiece, "
        "best quality, very aesthetic, absurdres, safe, recent",
        "nsfw, lowres, (bad), text, displeasing, very displeasing, oldest, scan, [abstract]",
    ),
    "animagine-xl-4.0": (
        "1girl, firefly \\(honkai: star rail\\), honkai \\(series\\), honkai: star rail, sensitive, casual, year 2022, "
        "outdoors, smile, night, masterpiece, high score, great score, absurdres",
        "lowres, bad anatomy, low score, (bad score:1.2), average score, worst quality, watermark",
    ),
    "aidxl": (
        "(by yoneyama mai:0.6), 1girl, elf, cowboy shot, forest, white dress, (flower, grass:1.1), beautiful color, "
        "(amazing quality:1.5)",
        "(worst quality:1.3), low quality, messy, deformed hands",
    ),
    "kohaku-xl-delta": (
        "1girl, hakurei reimu, touhou, great quality, best quality, sensitive, mid, red skirt, shrine, (autumn:0.9)",
        "low quality, worst quality, text",
    ),
    "kohaku-xl-epsilon": (
        "2girls, hug, snow, scarf, winter, street, masterpiece, newest, absurdres, nsfw, explicit",
        "worst quality, normal quality, oldest",
    ),
    "noobai-xl-eps": (
        "masterpiece, best quality, very awa, newest, absurdres, highres, safe, 1girl, cat ears, kimono, tree, petals",
        "nsfw, worst quality, worst aesthetic, early, low quality, logo",
    ),
    "illustrious-xl-0.1": (
        "1girl, extremely dark, black theme, silhouette, rim lighting, looking at viewer, low contrast, masterpiece",
        "worst quality, comic, multiple views, bad quality, low quality, lowres, displeasing, very displeasing, greyscale",
    ),
    "hassaku-xl-pony": (
        "score_9, score_8, 1girl, rem \\(re:zero\\), maid, (tea:1.2), indoors, window, sunlight",
        "score_4, score_5, source_cartoon, 3d",
    ),
    "animeboys-xl-3": (
        "1boy, male focus, holding drink, toned male, jacket, cafe, white hair, yellow eyes, best quality, amazing quality, "
        "best aesthetic, absurdres, year 2023",
        "lowres, bad, worst quality, bad quality, bad aesthetic, scan artifacts",
    ),
}  # fmt: skip
SPEAKING = sorted(name for name in PROFILES if steps_of(PROFILES[name]))
JUST_TRANSLATE = {"quality": "off", "negative": "off", "order": "off", "series": "off"}


def fit(text: str, negative: str, profile: str, context: Context, source: str | None = None, **chosen) -> Fitted:
    choices = read_choices({**JUST_TRANSLATE, **chosen})
    asked = PROFILES[source] if source else None
    return run(
        text, negative, replace(context, profile=PROFILES[profile], choices=choices, source=asked, memory=Memory())
    )


def content(fitted: Fitted, side: str, other: str) -> list[list[tuple[str, float]]]:
    """Part by part, each tag with its weight that is no word of any family's scale, and not forbidden by a card."""
    scale = {tag for name in SPEAKING for step in steps_of(PROFILES[name]) for tag in _all_keys(step)}
    scale |= {key(ban.word) for ban in PROFILES[other].bans}
    if PROFILES[other].quality.others_out:
        scale |= {"absurdres", "highres"}
    return [
        [(atom.tag.text, round(atom.weight, 6)) for atom in atoms(part) if key(atom.tag.text) not in scale]
        for part in getattr(fitted, side).parts
    ]


def _all_keys(step: Step) -> set[str]:
    return {*step.keys, *map(key, step.word.also)}


def steps_in(fitted: Fitted, profile: str, side: str = "positive") -> list[Step]:
    """The steps of the model's own scales that a prompt holds."""
    family = family_of(PROFILES[profile])
    words = [key(atom.tag.text) for part in getattr(fitted, side).parts for atom in atoms(part)]
    return [step for word in words if (step := family.step(word, words)) is not None]


@pytest.mark.parametrize(
    ("start", "other"), [(start, other) for start, other in product(WRITTEN, SPEAKING) if start != other]
)
def test_there_and_back(start: str, other: str, context: Context) -> None:
    """What the user asked for stays in place with its weight; no quality word is left that the model does not know."""
    typed = fit(*WRITTEN[start], start, context, translate=False)
    there = fit(*WRITTEN[start], other, context)
    back = fit(there.positive.text, there.negative.text, start, context)
    assert there.diagnostics == back.diagnostics == ()
    for side in ("positive", "negative"):
        assert content(there, side, other) == content(typed, side, other)
        assert content(back, side, other) == content(typed, side, other)
        assert foreign_quality(there, other, side) == []
    assert there.positive.borders == back.positive.borders == typed.positive.borders


def foreign_quality(fitted: Fitted, profile: str, side: str) -> list[str]:
    others = {
        tag
        for name in SPEAKING
        for step in steps_of(PROFILES[name])
        if step.kind in (*QUALITY_KINDS, "aesthetic")
        for tag in _all_keys(step)
    }
    card = PROFILES[profile]
    known = {key(piece.strip(" ()[]:.0123456789")) for piece in card.negative.recommended.split(",")}
    own = set(card.vocabulary) | known | {tag for step in steps_of(card) for tag in _all_keys(step)}
    words = [key(atom.tag.text) for part in getattr(fitted, side).parts for atom in atoms(part)]
    return [word for word in words if word in others - own]


@pytest.mark.parametrize(("start", "other"), list(product(WRITTEN, SPEAKING)))
def test_twice_is_once(start: str, other: str, context: Context) -> None:
    for source in (None, start):
        once = fit(*WRITTEN[start], other, context, source)
        twice = fit(once.positive.text, once.negative.text, other, context, source)
        assert (twice.positive.text, twice.negative.text) == (once.positive.text, once.negative.text)


@pytest.mark.parametrize(("one", "other"), [(one, other) for one, other in product(SPEAKING, SPEAKING) if one != other])
def test_a_step_lands_on_the_nearest_one(one: str, other: str) -> None:
    """No other word of the same kind covers the middle of the step better than the one that is chosen.

    Where the step's scale has no figures and is as long, its place in it counts.
    """
    for step in steps_of(PROFILES[one]):
        here = equivalent(step, PROFILES[other])
        if here is None or here.kind != step.kind or step.kind == "source":
            continue
        if (step.high >= 100) or (step.low <= 0):
            continue  # the best word stands for the best word, whatever share of pictures it was given
        rivals = [rival for rival in steps_of(PROFILES[other]) if rival.kind == step.kind]
        if step.of == len(rivals) and step.rank == here.rank:
            continue  # without figures, the third of six words is the third of six
        assert off(step, here) == min(off(step, rival) for rival in rivals)


def off(step: Step, here: Step) -> float:
    return max(here.low - step.middle, step.middle - here.high, 0)


@pytest.mark.parametrize(
    ("typed", "profile", "wanted"),
    [
        # the chain is one wish: its best word, and what the card recommends besides
        ("score_9, score_8_up, score_7_up, score_6_up, 1girl", "animagine-xl-3.1", "masterpiece, best quality, 1girl"),
        ("score_9, score_8_up, score_7_up, score_6_up, 1girl", "animagine-xl-4.0", "high score, great score, 1girl"),
        ("masterpiece, best quality, 1girl", "pony-diffusion-v6-xl", "score_9, score_8_up, 1girl"),
        ("masterpiece, high score, great score, 1girl", "animagine-xl-3.1", "masterpiece, great quality, 1girl"),
        ("score 9, Score_8_Up, 1girl", "animagine-xl-3.1", "masterpiece, best quality, 1girl"),
        # weights: the stronger of two that say the same stays
        ("(score_9:1.3), masterpiece, 1girl", "animagine-xl-3.1", "(masterpiece:1.3), 1girl"),
        ("(masterpiece:1.4), (score_9:1.1), 1girl", "animagine-xl-3.1", "(masterpiece:1.4), 1girl"),
        ("((score_9, score_8_up)), 1girl", "animagine-xl-3.1", "((masterpiece, best quality)), 1girl"),
        # ratings, some of them two tags
        ("rating: general, 1girl", "pony-diffusion-v6-xl", "rating_safe, 1girl"),
        ("1girl, explicit, nsfw", "pony-diffusion-v6-xl", "1girl, rating_explicit"),
        ("1girl, nsfw", "pony-diffusion-v6-xl", "1girl, rating_questionable"),
        ("(rating_explicit:1.2), 1girl", "animagine-xl-3.1", "(explicit, nsfw:1.2), 1girl"),
        ("1girl, rating_explicit, nsfw", "kohaku-xl-epsilon", "1girl, explicit, nsfw"),
        ("1girl, safe", "animagine-xl-3.0", "1girl, rating: general"),
        ("1girl, safe", "wai-illustrious", "1girl, general"),
        # years
        ("1girl, newest", "animagine-xl-4.0", "1girl, year 2023"),
        ("1girl, year 2019", "animagine-xl-3.1", "1girl, recent"),
        ("1girl, year_2019", "animagine-xl-3.0", "1girl, late"),
        # sources
        ("source_anime, 1girl", "noobai-xl-eps", "1girl"),
        # what is no word of a family here, or an ordinary tag, or only a part of a tag
        ("old, 1girl, early morning, masterpiece painting on wall", "animagine-xl-4.0", None),
        ("absurdres, highres, lowres, 1girl", "pony-diffusion-v6-xl", None),
        ("score_9 girl, [score_9:night:0.5], {score_9|x}, __score_9__", "animagine-xl-3.1", None),
        ("beautiful color, detailed, 1girl", "animagine-xl-3.1", None),
        ("rating_safe, newest, 1girl", "aidxl", None),
        ("score_9, rating_safe, 1girl", "plain", None),
        ("score_9, score_8_up, 1girl", "bartstyle-db-v1", None),
        # a worse word than was typed is none for it
        ("1girl, normal quality", "animagine-xl-4.0", "1girl, average score"),
        # a year that is typed as well says it closer
        ("1girl, year 2024, newest", "animagine-xl-4.0", "1girl, year 2024"),
        ("(newest:1.2), 1girl, year 2022", "animagine-xl-4.0", "(year 2022:1.2), 1girl"),
        ("1girl, year 2015, newest", "animagine-xl-4.0", "1girl, year 2015, year 2023"),
        # each part by itself
        ("score_9, 1girl BREAK score_9, night", "animagine-xl-3.1", "masterpiece, 1girl BREAK masterpiece, night"),
    ],
)
def test_positive(typed: str, profile: str, wanted: str | None, context: Context) -> None:
    fitted = fit(typed, "", profile, context)
    assert fitted.positive.text == (typed if wanted is None else wanted)
    assert fitted.diagnostics == ()


@pytest.mark.parametrize(
    ("typed", "profile", "wanted"),
    [
        ("score_4, blurry", "animagine-xl-3.1", "normal quality, blurry"),
        ("(low score:1.2), blurry", "animagine-xl-3.1", "(worst quality:1.2), blurry"),
        ("average quality, blurry", "animagine-xl-4.0", "average score, blurry"),
        # a good word never comes into a negative, and chain words never do
        ("score_6, score_5, blurry", "animagine-xl-3.1", "blurry"),
        ("(worst quality, low quality:1.4), blurry", "pony-diffusion-v6-xl", "blurry"),
        ("worst quality, low quality, blurry", "hassaku-xl-pony", "score_4, blurry"),
        ("source_furry, source_pony, blurry", "animagine-xl-3.1", "blurry"),
        ("rating_explicit, blurry", "animagine-xl-4.0", "explicit, blurry"),
        # words of the card's own negative stay, whatever family has them as a step
        ("low quality, old, early, blurry", "noobai-xl-eps", "low quality, old, early, blurry"),
    ],
)
def test_negative(typed: str, profile: str, wanted: str, context: Context) -> None:
    assert fit("1girl", typed, profile, context).negative.text == wanted


def test_a_word_that_may_be_an_ordinary_tag_needs_to_be_said_where_it_is_from(context: Context) -> None:
    assert fit("1girl, old", "", "animagine-xl-3.1", context).positive.text == "1girl, old"
    assert fit("1girl, old", "", "animagine-xl-3.1", context, "kohaku-xl-delta").positive.text == "1girl, oldest"


def test_the_family_decides_what_a_word_stands_for(context: Context) -> None:
    """`good quality` is the third of seven for Kohaku and the better two fifths for NoobAI."""
    kohaku = fit("1girl, good quality", "", "pony-diffusion-v6-xl", context, "kohaku-xl-delta")
    noob = fit("1girl, good quality", "", "pony-diffusion-v6-xl", context, "noobai-xl-eps")
    assert (kohaku.positive.text, noob.positive.text) == ("1girl, score_6_up", "1girl, score_7_up")


def test_every_swap_is_named_and_can_be_undone(context: Context) -> None:
    typed = "score_9, rating_safe, source_anime, 1girl"
    fitted = fit(typed, "", "animagine-xl-3.1", context)
    notes = [note for step in fitted.steps for note in step.notes]
    assert [(note.action, note.text) for note in notes] == [
        ("translated", "masterpiece"),
        ("translated", "safe"),
        ("dropped", "source_anime"),
    ]
    assert "Pony Diffusion V6 XL" in notes[0].reason and "Animagine XL 3.1" in notes[0].reason
    for word in ("score_9", "rating safe", "source_anime"):
        kept = fit(typed, "", "animagine-xl-3.1", context, keep_words=[word])
        assert word.replace(" ", "_") in kept.positive.text
        assert len([note for step in kept.steps for note in step.notes]) == 2
    assert fit(typed, "", "animagine-xl-3.1", context, translate=False).positive.text == typed


def test_chosen_words_are_written_as_the_model_writes_them(context: Context) -> None:
    chosen = {"rating": "explicit, nsfw", "year": "newest", "quality": ["masterpiece", "best quality"]}
    pony = fit("1girl", "", "pony-diffusion-v6-xl", context, **chosen).positive.text.split(", ")
    assert set(pony) == {"score_9", "score_8_up", "rating_explicit", "newest", "1girl"}
    four = fit("1girl", "", "animagine-xl-4.0", context, **chosen).positive.text.split(", ")
    assert Counter(four) == Counter(["1girl", "explicit", "nsfw", "year 2023", "masterpiece", "best quality"])


def test_the_request_says_where_a_prompt_is_from(tailor: Tailor) -> None:
    asked = {"prompt": "1girl, old, score_9", "profile": "animagine-xl-3.1"}
    found = tailor.rewrite(asked)["from"]
    assert (found["profile"], found["name"]) == ("pony-diffusion-v6-xl", "Pony Diffusion V6 XL")
    assert (found["reason"], found["how"]) == ("by its words", "words")
    assert tailor.preview(asked)["from"] == found
    told = tailor.rewrite({**asked, "from": "kohaku-xl-delta"})
    assert told["from"]["how"] == "chosen" and "oldest" in told["prompt"]
    file = tailor.rewrite({**asked, "from": {"name": "kohakuXLDelta_rev1"}})
    assert file["from"]["profile"] == "kohaku-xl-delta" and "kohakuxldelta rev1" in file["from"]["reason"]
    unknown = tailor.rewrite({**asked, "from": "myMix_v1"})
    assert unknown["from"]["how"] == "words"
    assert any(found["code"] == "P902" and "myMix_v1" in found["message"] for found in unknown["diagnostics"])
    assert tailor.rewrite({"prompt": "1girl, smile", "profile": "aidxl"})["from"] is None
    with pytest.raises(RequestError, match='"from"'):
        tailor.rewrite({**asked, "from": 7})


def test_families_of_the_users_own_profiles_count_too(tmp_path, context: Context) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text(
        'id = "mine"\nname = "Mine"\nversion = "1"\nbase = "sdxl"\n[words]\nquality = ["wow", "meh"]\n'
        '[[sources]]\nid = "me"\ntitle = "me"\nsays = "mine"\nfor = ["words"]\n',
        encoding="utf-8",
    )
    answer = Tailor(tmp_path).rewrite(
        {"prompt": "1girl, score_9", "profile": "mine", "choices": {"quality": "off", "negative": "off"}}
    )
    assert answer["prompt"] == "1girl, wow"


def test_the_profiles_fixture_is_the_shipped_set(profiles: Profiles) -> None:
    assert set(profiles) == set(PROFILES)


@pytest.mark.parametrize(
    ("word", "family", "here", "expected"),
    [
        ("high quality", "aidxl", "illustrious-based", "good quality"),
        ("normal quality", "aidxl", "illustrious-based", "average quality"),
        ("low quality", "aidxl", "illustrious-based", "bad quality"),
        ("newest", "animagine-xl-3.1", "noobai-xl-eps", "newest"),
        ("oldest", "animagine-xl-3.1", "noobai-xl-eps", "old"),
        ("year 2012", "animagine-xl-4.0", "noobai-xl-eps", "year 2012"),
    ],
)
def test_words_of_scales_that_are_alike(word, family, here, expected):
    step = family_of(PROFILES[family]).step(word, ())
    assert equivalent(step, PROFILES[here]).word.text == expected


def test_a_word_of_praise_does_not_become_a_middling_one(context: Context, profiles: Profiles) -> None:
    typed = "1girl, aesthetic, masterpiece"
    here = replace(context, profile=profiles["noobai-xl-eps"], memory=Memory())
    fitted = run(typed, "", here).positive.text
    assert "normal quality" not in fitted and "aesthetic" in fitted
