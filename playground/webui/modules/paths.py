"""The same folders under the name that most extensions import."""

from modules.paths_internal import data_path, extensions_dir, models_path, script_path

__all__ = ["data_path", "extensions_dir", "models_path", "script_path"]
