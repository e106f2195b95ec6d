"""What a prompt asks for in other words than a negative has."""

from __future__ import annotations

import pytest

from prompt_tailor.lexicon import key
from prompt_tailor.lexicon.asks_for import AsksFor, Wishes
from prompt_tailor.shipped import shipped


@pytest.fixture(scope="module")
def asks_for() -> AsksFor:
    return AsksFor(shipped("lexicon") / "asks_for.tsv")


@pytest.mark.parametrize(
    ("word", "prompt", "who"),
    [
        ("nsfw", "1girl, explicit", "explicit"),
        ("nsfw", "1girl, completely nude, smile", "completely nude"),
        ("nsfw", "1girl, two people having sex on a bed", "two people having sex on a bed"),
        ("nsfw", "1girl, smile, swimsuit", None),
        ("nsfw", "1girl, mixed-sex bathing", None),
        ("nsfw", "1girl, no nipples, without pussy", None),
        ("nsfw", "1girl, child, nude", None),
        ("messy", "1girl, messy hair", "messy hair"),
        ("multi views", "1girl, multiple views", "multiple views"),
        ("anthro", "1boy, furry male", "furry male"),
        ("text", "1girl, context", None),
        ("text", "1girl, english text", "english text"),
        ("low quality", "1girl, best quality, low angle", None),
    ],
)
def test_who_asks_for_a_word(asks_for: AsksFor, word: str, prompt: str, who: str | None) -> None:
    assert asks_for.who(word, Wishes.of(map(key, prompt.split(", ")))) == who
