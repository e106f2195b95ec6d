"""The ids of the profiles, without loading them: the webui builds its menus at every start, and must not wait for us.

Only the lines above a file's first table are looked at. What is wrong with a file is told when it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)
_ID = re.compile(r"""^id\s*=\s*["']([a-z0-9.-]+)["']""", re.MULTILINE)
_FAMILY = re.compile(r"^family\s*=\s*true\b", re.MULTILINE)


def profile_ids(folders: Iterable[Path]) -> list[str]:
    """The ids in all files of the folders but for families, in the order of their names; each once."""
    heads = [_head(path) for folder in folders for path in sorted(folder.glob("*.toml"))]
    found = (_ID.search(head) for head in heads if not _FAMILY.search(head))
    return sorted({match[1] for match in found if match})


def _head(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    table = _TABLE.search(text)
    return text[: table.start()] if table else text
