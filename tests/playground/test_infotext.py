"""Infotext as the webui writes and reads it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("webui")

TEXT = """1girl,
smile
Negative prompt: bad,
worse
Steps: 28, Sampler: Euler a, Size: 832x1216, Seed: 1, Note: "a, \\"b\\": c\\nd", Version: x"""


def test_reading() -> None:
    from modules.infotext_utils import parse_generation_parameters

    assert parse_generation_parameters(TEXT) == {
        "Prompt": "1girl,\nsmile",
        "Negative prompt": "bad,\nworse",
        "Steps": "28",
        "Sampler": "Euler a",
        "Size-1": "832",
        "Size-2": "1216",
        "Seed": "1",
        "Note": 'a, "b": c\nd',
        "Version": "x",
        "Clip skip": "1",
    }


def test_a_last_line_with_few_pairs_is_prompt() -> None:
    from modules.infotext_utils import parse_generation_parameters

    assert parse_generation_parameters("1girl\nratio: wide, mood: calm")["Prompt"] == "1girl\nratio: wide, mood: calm"


@pytest.mark.parametrize("value", ["plain", "a, b", "time: now", 'say "hi", twice', "two\nlines", "雪, 花", '"'])
def test_a_quoted_value_comes_back(value: str) -> None:
    from modules.infotext_utils import parse_generation_parameters, quote

    line = f"Steps: 1, Ours: {quote(value)}, Seed: 2, Size: 1x1"
    assert parse_generation_parameters(f"x\n{line}")["Ours"] == value


def test_options_in_an_infotext_become_overrides() -> None:
    from modules.infotext_utils import create_override_settings_dict, override_settings_of

    texts = override_settings_of({"Clip skip": "2", "Steps": "5"})
    assert texts == ["Clip skip: 2"]
    assert create_override_settings_dict(texts) == {"CLIP_stop_at_last_layers": 2}
    assert override_settings_of({"Clip skip": "1"}) == []


@pytest.mark.parametrize(
    ("target", "current", "value"),
    [
        ("Steps", 20, 28),
        ("Sampler", "DPM++ 2M", "Euler a"),
        ("Missing", 1, None),
        (lambda params: "Seed" in params, False, True),
    ],
)
def test_values_take_the_type_of_their_component(target, current, value) -> None:
    from modules.infotext_utils import field_value, parse_generation_parameters

    assert field_value(target, parse_generation_parameters(TEXT), current) == value
