"""Name files that a user has: a folder of their own, and where other extensions of a webui keep theirs.

Only places and file names are looked at here; what a file holds is found out when it is read (`names_sources.py`).
Files of other sites (`e621.csv`, `derpibooru.csv`) are left alone: their names are not what anime models learnt.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

OWN_FOLDER = "names"
"""The folder for a user's own name files, in the data folder."""
_OWN_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".json"})
_IN_EXTENSIONS = (
    "*/tags/danbooru*.csv",
    "*/tags/*noob*.csv",
    "*/tags/*character*.csv",
    "*/tags/*artist*.csv",
    "*/tags/noob*chants.json",
    "*/selected_tags.csv",
    "*/*/selected_tags.csv",
    "*/*/*/selected_tags.csv",
    "*/danbooru_character*.csv",
    "*/danbooru_artist*.csv",
    "*/*/danbooru_character*.csv",
    "*/*/danbooru_artist*.csv",
)
"""a1111-sd-webui-tagcomplete keeps its lists in `tags/`, the characters of NoobAI among them; the WD14 taggers keep
`selected_tags.csv` beside the model, in a folder of the extension; NoobAI's lists lie where their user put them."""
_IN_MODELS = ("*/selected_tags.csv", "*/*/selected_tags.csv", "*/*/snapshots/*/selected_tags.csv")
"""`models/TaggerOnnx/<model>/`, `models/wd-tagger/<model>/`, or the hub's cache in a folder of models."""
_IN_HUB = ("models--*/snapshots/*/selected_tags.csv",)
"""The layout of the Hugging Face hub's cache, into which most taggers download."""
_HUB_BY_DEFAULT = Path.home() / ".cache" / "huggingface" / "hub"
_OTHER_SITES = ("e621", "derpibooru", "furry")


def own_files(data_dir: Path) -> list[Path]:
    """The name files in the user's own folder, by name."""
    folder = data_dir / OWN_FOLDER
    if not folder.is_dir():
        return []
    return [path for path in _sorted_files(folder.iterdir()) if path.suffix.lower() in _OWN_SUFFIXES]


def extension_files(extensions: Iterable[Path], models: Iterable[Path] = (), hubs: Iterable[Path] = ()) -> list[Path]:
    """The name files in folders of extensions, of models, and of the Hugging Face hub's cache.

    A copy of a file that was met before (same name, same size) is left out. Folders that are not there have none.
    """
    found: dict[tuple[str, int], Path] = {}
    for folders, patterns in ((extensions, _IN_EXTENSIONS), (models, _IN_MODELS), (hubs, _IN_HUB)):
        for path in _matching(folders, patterns):
            found.setdefault((path.name, path.stat().st_size), path)
    return list(found.values())


def hub_folders() -> list[Path]:
    """Where the Hugging Face hub keeps what it downloaded, by its own environment variables and default."""
    given = [os.environ.get(name) for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")]
    home = os.environ.get("HF_HOME")
    folders = [Path(one) for one in given if one] or [Path(home, "hub") if home else _HUB_BY_DEFAULT]
    return [folder for folder in folders if folder.is_dir()]


def _matching(folders: Iterable[Path], patterns: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        for pattern in patterns:
            for path in _sorted_files(folder.glob(pattern)):
                if not any(site in path.name.lower() for site in _OTHER_SITES):
                    yield path


def _sorted_files(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())
