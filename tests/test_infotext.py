"""Our keys in a picture's infotext: written, read back, and robust against what others make of them."""

from __future__ import annotations

import json

import pytest

from prompt_tailor import infotext
from prompt_tailor.infotext import Typed

UGLY = 'smile,\nNegative prompt: no, "q" \\ 🎀 \u202e, a: b\nSteps: 20, Sampler: x, CFG scale: 7'


def test_what_was_written_is_read_back() -> None:
    typed = Typed(UGLY, "bad", hr_prompt="close-up", styles=("mine", "a, b"))
    values = infotext.write("aidxl 1", typed, {"set": {"steps": False}})
    assert all(isinstance(value, str) for value in values.values())
    record = infotext.read(values)
    assert record == infotext.Record("aidxl 1", typed, {"set": {"steps": False}})


def test_only_what_differs_from_the_defaults_is_written() -> None:
    values = infotext.write("aidxl 1", Typed("1girl"), {})
    assert values == {"Prompt Tailor": "aidxl 1", "Prompt Tailor typed": json.dumps({"prompt": "1girl"})}


def test_prompts_that_are_not_recorded_read_as_none() -> None:
    record = infotext.read(infotext.write("aidxl 1", None, {}))
    assert record is not None and record.typed is None


@pytest.mark.parametrize("profile", [None, "", 3])
def test_a_picture_without_us_says_nothing(profile: object) -> None:
    assert infotext.read({"Prompt Tailor": profile, "Steps": "20"}) is None


@pytest.mark.parametrize("broken", ["", "{", "[1]", "null", 7, None])
def test_broken_values_count_as_not_recorded(broken: object) -> None:
    record = infotext.read({"Prompt Tailor": "aidxl 1", "Prompt Tailor typed": broken, "Prompt Tailor choices": broken})
    assert record == infotext.Record("aidxl 1", None, {})


def test_values_of_a_wrong_kind_are_left_out() -> None:
    typed = json.dumps({"prompt": 3, "negative_prompt": "bad", "styles": ["a", 1], "unknown": "x"})
    record = infotext.read({"Prompt Tailor": "aidxl 1", "Prompt Tailor typed": typed})
    assert record is not None and record.typed == Typed("", "bad", styles=("a",))


@pytest.mark.usefixtures("webui")
def test_the_webui_keeps_our_values_whole() -> None:
    from modules.infotext_utils import parse_generation_parameters, quote

    values = infotext.write("animagine-xl-4.0 1", Typed(UGLY, "bad"), {"choices": {"rating": "safe"}})
    pairs = {"Steps": 28, "Sampler": "Euler a", "Seed": 1, **values}
    line = ", ".join(f"{key}: {quote(value)}" for key, value in pairs.items())
    assert infotext.read(parse_generation_parameters(f"1girl\n{line}")) == infotext.read(values)
