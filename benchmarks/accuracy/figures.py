"""The kept figures, and how the table in README.md shows them."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).parent / "figures.json"
WHO = ("ours", "tipo", "danbooru")
HEAD = ("300 tags of a sample, labelled by hand", "Prompt Tailor", "tipo-kgen's separation", "Danbooru's categories")
ROWS = (
    ("1,500 most frequent general tags: placed right", "frequent right"),
    ("the same, each counted as often as Danbooru has it", "frequent right, by pictures"),
    ("ranks 5,001 to 20,000: placed right", "rarer right"),
    ("ranks 5,001 to 20,000, all 15,000: not placed", "all rarer not placed"),
    ("ranks 5,001 to 20,000, tags in no file, by pattern and head word: placed right", "in no file right"),
    ("4,000 most frequent characters (200): told to be characters", "characters known"),
    ("their work, for plain names (`frieren`): right", "series of plain names"),
    ("their work, for names with a work (`anya (spy x family)`): right", "series of names with a work"),
)


def read() -> dict[str, dict[str, float]]:
    """Who -> figure -> share."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def shown(share: float | None) -> str:
    """A share as the table has it."""
    return "–" if share is None else f"{share:.1%}"


def table_rows() -> list[tuple[str, ...]]:
    """The rows of the table in README.md."""
    kept = read()
    return [(label, *(shown(kept.get(who, {}).get(name)) for who in WHO)) for label, name in ROWS]
