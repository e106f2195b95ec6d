"""The labelled samples, and Danbooru's own list where it lies beside this checkout."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from prompt_tailor.lexicon import key

FOLDER = Path(__file__).parent / "samples"
DANBOORU = Path(__file__).resolve().parents[3] / "shared" / "data" / "danbooru.csv"
"""`tag,category,count,"aliases"`; not part of the project, so what needs it is left out where it is missing."""


class Labelled(NamedTuple):
    """A tag and what is right for it."""

    key: str
    pictures: int
    right: frozenset[str]
    """Category ids, or works for a character."""


def labelled(name: str) -> list[Labelled]:
    """The sample of that name: `frequent`, `rarer`, `held_out` or `characters`."""
    found = []
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            tag, pictures, *right = line.split("\t")
            found.append(Labelled(tag, int(pictures), frozenset(",".join(right).split(",")) - {""}))
    return found


def danbooru(kind: str) -> Iterator[tuple[str, str]]:
    """(key, category number) of Danbooru's tags, most frequent first; only those of `kind` unless it is empty."""
    with DANBOORU.open(encoding="utf-8", newline="") as source:
        rows = [(int(count), tag, number) for tag, number, count, _ in csv.reader(source)]
    for _, tag, number in sorted(rows, key=lambda row: -row[0]):
        if not kind or number == kind:
            yield key(tag), number
