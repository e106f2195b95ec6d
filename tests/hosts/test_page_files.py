"""The page's modules: served to everybody, under an address that changes with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytestmark = pytest.mark.usefixtures("webui")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of modules in the place of ours."""
    from prompt_tailor.hosts.webui import page_files

    monkeypatch.setattr(page_files, "shipped", lambda _: tmp_path)
    modules = tmp_path / "lib"
    modules.mkdir()
    (modules / "one.mjs").write_text("export const one = 1;", encoding="utf-8")
    (modules / "tab.css").write_text("p { color: red; }", encoding="utf-8")
    (modules / "secret.txt").write_text("no", encoding="utf-8")
    return modules


def client_for(version: str) -> Any:
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from prompt_tailor.hosts.webui import page_files

    app = FastAPI()
    page_files.add(app, version)
    return TestClient(app)


def test_a_module_is_kept_for_as_long_as_it_is_the_same(folder: Path) -> None:
    from prompt_tailor.hosts.webui.page_files import version

    before = version()
    client = client_for(before)
    answer = client.get(f"/prompt-tailor/page/{before}/one.mjs")
    assert answer.text == "export const one = 1;" and answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"/prompt-tailor/page/{before}/tab.css").headers["content-type"].startswith("text/css")

    os.utime(folder / "one.mjs", (1, 1))
    assert version() != before
    assert client.get(f"/prompt-tailor/page/{before}/one.mjs").headers["cache-control"] == "no-store"
    assert client.get("/prompt-tailor/page/123456789abc/one.mjs").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["two.mjs", "secret.txt", "..%2Fone.mjs", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"])
def test_nothing_else_is_served(folder: Path, name: str) -> None:
    from prompt_tailor.hosts.webui.page_files import version

    assert client_for(version()).get(f"/prompt-tailor/page/{version()}/{name}").status_code == 404
