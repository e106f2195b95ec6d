"""The stand-in's reading of emphasis, which the real run weighs words by; compared with the tests' oracle."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.prompts import prompts
from tests.webui_reading import weighted_letters

pytestmark = pytest.mark.usefixtures("webui")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a (b:1.5) c", [["a ", 1.0], ["b", 1.5], [" c", 1.0]]),
        ("((a))", [["a", pytest.approx(1.21)]]),
        ("a BREAK b", [["a", 1.0], ["BREAK", -1.0], ["b", 1.0]]),
        ("ganyu \\(genshin impact\\)", [["ganyu (genshin impact)", 1.0]]),
        ("", [["", 1.0]]),
    ],
)
def test_fragments(text: str, read: list) -> None:
    from modules.prompt_parser import parse_prompt_attention

    assert parse_prompt_attention(text) == read


@given(text=prompts())
def test_every_letter_has_the_weight_of_the_oracle(text: str) -> None:
    from modules.prompt_parser import parse_prompt_attention

    text = text.replace("BREAK", "break")
    try:
        wanted = weighted_letters(text)
    except ValueError:
        with pytest.raises(ValueError):
            parse_prompt_attention(text)
        return
    fragments = parse_prompt_attention(text)
    assert [(letter, pytest.approx(weight)) for piece, weight in fragments for letter in piece] == wanted
