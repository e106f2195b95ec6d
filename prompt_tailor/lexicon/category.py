"""What a tag can be about. The ids are the contract for profiles, command line and API."""

from __future__ import annotations

from enum import Enum


class Category(str, Enum):
    """A tag's subject matter. The order here is that of the AIDXL card where the card names one."""

    ARTIST = "artist"
    """Who draws: `by yoneyama mai`, `artist:wlop`. The AIDXL card's trigger words."""
    SUBJECT = "subject"
    """Who and how many: `1girl`, `2boys`, `solo`, `no humans`."""
    CHARACTER = "character"
    """A named character: `hatsune miku`, or "a girl named X from Y series"."""
    SERIES = "series"
    """The work a character is from: `genshin impact`, `original`."""
    RATING = "rating"
    """How decent: `safe`, `nsfw`, `rating: general`."""
    YEAR = "year"
    """When drawn: `newest`, `year 2023`."""
    RACE = "race"
    """What kind of being: `elf`, `fox girl`, `android`."""
    COMPOSITION = "composition"
    """Framing and camera: `cowboy shot`, `from above`, `pov`."""
    STYLE = "style"
    """Drawing style and medium: `impasto style`, `monochrome`, `chibi`."""
    THEME = "theme"
    """Theme or occasion: `fantasy theme`, `christmas`, `blue theme`."""
    ENVIRONMENT = "environment"
    """Main place and time: `in the forest`, `indoors`, `night`."""
    BACKGROUND = "background"
    """What the background is like: `gradient background`."""
    ACTION = "action"
    """Pose, gesture, gaze, deed: `sitting`, `looking at viewer`, `holding sword`."""
    EXPRESSION = "expression"
    """Face showing feeling: `smile`, `blush`, `:d`."""
    MAIN_FEATURES = "main_features"
    """Hair colour and length, skin colour, build: `white hair`, `dark skin`."""
    BODY = "body"
    """Body details and hair style: `twintails`, `green eyes`, `cat ears`."""
    CLOTHING = "clothing"
    """Garments: `white dress`, `school uniform`, `boots`."""
    ACCESSORIES = "accessories"
    """What is worn besides: `hair ribbon`, `hat`, `glasses`, `frills`."""
    ITEMS = "items"
    """Other things: `sword`, `book`, `a cat`."""
    SECONDARY_ENVIRONMENT = "secondary_environment"
    """Lesser parts of the scene: `grass`, `clouds`, `window`, `petals`."""
    AESTHETIC = "aesthetic"
    """Looks and light: `beautiful color`, `depth of field`, `very aesthetic`."""
    QUALITY = "quality"
    """Quality words: `masterpiece`, `high score`, `absurdres`, `lowres`."""
    META = "meta"
    """Text and marks in the picture: `english text`, `watermark`."""
    NETWORK = "network"
    """An extra network such as `<lora:name:0.8>`."""
    EMBEDDING = "embedding"
    """A textual inversion's name."""
    PROSE = "prose"
    """A sentence."""
    UNKNOWN = "unknown"
    """None of these, as far as we know."""


SAID_OF = frozenset(
    {
        Category.AESTHETIC,
        Category.EXPRESSION,
        Category.MAIN_FEATURES,
        Category.QUALITY,
        Category.RATING,
        Category.STYLE,
        Category.THEME,
    }
)
"""What an adjective can be about that does not say what kind of being or thing something is."""
