"""Shared fixtures: the shipped profiles, the lexicon alone, the stand-in webui, and the playground in a browser."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prompt_tailor.api import Tailor
from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import Lexicon, SeriesTable
from prompt_tailor.passes import Context
from prompt_tailor.profiles import Profiles, load_profiles
from prompt_tailor.profiles.scales import Scales

from .pages import Opener, chromium
from .serving import serving

ROOT = Path(__file__).resolve().parents[1]


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


@pytest.fixture(scope="session")
def tailor(tmp_path_factory: pytest.TempPathFactory) -> Tailor:
    """The use cases with an empty data folder; the names index may still be building."""
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
def playground_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a playground that runs in a process of its own."""
    pytest.importorskip("gradio", reason="the playground needs gradio")
    with serving(tmp_path_factory.mktemp("playground")) as address:
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
def page(open_page: Opener, playground_address: str) -> Any:
    """The playground's page, open and built. All tests of a run share that playground, and its options."""
    return open_page(playground_address)
