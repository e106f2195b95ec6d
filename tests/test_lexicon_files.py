"""The lexicon's text files keep their form: sorted, each key once, known categories, keys as they are looked up.

Read without the package's reader, so that a mistake in a file is found even where the reader would forgive it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from prompt_tailor.lexicon.category import Category

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "lexicon"
DANBOORU = ROOT.parent / "shared" / "data" / "danbooru.csv"
TAG_FILES = sorted((LEXICON / "tags").glob("*.txt"))
TABLES = [LEXICON / name for name in ("aliases.txt", "heads.txt", "patterns.txt")]
NAME_TABLES = {"characters.tsv": 3, "parents.tsv": 2, "qualifiers.tsv": 2, "other_names.tsv": 3}
SUBJECTS = {"1girl", "1boy", "1other", ""}
CATEGORIES = {category.value for category in Category}
NOT_SHIPPED = {"character", "network", "embedding", "prose", "unknown"}
MOST_FREQUENT = 1500
# Left out on purpose: tags that sexualise minors, and words whose meaning a profile decides.
LEFT_OUT = re.compile(r"\bloli\b|lolicon|lolidom|shota|toddlercon|kodomo doushi|mesugaki")
PROFILE_DECIDES = {"mid", "early", "old"}


def entries(path: Path) -> list[str]:
    """The lines of a file after its comment lines."""
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[-1] == "", f"{path.name} does not end with a line feed"
    return [line for line in lines[:-1] if not line.startswith("# ")]


def normalised(key: str) -> str:
    """A key as the look-up makes it: no full-width forms, escapes, underscores, capitals or doubled blanks."""
    folded = unicodedata.normalize("NFKC", key)
    plain = re.sub(r"\\([()\[\]{}\\:|])", r"\1", folded)
    return re.sub(r"[\s_]+", " ", plain).strip().lower()


def tags() -> dict[str, str]:
    """Every key of `tags/` with its category."""
    return {key: path.stem for path in TAG_FILES for key in entries(path)}


def table(name: str) -> dict[str, str]:
    """First and second field of a table."""
    return dict(line.split("\t") for line in entries(LEXICON / name))


def cells(name: str) -> list[list[str]]:
    """The fields of every line of a table of names."""
    return [line.split("\t") for line in entries(LEXICON / name)]


def danbooru(kind: str) -> set[str]:
    """The keys of Danbooru's tags of a kind: 3 is series, 4 is characters."""
    with DANBOORU.open(encoding="utf-8", newline="") as source:
        return {normalised(tag) for tag, number, _, _ in csv.reader(source) if number == kind}


def identity(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TAG_FILES + TABLES, ids=identity)
def test_file_is_plain_text_with_its_comments_on_top(path: Path):
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf"), "starts with a byte order mark"
    assert b"\r" not in data, "has carriage returns"
    lines = data.decode("utf-8").split("\n")[:-1]
    assert lines[0].startswith("# "), "does not say in its first line what belongs here"
    heading = sum(1 for line in lines if line.startswith("# "))
    assert all(line.startswith("# ") for line in lines[:heading]), "has a comment between its entries"
    assert all(line.strip() for line in lines), "has a blank line"


@pytest.mark.parametrize("path", TAG_FILES + TABLES, ids=identity)
def test_file_is_sorted_and_has_no_key_twice(path: Path):
    keys = [line.split("\t")[0] for line in entries(path)]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert keys == sorted(keys)


@pytest.mark.parametrize("path", TAG_FILES, ids=identity)
def test_tag_file_is_named_after_a_category(path: Path):
    assert path.stem in CATEGORIES - NOT_SHIPPED


def test_no_tag_is_in_two_files():
    times = Counter(key for path in TAG_FILES for key in entries(path))
    assert [key for key, count in times.items() if count > 1] == []


@pytest.mark.parametrize("path", TAG_FILES, ids=identity)
def test_tags_are_normalised(path: Path):
    assert [key for key in entries(path) if key != normalised(key) or "\t" in key] == []


@pytest.mark.parametrize("path", TABLES, ids=identity)
def test_table_lines_have_two_fields(path: Path):
    assert [line for line in entries(path) if len(line.split("\t")) != 2] == []


@pytest.mark.parametrize("name", ["heads.txt", "patterns.txt"])
def test_table_names_known_categories(name: str):
    assert set(table(name).values()) <= CATEGORIES - {"network", "embedding", "prose", "unknown"}


def test_english_words_are_sorted_words():
    words = entries(LEXICON / "english_words.txt")
    assert words == sorted(set(words))
    assert all(re.fullmatch(r"[a-z]{4,}", word) for word in words)


def test_implications_are_sorted_pairs_of_tags():
    lines = entries(LEXICON / "implications.tsv")
    pairs = [tuple(line.split("\t")) for line in lines]
    assert [pair for pair in pairs if len(pair) != 2 or pair[0] == pair[1]] == []
    assert pairs == sorted(set(pairs))
    assert [key for pair in pairs for key in pair if key != normalised(key)] == []
    known = tags()
    assert [broader for _, broader in pairs if broader not in known] == [], "a broader tag that is in no file of tags/"


def test_free_words_stand_in_tags():
    words = entries(LEXICON / "free_words.txt")
    assert words == sorted(set(words))
    known = tags()
    assert [word for word in words if word not in known] == []


@pytest.mark.skipif(not DANBOORU.is_file(), reason="danbooru.csv is not here")
def test_no_other_spelling_is_a_tag_itself():
    with DANBOORU.open(encoding="utf-8", newline="") as source:
        living = {normalised(tag) for tag, *_ in csv.reader(source)}
    assert [word for word in entries(LEXICON / "free_words.txt") if word in living] == []
    assert [typed for typed in table("aliases.txt") if typed in living] == []


def test_company_lines_name_a_word_a_category_and_keys():
    lines = entries(LEXICON / "company.tsv")
    assert lines == sorted(set(lines))
    for word, category, beside in (line.split("\t") for line in lines):
        keys = [word, *beside.split("|")]
        assert [key for key in keys if not key or key != normalised(key)] == [], word
        assert word not in beside.split("|"), f"{word} stands beside itself"
        assert category in CATEGORIES - {"network", "embedding", "prose", "unknown"}


@pytest.mark.skipif(not DANBOORU.is_file(), reason="danbooru.csv is not here")
def test_a_broader_tag_has_no_fewer_pictures():
    with DANBOORU.open(encoding="utf-8", newline="") as source:
        pictures = {normalised(tag): int(count) for tag, _, count, _ in csv.reader(source)}
    pairs = [line.split("\t") for line in entries(LEXICON / "implications.tsv")]
    assert [pair for pair in pairs if pictures.get(pair[0], 0) > pictures.get(pair[1], 0)] == []


def test_roles_are_single_normalised_words():
    words = entries(LEXICON / "roles.txt")
    assert words == sorted(set(words))
    assert [word for word in words if word != normalised(word) or " " in word] == []


def test_heads_are_single_normalised_words():
    assert [word for word in table("heads.txt") if word != normalised(word) or " " in word] == []


def test_patterns_have_one_star_at_a_word_border():
    shape = re.compile(r"[^*]+ \*|\* [^*]+|[^*]+ \* [^*]+|[^* ]+:\*")
    patterns = table("patterns.txt")
    assert [text for text in patterns if not shape.fullmatch(text)] == []
    assert [text for text in patterns if text != normalised(text)] == []


def test_aliases_lead_straight_to_tags():
    aliases, known = table("aliases.txt"), tags()
    assert [typed for typed in aliases if typed != normalised(typed)] == []
    assert [typed for typed in aliases if typed in known] == [], "is a tag of its own, so it is never used"
    assert [tag for tag in aliases.values() if tag not in known] == []


def test_nothing_that_was_left_out_has_come_back():
    words = [*tags(), *table("aliases.txt"), *table("heads.txt"), *table("patterns.txt")]
    words += [line.split("\t")[0] for line in entries(LEXICON / "implications.tsv")]
    assert [word for word in words if LEFT_OUT.search(word)] == []
    assert PROFILE_DECIDES.isdisjoint(tags())


@pytest.mark.parametrize("name", NAME_TABLES)
def test_tables_of_names_keep_their_form(name: str):
    data = (LEXICON / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data
    assert data.startswith(b"# "), "does not say in its first line what belongs here"
    lines = cells(name)
    assert [line for line in lines if len(line) != NAME_TABLES[name]] == []
    assert [cell for line in lines for cell in line if cell != normalised(cell)] == []
    keys = [(line[0], line[2]) if name == "other_names.tsv" else line[0] for line in lines]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert keys == sorted(keys)


def test_characters_have_a_series_that_their_name_does_not_contradict():
    qualifiers = table("qualifiers.tsv")
    assert [line for line in cells("characters.tsv") if not line[1] or line[2] not in SUBJECTS] == []
    in_brackets = [(re.search(r"\(([^()]*)\)$", name), series, name) for name, series, _ in cells("characters.tsv")]
    assert [
        name for word, series, name in in_brackets if word and qualifiers.get(word[1]) not in (None, "", series)
    ] == []


def test_no_series_is_above_itself():
    above = table("parents.tsv")
    for series in above:
        seen, one = {series}, above[series]
        while one in above:
            assert one not in seen, f"{series} comes back to {one}"
            seen.add(one)
            one = above[one]


def test_other_names_are_names_of_something_and_no_tags():
    lines, known, aliases = cells("other_names.tsv"), tags(), table("aliases.txt")
    assert {kind for _, kind, _ in lines} == {"character", "series"}
    assert [line for line in lines if line[0] == line[2]] == []
    assert [typed for typed, _, _ in lines if typed in known or typed in aliases] == [], "would never be looked up"
    assert [typed for typed, _, _ in lines if LEFT_OUT.search(typed)] == []


@pytest.mark.skipif(not DANBOORU.is_file(), reason="danbooru.csv is not here")
def test_names_are_danbooru_s():
    series, characters = danbooru("3"), danbooru("4")
    table_of_characters, other = cells("characters.tsv"), cells("other_names.tsv")
    assert [name for name, _, _ in table_of_characters if name not in characters] == []
    named = {work for _, work, _ in table_of_characters} | {work for work in table("qualifiers.tsv").values() if work}
    named |= {work for pair in table("parents.tsv").items() for work in pair}
    assert sorted(named - series) == []
    kinds = {"character": characters, "series": series}
    assert [line for line in other if line[2] not in kinds[line[1]]] == []
    every = characters | series
    assert [line for line in other if line[0] in every] == [], "is a name of its own"


@pytest.mark.skipif(not DANBOORU.is_file(), reason="danbooru.csv is not here")
def test_frequent_general_tags_are_there():
    with DANBOORU.open(encoding="utf-8", newline="") as source:
        general = [(int(count), tag) for tag, kind, count, _ in csv.reader(source) if kind == "0"]
    frequent = [normalised(tag) for _, tag in sorted(general, reverse=True)[:MOST_FREQUENT]]
    known = tags()
    missing = [key for key in frequent if key not in known]
    assert len(missing) <= MOST_FREQUENT * 0.05, f"missing: {', '.join(missing)}"


@pytest.mark.parametrize(
    ("key", "category"),
    [
        ("1girl", "subject"),
        ("fox girl", "race"),
        ("cowboy shot", "composition"),
        ("monochrome", "style"),
        ("christmas", "theme"),
        ("classroom", "environment"),
        ("gradient background", "background"),
        ("looking at viewer", "action"),
        ("expressionless", "expression"),
        ("white hair", "main_features"),
        ("twintails", "body"),
        ("school uniform", "clothing"),
        ("glasses", "accessories"),
        ("sword", "items"),
        ("petals", "secondary_environment"),
        ("very aesthetic", "aesthetic"),
        ("absurdres", "quality"),
        ("speech bubble", "meta"),
        ("rating: general", "rating"),
        ("newest", "year"),
    ],
)
def test_the_design_s_own_examples(key: str, category: str):
    assert tags()[key] == category
