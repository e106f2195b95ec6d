"""How many people a part of a prompt speaks of, as far as its tags say."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COUNT = re.compile(r"(\d+)\+? ?(girl|boy|other)s?$")
_SEVERAL = re.compile(
    r"multiple (?:girls|boys|others|views)|couple|yuri|yaoi|hetero|group|crowd|everyone|twins|siblings"
)


def counted(keys: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """Each kind (`girl`, `boy`, `other`) -> the counts given for it, each with its key."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key in keys:
        count = _COUNT.match(key) if key[:1].isdecimal() else None
        if count:
            found.setdefault(count[2], []).append((int(count[1]), key))
    return found


def are_several(keys: Iterable[str]) -> bool:
    """Whether the tags speak of more than one person, or of one person more than once."""
    keys = list(keys)
    total = sum(max(count for count, _ in counts) for counts in counted(keys).values())
    return total > 1 or any(_SEVERAL.fullmatch(key) for key in keys)
