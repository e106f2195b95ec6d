"""Broader and narrower tags: what one tag says as well."""

from __future__ import annotations

import pytest

from prompt_tailor.lexicon import Lexicon
from prompt_tailor.lexicon.implications import Implications
from prompt_tailor.shipped import shipped


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize(
    ("tag", "broader"),
    [
        ("very long hair", {"long hair"}),
        ("absurdly long hair", {"very long hair", "long hair"}),
        ("black thighhighs", {"thighhighs"}),
        ("2girls", {"multiple girls"}),
        ("holding sword", {"holding", "sword", "weapon", "holding weapon"}),
        (";d", {"smile", "open mouth", "one eye closed"}),
        ("light turquoise dress", {"dress"}),
    ],
)
def test_a_narrower_tag_says_the_broader_ones(lexicon, tag, broader):
    assert lexicon.broader(tag) >= broader


@pytest.mark.parametrize(
    ("tag", "other"),
    [
        ("no shirt", "shirt"),
        ("hot dog", "dog"),
        ("covered navel", "navel"),
        ("unworn hat", "hat"),
        ("blue eyes", "eyes"),
        ("smile", "grin"),
        ("not wearing a shirt", "shirt"),
        ("paper crane", "bird"),
    ],
)
def test_what_only_ends_alike_is_not_broader(lexicon, tag, other):
    assert other not in lexicon.broader(tag)


def test_no_tag_is_broader_than_itself():
    shipped_lines = Implications(shipped("lexicon") / "implications.tsv")
    lines = (shipped("lexicon") / "implications.tsv").read_text(encoding="utf-8").splitlines()
    for tag in {line.split("\t")[0] for line in lines if not line.startswith("# ")}:
        assert tag not in shipped_lines.broader(tag)


def test_a_circle_is_named(tmp_path):
    path = tmp_path / "implications.tsv"
    path.write_text("a\tb\nb\tc\nc\ta\n", encoding="utf-8", newline="\n")
    with pytest.raises(ValueError, match="implications.tsv goes round in a circle: a -> b -> c -> a"):
        Implications(path).broader("a")
