"""Folders of the stand-in webui."""

from pathlib import Path

from modules.shared_cmd_options import cmd_opts

_WEBUI = Path(__file__).resolve().parents[1]

script_path = str(_WEBUI)
data_path = str(Path(cmd_opts.data_dir).resolve() if cmd_opts.data_dir else _WEBUI.parent / "data")
models_path = str(Path(data_path) / "models")
extensions_dir = str(Path(data_path) / "extensions")
cmd_opts.embeddings_dir = cmd_opts.embeddings_dir or str(Path(data_path) / "embeddings")
