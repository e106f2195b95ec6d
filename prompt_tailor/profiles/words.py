"""The words of a model's own vocabulary, and the field helper that all profile classes share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from ..lexicon.category import Category
from ..texts import in_languages

WordKind = Literal["quality", "score", "rating", "year", "aesthetic", "source", "style", "artist", "theme"]

CATEGORY_OF_KIND: Mapping[str, Category] = MappingProxyType(
    {
        "rating": Category.RATING,
        "year": Category.YEAR,
        "aesthetic": Category.AESTHETIC,
        "style": Category.STYLE,
        "artist": Category.ARTIST,
        "theme": Category.THEME,
        "quality": Category.QUALITY,
        "score": Category.QUALITY,
        "source": Category.META,
    }
)


def about(doc: str, default: Any = MISSING, **more: Any) -> Any:
    """A dataclass field with its documentation. A `dict` default is made anew for each object.

    `more` may hold `one=True`: the file may give a single string where a list is kept; and `prose=True`: it is said to
    the user, in the page's language where there is a translation.
    """
    metadata = {"doc": doc, **more}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Word:
    """One word of a model's vocabulary. In the file a bare string stands for `{ text = "…" }`."""

    text: str = about("The word as the model wants it written. A comma makes it two tags (`explicit, nsfw`).")
    weight: float | None = about("The weight it is to be given, if the card gives one.", None)
    means: str = about("What the card says it stands for.", "")
    zh: str = about("The same in Chinese; without it a translation of ours is shown, where there is one.", "")
    first: int | None = about("With `{n}` in `text`: one word for every number from `first` …", None)
    last: int | None = about("… to `last`.", None)
    span: tuple[float, ...] = about(
        "What it covers on its scale, lowest and highest: for quality, score and aesthetic words the share of pictures "
        "that are worse (85 to 95 %: `[85, 95]`), for years the years, for ratings 0 general, 1 sensitive, "
        "2 questionable, 3 explicit. Without it, quality, score and rating words divide their scale evenly, "
        "best first.",
        (),
    )
    at_least: bool = about(
        "True: it stands for its step and all better ones (`score_8_up`). A chain of such words is one wish, and none "
        "of them belongs into a negative prompt.",
        False,
    )
    also: tuple[str, ...] = about("What people type for it when they prompt this model.", ())

    def __post_init__(self) -> None:
        object.__setattr__(self, "means", in_languages(self.means, zh=self.zh))
