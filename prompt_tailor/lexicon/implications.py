"""Which tag says another one as well: `very long hair` says `long hair`, `holding sword` says `sword` and `holding`."""

from __future__ import annotations

from pathlib import Path

from .tables import rows

_NONE: frozenset[str] = frozenset()


class Implications:
    """The broader tags of a tag, from `implications.tsv`; the file is read when somebody first asks."""

    def __init__(self, path: Path):
        self._path = path
        self._nearest: dict[str, tuple[str, ...]] | None = None
        self._broader: dict[str, frozenset[str]] = {}

    def broader(self, key: str) -> frozenset[str]:
        """Keys of all tags that the tag of that key says as well, near and far; never the tag itself.

        Raises ValueError, naming the tags, where the file says of two tags that each is broader than the other.
        """
        found = self._broader.get(key)
        if found is not None:
            return found
        return self._closed(key, ()) if key in self._read() else _NONE

    def _closed(self, key: str, above: tuple[str, ...]) -> frozenset[str]:
        if key in self._broader:
            return self._broader[key]
        if key in above:
            circle = " -> ".join((*above[above.index(key) :], key))
            raise ValueError(f"{self._path.name} goes round in a circle: {circle}; one of these lines has to go.")
        nearest = self._read().get(key, ())
        closed = frozenset(nearest).union(*(self._closed(tag, (*above, key)) for tag in nearest))
        self._broader[key] = closed
        return closed

    def _read(self) -> dict[str, tuple[str, ...]]:
        if self._nearest is None:
            nearest: dict[str, tuple[str, ...]] = {}
            for tag, broader in rows(self._path, 2):
                nearest[tag] = (*nearest.get(tag, ()), broader)
            self._nearest = nearest
        return self._nearest
