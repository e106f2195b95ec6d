"""Who may import whom. The order of LAYERS is the whole rule: a module imports only from names before its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prompt_tailor"
LAYERS = (
    "lazy",
    "diagnostics",
    "shipped",
    "texts",
    "syntax",
    "lexicon",
    "profiles",
    "choices",
    "setup",
    "passes",
    "rules",
    "guard",
    "pipeline",
    "infotext",
    "settings",
    "exporters",
    "request",
    "in_force",
    "preview",
    "origin",
    "chosen",
    "who",
    "answers",
    "api",
    "cli",
    "__main__",
    "hosts",
)
STRANGERS = {frozenset({"cli", "hosts"}), frozenset({"__main__", "hosts"})}
HOST_ONLY = {"modules", "gradio", "fastapi", "torch"}
LONGEST_FILE = 400


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def page_files() -> list[Path]:
    """Scripts and styles of the page."""
    return [ROOT / "style.css", *sorted(path for path in (ROOT / "javascript").rglob("*") if path.is_file())]


def layer_of(path: Path) -> str:
    """The first name below the package: `passes` for passes/spell_words.py, `api` for api.py."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path, text: str) -> Iterator[str]:
    """The absolute names of all modules that a file imports, those inside functions too."""
    package = ("prompt_tailor", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) + "." if node.level else ""
            module = (base + (node.module or "")).rstrip(".")
            yield module
            if module == "prompt_tailor":
                yield from (f"{module}.{alias.name}" for alias in node.names)


def violations(path: Path, text: str) -> list[str]:
    """What a file must not import, in words."""
    own = layer_of(path)
    found = []
    for name in imported(path, text):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top in HOST_ONLY and own != "hosts":
            found.append(f"{own} imports {top}: only hosts/ may")
        elif top == "prompt_tailor" and other in LAYERS and other != own:
            if LAYERS.index(other) > LAYERS.index(own):
                found.append(f"{own} imports {other}, which lies above it")
            elif {own, other} in STRANGERS:
                found.append(f"{own} imports {other}: they do not know each other")
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    assert not violations(path, path.read_text(encoding="utf-8"))


def test_every_module_has_a_layer() -> None:
    assert {layer_of(path) for path in sources()} <= set(LAYERS), "give the new module its place in LAYERS"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("passes/x.py", "import gradio as gr", "passes imports gradio: only hosts/ may"),
        ("syntax/x.py", "from ..lexicon import key", "syntax imports lexicon, which lies above it"),
        ("api.py", "from prompt_tailor import hosts", "api imports hosts, which lies above it"),
        ("hosts/webui/x.py", "from ...cli import main", "hosts imports cli: they do not know each other"),
        (
            "syntax/x.py",
            "def f():\n    from prompt_tailor.api import Tailor",
            "syntax imports api, which lies above it",
        ),
    ],
)
def test_a_wrong_import_is_named(file: str, text: str, message: str) -> None:
    assert violations(PACKAGE / file, text) == [message]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", page_files(), ids=lambda path: path.name)
def test_the_page_s_files_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_the_webui_finds_one_short_script() -> None:
    """The webui runs every .py file in scripts/, so a helper there would run as a script too."""
    (script,) = (ROOT / "scripts").rglob("*.py")
    assert script.name == "prompt_tailor_webui.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 20


def test_the_package_never_imports_the_playground() -> None:
    for path in sources():
        assert not any(name.startswith("playground") for name in imported(path, path.read_text(encoding="utf-8")))
