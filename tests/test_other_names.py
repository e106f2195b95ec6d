"""Whom a word means: other names, short names, turned names, everyday words, and the company of the other tags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import Category, Lexicon, SeriesTable
from prompt_tailor.lexicon.names_build import compile_names
from prompt_tailor.lexicon.names_reader import Names
from prompt_tailor.lexicon.names_sources import file_source, shipped_sources
from prompt_tailor.lexicon.tables import SortedTable
from prompt_tailor.passes import Memory, in_company
from prompt_tailor.passes.bearers import bearers
from prompt_tailor.pipeline import run
from prompt_tailor.shipped import shipped
from prompt_tailor.syntax import parse

LISTED = """\
mika,4,3,
rei_(somebody),4,10,
weapon_(thing),4,9000,
zyxwv_(quux),4,100,
zyxwv_(plugh),4,9000,
blorb_(quux),4,40,
tied_(quux),4,900,
tied_(plugh),4,800,
ayanami_rei,4,8700,rei_no_ayanami
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory) -> Names:
    folder = tmp_path_factory.mktemp("other")
    (folder / "tags.csv").write_text(LISTED, encoding="utf-8")
    sources = [file_source(folder / "tags.csv"), *shipped_sources(shipped("lexicon"))]
    compile_names(folder / "names.sqlite3", sources)
    return Names(folder / "names.sqlite3")


@pytest.fixture(params=["lexicon alone", "with an index"])
def fit(request, context, profiles, listed):
    """Rewrites a prompt for a model without an order of its own; gives the text."""
    lexicon = Lexicon(None if request.param == "lexicon alone" else listed)

    def fitted(text: str, **choices) -> str:
        here = replace(
            context,
            profile=profiles["plain"],
            choices=Choices(**choices),
            lexicon=lexicon,
            series=SeriesTable(lexicon),
            memory=Memory(),
        )
        done = run(text, "", here)
        assert done.diagnostics == ()
        again = run(done.positive.text, "", here)
        assert again.positive.text == done.positive.text
        return done.positive.text

    return fitted


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("甘雨", r"ganyu \(genshin impact\)"),
        ("初音ミク, 1girl", "hatsune miku, 1girl"),
        ("初音未来", "hatsune miku"),
        ("(甘雨:1.3)", r"(ganyu \(genshin impact\):1.3)"),
        ("[甘雨]", r"[ganyu \(genshin impact\)]"),
        ("甘雨（原神）", r"ganyu \(genshin impact\)"),
        ("甘雨 (原神), smile", r"ganyu \(genshin impact\), smile"),
        ("原神", "genshin impact"),
        ("ganyu", r"ganyu \(genshin impact\)"),
        ("Ganyu", r"ganyu \(genshin impact\)"),
        ("rei ayanami", "ayanami rei"),
        ("Rei_Ayanami", "ayanami rei"),
        ("hatsune-miku", "hatsune miku"),
        ("asuka", "souryuu asuka langley"),
        ("miku", "hatsune miku"),
        ("saber", r"saber \(fate\)"),
        ("rem", r"rem \(re:zero\)"),
        ("ganyu (genshin)", r"ganyu \(genshin impact\)"),
        ("hoshimachi suisei (1st costume)", r"hoshimachi suisei \(1st costume\)"),
        ("artoria pendragon (lancer) (fate)", r"artoria pendragon \(lancer\) \(fate\)"),
    ],
)
def test_the_name_that_the_models_know_is_written(fit, typed, written):
    assert fit(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "alice",
        "asuna",
        "rin",
        "amber",
        "rain",
        "leaf, pokemon",
        "dawn, pokemon",
        "silver wolf",
        "花火",
        "天使, 1girl",
        "<lora:rem_v2:0.8>, rem",
        r"riko \(korikori\), riko",
        "__rem__, {rem|ram}, [rem:ram:0.5]",
        "hatsune miku, frieren",
        r"ganyu \(genshin impact\)",
        "xyzzy",
        "12",
    ],
)
def test_what_is_not_clear_or_right_stays_as_typed(fit, typed):
    assert fit(typed) == typed


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("amber, genshin impact", r"amber \(genshin impact\), genshin impact"),
        ("amber, 原神", r"amber \(genshin impact\), genshin impact"),
        ("amber, 甘雨", r"amber \(genshin impact\), ganyu \(genshin impact\)"),
        ("alice, touhou", "alice margatroid, touhou"),
        (r"ganyu \(genshin impact\) BREAK ganyu", r"ganyu \(genshin impact\) BREAK ganyu \(genshin impact\)"),
        ("甘雨, 甘雨 (原神)", r"ganyu \(genshin impact\)"),
        ("rem, ram", r"rem \(re:zero\), ram \(re:zero\)"),
        ("asuna, sword art online", r"asuna \(sao\), sword art online"),
        ("power BREAK chainsaw man", r"power \(chainsaw man\) BREAK chainsaw man"),
    ],
)
def test_the_company_says_who_is_meant(fit, typed, written):
    assert fit(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1girl, miku, quintessential quintuplets", "1girl, miku, go-toubun no hanayome"),
        ("1girl, miku, nakano miku", None),
        ("1girl, ミク, 五等分の花嫁", "1girl, ミク, go-toubun no hanayome"),
        ("1girl, marisa, pokemon", None),
        ("pokemon, 1girl, marisa", None),
        ("1girl, jack the ripper, black butler", None),
        ("1girl, belle, beauty and the beast", None),
        ("1girl, emilia, suikoden", None),
        ("1girl, medea, greek mythology", None),
        ("1girl, rem, kagamine rin", None),
        ("1girl, miku, kagamine rin, pokemon", "1girl, hatsune miku, kagamine rin, pokemon"),
        ("1girl, zelda, dark souls", None),
        ("1girl, lucina, super smash bros.", r"1girl, lucina \(fire emblem\), super smash bros."),
        ("hatsune miku, rei ayanami", "hatsune miku, ayanami rei"),
        ("甘雨, pokemon", r"ganyu \(genshin impact\), pokemon"),
        ("rem, asuka", r"rem \(re:zero\), souryuu asuka langley"),
    ],
)
def test_nobody_is_guessed_beside_another_work(fit, typed, written):
    assert fit(typed) == (written or typed)


@pytest.mark.parametrize("typed", ["1girl, kaguya, love is war", "love is war, kaguya, 1girl"])
def test_a_work_counts_by_whatever_name_it_was_typed(fit, typed):
    assert "shinomiya kaguya" in fit(typed)


def test_a_typed_work_comes_before_those_of_characters(fit):
    assert fit("1girl, hoshiguma, chen, arknights") == r"1girl, hoshiguma \(arknights\), chen, arknights"
    assert fit("1girl, you, love live sunshine") == "1girl, you, love live! sunshine!!"


def test_a_guess_is_of_the_sex_that_is_asked_for(fit):
    assert fit("1boy, chino, shirt") == "1boy, chino, shirt"
    assert fit("1girl, chino, shirt") == "1girl, kafuu chino, shirt"
    assert fit("1boy, 1girl, chino") == "1boy, 1girl, kafuu chino"
    assert fit("1boy, genderswap (ftm), chino") == r"1boy, genderswap \(ftm\), kafuu chino"
    assert fit("1boy, 甘雨") == r"1boy, ganyu \(genshin impact\)"


def test_a_name_of_a_character_and_a_work_is_the_character_s_beside_that_work(fit):
    assert fit("1girl, neptune, hyperdimension neptunia") == r"1girl, neptune \(neptunia\), neptune \(series\)"
    assert fit("1girl, fate, nanoha") == "1girl, fate testarossa, takamachi nanoha"


def test_the_choice_leaves_everything_as_typed(fit):
    assert fit("甘雨, rem, rei ayanami", other_names="off") == "甘雨, rem, rei ayanami"


def fit_listed(context, profiles, listed, text: str) -> str:
    lexicon = Lexicon(listed)
    here = replace(context, profile=profiles["plain"], lexicon=lexicon, series=SeriesTable(lexicon), memory=Memory())
    return run(text, "", here).positive.text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("zyxwv", r"zyxwv \(plugh\)"),
        ("blorb", "blorb"),
        ("tied", "tied"),
        ("mika", "mika"),
        ("weapon", "weapon"),
        ("rei no ayanami", "ayanami rei"),
    ],
    ids=["dominates", "too little known", "as well known", "right as it is", "a tag", "alias of a list"],
)
def test_what_the_user_s_lists_say_counts(context, profiles, listed, typed, written):
    assert fit_listed(context, profiles, listed, typed) == written


def test_every_change_is_noted_with_its_reason(context, profiles):
    done = run(
        "甘雨, rei ayanami, amber, genshin impact", "", replace(context, profile=profiles["plain"], memory=Memory())
    )
    (step,) = [step for step in done.steps if step.name == "spell_other_names"]

    assert {note.at for note in step.notes} == {0, 4, 17}
    assert [note.action for note in step.notes] == ["respelled"] * 3
    assert "their work is in the prompt" in str(step.notes[2].reason)


def test_what_the_user_said_of_a_word_goes_before(context, profiles):
    lexicon = Lexicon()
    lexicon.use_corrections({"miku": Category.CLOTHING})
    here = replace(context, profile=profiles["plain"], lexicon=lexicon, series=SeriesTable(lexicon), memory=Memory())
    assert run("miku", "", here).positive.text == "miku"


FAMOUS = {"fate", "link", "saber"}
"""Everyday words of which somebody is so well known that the word alone means them."""


def test_no_everyday_word_alone_is_somebody(context, profiles):
    here = replace(context, profile=profiles["plain"], memory=Memory())
    works = here.lexicon.works
    found = {
        word
        for word in works.ordinary | works.rarer_words
        if here.place_key(word).category is Category.CHARACTER or bearers(parse(word), here).chosen
    }
    assert found == FAMOUS


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("enterprise, azur lane", r"enterprise \(azur lane\), azur lane"),
        ("sensei, blue archive", r"sensei \(blue archive\), blue archive"),
        ("biohazard, leon s. kennedy", "resident evil, leon s. kennedy"),
        ("neptune, noire, hyperdimension neptunia", None),
        ("jujutsu, gojo", "jujutsu kaisen, gojou satoru"),
    ],
)
def test_an_everyday_word_is_a_name_beside_its_work(fit, typed, written):
    assert fit(typed) == (written or r"neptune \(neptunia\), noire \(neptunia\), neptune \(series\)")


def test_an_everyday_word_that_is_a_whole_name_is_somebody_beside_the_work(context):
    for prompt, category in {
        "ditto, smile": "unknown",
        "ditto, pokemon": "character",
        "ditto, pikachu": "character",
    }.items():
        parsed = parse(prompt)
        here = in_company(parsed, replace(context, memory=Memory()))
        assert here.place(parsed.parts[0].atoms[0].tag).category.value == category


@pytest.fixture(scope="module")
def all_typed() -> list[str]:
    lines = (shipped("lexicon") / "other_names.tsv").read_text(encoding="utf-8").splitlines()
    return sorted({line.split("\t")[0] for line in lines if line and not line.startswith("# ")})


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_names_in_any_company_are_written_once(context, profiles, all_typed, data):
    words = data.draw(st.lists(st.sampled_from(all_typed), min_size=1, max_size=5))
    text = ", ".join(word.replace("(", r"\(").replace(")", r"\)") for word in words)
    for profile in ("plain", "animagine-xl-4.0"):
        here = replace(context, profile=profiles[profile], memory=Memory())
        once = run(text, "", here)
        assert once.diagnostics == ()
        assert run(once.positive.text, "", here).positive.text == once.positive.text


# --- the sorted table -------------------------------------------------------------------------------------------------

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=6)


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(st.tuples(LINE, LINE), max_size=30), asked=LINE, end=st.sampled_from(["\n", "\r\n"]))
def test_a_sorted_table_finds_every_line_that_starts_so(tmp_path_factory, lines, asked, end):
    path = tmp_path_factory.mktemp("table") / "t.tsv"
    rows = sorted({f"{first}\t{second}" for first, second in lines if not first.startswith("# ")})
    path.write_bytes("".join(f"{row}{end}" for row in ["# comment", *rows]).encode())
    table = SortedTable(path)

    for beginning in (asked, *(first for first, _ in lines)):
        assert ["\t".join(row) for row in table.starting(beginning)] == [
            row for row in rows if row.startswith(beginning)
        ]


def test_a_table_that_is_not_there_has_no_lines(tmp_path):
    assert list(SortedTable(tmp_path / "gone").starting("x")) == []
    assert list(SortedTable(tmp_path / "gone").starting("\ud800")) == []


@pytest.mark.parametrize("name", ["other_names.tsv", "posts.tsv"])
def test_the_shipped_tables_are_in_the_order_that_is_searched(name):
    lines = (shipped("lexicon") / name).read_bytes().splitlines()
    rows = [line for line in lines if not line.startswith(b"# ")]
    assert rows
    assert [row.split(b"\t")[0] + b"\t" for row in rows] == sorted(row.split(b"\t")[0] + b"\t" for row in rows)
    assert all(row.count(b"\t") == 2 for row in rows)
