"""The card that stands for a picture where nothing is painted."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PIL import Image

pytestmark = pytest.mark.usefixtures("webui")

_CLEAR = 60
"""More rows than are free between two paragraphs of the largest letters."""


def card(prompt: str, size: tuple[int, int] = (832, 1216)) -> Image.Image:
    from playground.plan.card import draw_card

    settings = {"clip_skip": 1, "sampler_name": "Euler a", "scheduler": "Automatic", "steps": 28, "cfg_scale": 5}
    p = SimpleNamespace(sd_model_name="animagine-xl-4.0-opt", **settings)
    return draw_card(p, SimpleNamespace(size=size, final_size=size), prompt, "lowres, blurry", 1)


def rows_with_ink(picture: Image.Image) -> list[int]:
    grey = picture.convert("L").crop((20, 20, picture.width - 20, picture.height - 20))
    return [row for row in range(grey.height) if grey.crop((0, row, grey.width, row + 1)).getextrema()[0] < 100]


@pytest.mark.parametrize("size", [(832, 1216), (1216, 832), (1536, 640), (64, 64), (1, 1)])
def test_a_card_has_the_picture_s_size(size: tuple[int, int]) -> None:
    assert card("1girl, smile, 甘雨", size).size == size


def test_few_words_are_written_large_and_many_so_that_all_fit() -> None:
    few, many = (rows_with_ink(card(", ".join(["1girl, smile"] * count))) for count in (1, 120))
    for rows in few, many:
        assert max(b - a for a, b in zip(rows, rows[1:])) > _CLEAR, "between the texts and the sizes at the bottom"
    letter = [next(index for index, (a, b) in enumerate(zip(rows, rows[1:])) if b - a > 1) for rows in (few, many)]
    assert letter[0] > 1.5 * letter[1]
