"""The page's modules and the tab's style (`javascript/lib/`), under an address that changes when they do.

The webui itself puts only the files directly in `javascript/` on its page, each with the time of its last change behind
its address. What these import would have no such mark, and a browser would keep the old ones after an update. So the
entry imports from here: an address with the version in its path, which relative imports inherit.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import Response

from prompt_tailor.shipped import shipped

PREFIX = "/prompt-tailor/page"
_A_YEAR = "public, max-age=31536000, immutable"
_NOT_AT_ALL = "no-store"
_TYPES = {".mjs": "text/javascript", ".css": "text/css"}


def version() -> str:
    """What the files are like now: their names, sizes and times of change in short. Opens none."""
    told = sha256()
    for name, path in sorted(_files().items()):
        found = path.stat()
        told.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return told.hexdigest()[:12]


def _files() -> dict[str, Path]:
    return {path.name: path for path in (shipped("javascript") / "lib").iterdir() if path.suffix in _TYPES}


def add(app: FastAPI, current: str) -> None:
    """Serve them, to anybody: all that they hold is public. `current` is the version that the page was made with."""

    def endpoint(asked: str, name: str):  # no return type: FastAPI would make a model of it
        return _file(current, asked, name)

    app.add_api_route(PREFIX + "/{asked}/{name}", endpoint, name="Prompt Tailor page")


def _file(current: str, asked: str, name: str) -> Response:
    found = _files().get(name)  # among those that there are, so that no name leads out of the folder
    if found is None:
        return Response(status_code=404)
    # A page that was made before the files changed asks by its own version: what it gets must not be kept as that one.
    kept = _A_YEAR if asked == current == version() else _NOT_AT_ALL
    return Response(found.read_bytes(), 200, {"Cache-Control": kept}, _TYPES[found.suffix])
