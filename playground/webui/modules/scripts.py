"""The webui's scripts: the names that extensions use, and the scripts of the two tabs."""

from __future__ import annotations

from pathlib import Path

from modules import script_loading
from modules.paths_internal import script_path
from modules.script_arguments import PostprocessBatchListArgs, PostprocessImageArgs, PostSampleArgs
from modules.script_class import AlwaysVisible, OnComponent, Script, ScriptBuiltinUI
from modules.script_loading import ScriptClassData, ScriptFile, basedir
from modules.script_runner import ScriptRunner

__all__ = [
    "AlwaysVisible",
    "OnComponent",
    "PostSampleArgs",
    "PostprocessBatchListArgs",
    "PostprocessImageArgs",
    "Script",
    "ScriptBuiltinUI",
    "ScriptClassData",
    "ScriptFile",
    "ScriptRunner",
    "basedir",
    "load_scripts",
    "scripts_data",
]

scripts_data: list[ScriptClassData] = []
scripts_txt2img = ScriptRunner()
scripts_img2img = ScriptRunner()
scripts_current: ScriptRunner | None = None
"""The runner whose tab is being built; it hears of every component."""


def load_scripts(extensions: list[Path]) -> None:
    """Load the webui's own scripts for the menu, those of the given extension folders, and the built-in ones."""
    scripts_data.clear()
    for file in script_loading.script_files(Path(script_path)):
        scripts_data.extend(script_loading.load(file))
    for extension in script_loading.in_declared_order(extensions):
        for file in script_loading.script_files(extension):
            scripts_data.extend(script_loading.load(file))
    builtin = Path(__file__).parent / "processing_scripts"
    for path in sorted(builtin.glob("[a-z]*.py")):
        scripts_data.extend(script_loading.load(ScriptFile(str(builtin.parent.parent), path.name, str(path))))
