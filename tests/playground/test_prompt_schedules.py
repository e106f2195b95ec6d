"""How prompts that change while a picture is painted are read: A1111's `prompt_parser.py`."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("webui")


def schedule(prompt: str, *steps: int) -> list[tuple[int, str]]:
    from modules.prompt_parser import get_learned_conditioning_prompt_schedules

    return get_learned_conditioning_prompt_schedules([prompt], *(steps or (20,)))[0]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("1girl, smile", [(20, "1girl, smile")]),
        ("[day:night:0.25] sky", [(5, "day sky"), (20, "night sky")]),
        ("a [cat:7]", [(7, "a "), (20, "a cat")]),
        ("a [cat::7]", [(7, "a cat"), (20, "a ")]),
        ("a [ cat : 7 ]", [(7, "a "), (20, "a  cat ")]),
        ("[[red:blue:4]:(green:1.2):10] hat", [(4, "red hat"), (10, "blue hat"), (20, "(green:1.2) hat")]),
        ("[a:b:0]", [(20, "b")]),
        ("[a:b:99]", [(20, "a")]),
        ("[[smile]], (hat), \\[a:b:3\\]", [(20, "[[smile]], (hat), \\[a:b:3\\]")]),
        ("[open, (smile:1.1)", [(20, "[open, (smile:1.1)")]),
        ("a|b, [c:d:5]", [(20, "a|b, [c:d:5]")]),
    ],
)
def test_texts_and_their_last_steps(prompt: str, expected: list) -> None:
    assert schedule(prompt) == expected


def test_alternation_takes_turns() -> None:
    assert schedule("[cat|dog|]s", 4) == [(1, "cats"), (2, "dogs"), (3, "s"), (4, "cats")]


def test_the_second_pass_counts_on() -> None:
    assert schedule("[a:b:0.5]", 20, 10) == [(10, "b")]
    assert schedule("[a:b:1.5]", 20, 10) == [(5, "a"), (10, "b")]
    assert schedule("[a:b:24]", 20, 10) == [(4, "a"), (10, "b")]


def test_and_composes_weighted_prompts() -> None:
    from modules.prompt_parser import get_multicond_prompt_list

    assert get_multicond_prompt_list(["a cat AND [b|c] :0.5 AND d: -1", "BRAND", "x:2 "]) == [
        [("a cat", 1.0), (" [b|c]", 0.5), (" d", -1.0)],
        [("BRAND", 1.0)],
        [("x", 2.0)],
    ]
