"""Golden cases: what each profile makes of a prompt, as files that a person can read and mend."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from prompt_tailor.choices import read_choices
from prompt_tailor.passes import Memory
from prompt_tailor.pipeline import run

FOLDER = Path(__file__).parent / "cases" / "profiles"
BLOCK = re.compile(r"^```([a-z-]+)\n(.*?)\n?^```$", re.MULTILINE | re.DOTALL)
NEEDED = 3


def read_cases(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The cases of a file: heading and fields."""
    pieces = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [(piece.splitlines()[0], dict(BLOCK.findall(piece))) for piece in pieces]


FILES = sorted(FOLDER.glob("*.md"))
CASES = [
    pytest.param(path.stem, fields, id=f"{path.stem}: {title}") for path in FILES for title, fields in read_cases(path)
]


@pytest.mark.parametrize(("profile", "fields"), CASES)
def test_case(profile, fields, context, profiles):
    chosen = read_choices(json.loads(fields.get("choices", "null")))
    here = replace(context, profile=profiles[profile], choices=chosen, memory=Memory())
    fitted = run(fields["typed"], fields.get("negative", ""), here)
    assert fitted.positive.text == fields.get("fitted", fields["typed"])
    if "fitted-negative" in fields:
        assert fitted.negative.text == fields["fitted-negative"]
    again = run(fitted.positive.text, fitted.negative.text, here)
    assert (again.positive.text, again.negative.text) == (fitted.positive.text, fitted.negative.text)


def test_every_profile_has_cases(profiles):
    counts = {path.stem: len(read_cases(path)) for path in FILES}
    assert {name: counts.get(name, 0) for name in profiles if counts.get(name, 0) < NEEDED} == {}


OPENING = {
    "aidxl": "by xxx, 1girl, frieren, elf, cowboy shot, impasto, fantasy, forest, gradient background, sitting, "
    "expressionless, white hair, green eyes, white dress, frills, magic wand, grass, beautiful color, best quality",
    "animagine-xl-3.1": "masterpiece, best quality, very aesthetic, absurdres, 1girl, souryuu asuka langley, "
    "neon genesis evangelion",
    "animagine-xl-4.0": "1girl, firefly \\(honkai: star rail\\), honkai \\(series\\), honkai: star rail, safe",
    "baxl-v3": "blue theme, 1girl, hina \\(blue archive\\)",
    "baxl-v2": "hina \\(blue archive\\), 1girl",
    "baxl-v1": "1girl, hina \\(blue archive\\), blue archive",
}
MIDDLE = {"animagine-xl-3.1": "solo, upper body, v, smile", "animagine-xl-4.0": "casual, solo, smile, night"}
CLOSING = {
    "animagine-xl-4.0": "masterpiece, high score, great score, absurdres",
    "baxl-v2": "flat_coating, clear_color, highres, absurdres, best_quality",
}


@pytest.mark.parametrize("profile", OPENING)
@pytest.mark.parametrize("seed", range(20))
def test_shuffled_it_comes_back_in_the_cards_order(profile, seed, context, profiles):
    opening, closing = OPENING[profile].split(", "), CLOSING.get(profile, "").split(", ")
    closing = [word for word in closing if word]
    tags = (
        [*opening, *MIDDLE.get(profile, "smile, night").split(", "), *closing] if profile != "aidxl" else list(opening)
    )
    random.Random(seed).shuffle(tags)
    here = replace(context, profile=profiles[profile], choices=read_choices({"quality": "off"}), memory=Memory())
    fitted = run(", ".join(tags), "", here).positive.text.split(", ")
    assert sorted(fitted) == sorted(tags)
    assert fitted[: len(opening)] == opening
    assert fitted[len(fitted) - len(closing) :] == closing
