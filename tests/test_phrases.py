"""Free phrases are placed by what they are about, as somebody who typed them would say it."""

from __future__ import annotations

import pytest

from prompt_tailor.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize(
    ("phrase", "category"),
    [
        ("in the forest", "environment"),
        ("at day", "environment"),
        ("a castle on a hill", "environment"),
        ("wearing a white dress", "clothing"),
        ("blue dress with white frills", "clothing"),
        ("a cat", "items"),
        ("black cat with green eyes", "items"),
        ("two cats sleeping on the sofa", "items"),
        ("beautiful detailed eyes", "aesthetic"),
        ("detailed dark-green eyes", "body"),
        ("extremely detailed long hair", "main_features"),
        ("holding a red umbrella in the rain", "action"),
        ("staring into the distance", "action"),
        ("hair fluttering in the wind", "main_features"),
        ("amber pendant glowing with inner firelight", "accessories"),
        ("flower in her hair", "accessories"),
        ("lanterns glowing", "secondary_environment"),
        ("sunlight streaming through the window", "secondary_environment"),
        ("a serene and vibrant digital illustration by somebody", "style"),
        ("an elegant woman with long black hair", "subject"),
        ("a cute detailed girl in spacesuit", "subject"),
        ("goblin girl", "race"),
        ("she stands near a window while it rains outside and thinks about home again", "prose"),
    ],
)
def test_phrase(lexicon, phrase, category):
    assert lexicon.place(phrase).category.value == category
