"""Name files that the webui's other extensions keep."""

from __future__ import annotations

from pathlib import Path

from modules import paths

_EXTENSIONS = ("extensions_dir", "extensions_builtin_dir")


def name_files() -> list[Path]:
    """Every name file in the webui's folders of extensions and models, and in the Hugging Face hub's cache."""
    # Not at the top: the webui's start must not wait for the library.
    from prompt_tailor.lexicon.names_files import extension_files, hub_folders

    extensions = [Path(folder) for name in _EXTENSIONS if (folder := getattr(paths, name, None))]
    return extension_files(extensions, [Path(paths.models_path)], hub_folders())
