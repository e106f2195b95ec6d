"""Shared fixtures: the shipped profiles, the lexicon alone, the stand-in webui, and the playground in a browser."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from prompt_tailor.api import Tailor
from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import Lexicon, SeriesTable
from prompt_tailor.lexicon.names import FILE_NAME
from prompt_tailor.lexicon.names_build import compile_names
from prompt_tailor.lexicon.names_sources import PACKAGE, package_sources, shipped_sources
from prompt_tailor.passes import Context
from prompt_tailor.profiles import Profiles, load_profiles
from prompt_tailor.profiles.scales import Scales

from .pages import Opener, chromium
from .serving import options_restored, serving

ROOT = Path(__file__).resolve().parents[1]

# No test hangs on how busy a machine is. In CI hypothesis tries the same examples each time, by its own settings, so
# that a change is judged by what is in it; everywhere else each run tries new ones.
settings.register_profile("no time limit", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no time limit")


@pytest.fixture(scope="session")
def profiles() -> Profiles:
    """The profiles that come with the project."""
    return load_profiles()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon; no names index, so that tests do not hang on an installed package."""
    return Lexicon()


@pytest.fixture(scope="session")
def context(profiles: Profiles, lexicon: Lexicon) -> Context:
    """A context for AIDXL with default choices."""
    return Context(profiles["aidxl"], Choices(), lexicon, SeriesTable(lexicon), scales=Scales(profiles))


@pytest.fixture(autouse=True, scope="session")
def _few_names() -> Iterator[None]:
    """In the tests' own processes names come from the lexicon's tables: reading the package's million takes seconds,
    for each data folder anew. Tests of the whole lists use `names_file`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "prompt_tailor.lexicon.names.package_sources",
            lambda package: [] if package == PACKAGE else package_sources(package),
        )
        yield


@pytest.fixture(scope="session")
def names_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of all names, built once for all workers of a run. Tests may read it, and copy it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "names"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        if not (folder / FILE_NAME).is_file():
            compile_names(folder / FILE_NAME, [*package_sources(), *shipped_sources(ROOT / "lexicon")])
    return folder / FILE_NAME


@pytest.fixture(scope="session")
def with_names(names_file: Path) -> Callable[[Path], Path]:
    """A function that puts the index of all names into our data folder of a webui's or a user's, and returns that."""

    def put_into(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(names_file, folder / FILE_NAME)
        return folder

    return put_into


@pytest.fixture(scope="session")
def webui_data(tmp_path_factory: pytest.TempPathFactory, with_names: Callable[[Path], Path]) -> Callable[[str], Path]:
    """A function that makes a data folder for a webui, with the index of all names where we keep it there."""

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        with_names(folder / "prompt-tailor")
        return folder

    return make


@pytest.fixture(scope="session")
def tailor(tmp_path_factory: pytest.TempPathFactory) -> Tailor:
    """The use cases with an empty data folder; the index of names may still be building."""
    return Tailor(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def _stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The playground's `modules` on the import path, with our script loaded into it and a data folder of its own."""
    pytest.importorskip("gradio", reason="the stand-in for the webui needs gradio")
    from playground import host

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMANDLINE_ARGS", f"--data-dir {shlex.quote(str(tmp_path_factory.mktemp('webui')))}")
        host.make_importable()
        host.load_extension()
        yield


@pytest.fixture
def webui(_stand_in: None) -> Iterator[None]:
    """The stand-in for the webui: `modules` can be imported. Options are as on a fresh installation."""
    from modules import shared

    shared.opts.data.clear()
    yield
    shared.opts.data.clear()


@pytest.fixture(scope="session")
def playground_address(webui_data: Callable[[str], Path]) -> Iterator[str]:
    """The address of a playground that runs in a process of its own."""
    pytest.importorskip("gradio", reason="the playground needs gradio")
    with serving(webui_data("playground")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium. Skips, with the reason, where there is none."""
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser: Any) -> Iterator[Opener]:
    """Opens a page at an address: `open_page(address, "?__theme=dark", locale="zh-CN")`."""
    opener = Opener(browser)
    yield opener
    opener.close()


@pytest.fixture
def playground(playground_address: str) -> Iterator[str]:
    """The address of the playground that all tests of a run share. Each test finds its options as they were."""
    with options_restored(playground_address):
        yield playground_address


@pytest.fixture
def page(playground: str, open_page: Opener) -> Any:
    """The playground's page, open and built."""
    return open_page(playground)
