"""The index of names: built when needed, mended when broken, and never in the way."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from prompt_tailor.lexicon.names import FILE_NAME, Names, NamesIndex
from prompt_tailor.lexicon.names_sources import package_sources

PATIENCE = 600  # seconds, on a busy machine; what is waited for is seen at once
NO_PACKAGE = "a_package_that_is_not_there"


@pytest.fixture
def listed(tmp_path) -> Path:
    path = tmp_path / "characters.txt"
    path.write_text("saber\r\nganyu (genshin impact)\r\n", encoding="utf-8", newline="")
    return path


@pytest.fixture
def index(tmp_path, listed):
    made = NamesIndex(tmp_path / "data", lambda: [listed], package=NO_PACKAGE)
    yield made
    made.close()


def ensured(index: NamesIndex, **how) -> dict:
    index.ensure(background=False, **how)
    return index.status()


def spoil_table(path: Path, table: str) -> None:
    """Overwrite the first page of a table, so that the file looks sound until that table is read."""
    connection = sqlite3.connect(path)
    ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
    ((size,),) = connection.execute("PRAGMA page_size")
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_names_are_built_and_found(index):
    assert index.names.find("saber") is None

    status = ensured(index)

    assert status["state"] == "ready"
    assert status["counts"] == {"character": 2, "series": 0, "artist": 0}
    assert index.names.find("saber").kind == "character"
    assert index.find("saber") == index.names.find("saber")


def test_status_is_json_and_says_of_each_source_how_old_it_is(index, listed):
    os.utime(listed, (1_000_000_000, 1_000_000_000))

    (source,) = json.loads(json.dumps(ensured(index)))["sources"]

    assert source["label"] == "characters.txt"
    assert source["names"] == 2
    assert source["modified"] == "2001-09-09T01:46:40+00:00"
    assert source["age_days"] > 5000


def test_nothing_is_touched_before_it_is_asked_for(index, tmp_path):
    assert index.status()["state"] == "missing"
    assert not (tmp_path / "data").exists()


def test_the_background_build_lets_the_caller_go_on(tmp_path, listed):
    begun, go_on = threading.Event(), threading.Event()
    index = NamesIndex(tmp_path / "data", lambda: [listed], package=NO_PACKAGE)

    def hold(fraction: float, message: str) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    index.ensure(hold)
    assert begun.wait(PATIENCE)
    assert index.status()["state"] == "building"
    assert "reading characters.txt" in index.status()["message"]
    assert index.names.find("saber") is None
    index.ensure()  # does not begin a second one

    go_on.set()
    assert index.wait(PATIENCE)
    assert index.names.find("saber")


def test_a_file_that_is_up_to_date_is_not_built_again(index, tmp_path, listed):
    ensured(index)
    written = (tmp_path / "data" / FILE_NAME).stat().st_mtime_ns
    heard = []

    another = NamesIndex(tmp_path / "data", lambda: [listed], package=NO_PACKAGE)
    status = ensured(another, progress=lambda fraction, message: heard.append(message))

    assert status["state"] == "ready"
    assert another.names.find("saber")
    assert heard == []
    assert (tmp_path / "data" / FILE_NAME).stat().st_mtime_ns == written


def test_a_changed_source_is_read_again(index, listed):
    ensured(index)
    old = index.names
    listed.write_text("saber\nrem (re:zero)\nram (re:zero)\n", encoding="utf-8")

    assert ensured(index)["counts"]["character"] == 3
    assert index.names.find("rem (re:zero)")
    assert old.find("saber") is None, "the old reader has let go of the file"


def test_everything_is_read_again_on_request(index):
    ensured(index)
    heard = []

    ensured(index, rebuild=True, progress=lambda fraction, message: heard.append(message))

    assert heard[-1] == "the names are ready"


def test_a_new_reader_is_announced(tmp_path, listed):
    announced = []
    index = NamesIndex(tmp_path / "data", lambda: [listed], package=NO_PACKAGE, on_change=announced.append)

    ensured(index)

    assert announced == [index.names]


@pytest.mark.parametrize("left", [0, 100, 5000], ids=["empty", "a stump", "half"])
def test_a_half_written_file_is_built_again(index, tmp_path, left):
    path = tmp_path / "data" / FILE_NAME
    path.parent.mkdir()
    ensured(index)
    path.write_bytes(path.read_bytes()[:left])

    assert ensured(index)["state"] == "ready"
    assert index.names.find("saber")


def test_a_file_that_breaks_while_in_use_is_mended_once_and_then_withdrawn(index, tmp_path):
    path = tmp_path / "data" / FILE_NAME
    ensured(index)

    spoil_table(path, "name_by_key")
    assert index.find("saber") is None, "no exception, and nothing found"
    assert index.wait(PATIENCE)
    assert ensured(index)["state"] == "ready"

    spoil_table(path, "name_by_key")
    assert index.find("saber") is None
    assert index.status()["state"] == "failed"
    assert "cannot be read" in index.status()["message"]
    assert index.find("saber") is None


def test_without_the_package_the_message_says_how_to_install_it(tmp_path):
    status = ensured(NamesIndex(tmp_path / "data", package=NO_PACKAGE))

    assert status["state"] == "missing"
    assert status["counts"] == {"character": 0, "series": 0, "artist": 0}
    assert status["message"] == (
        "tipo-kgen is not installed: only the best known characters, series and artists are known; "
        "install it with: pip install --no-deps tipo-kgen"
    )


def test_names_outlive_their_sources(index, tmp_path):
    ensured(index)

    later = NamesIndex(tmp_path / "data", package=NO_PACKAGE)

    assert ensured(later)["state"] == "ready"
    assert later.names.find("saber")


def test_a_bad_file_is_named_and_the_others_are_used(tmp_path, listed):
    foreign = tmp_path / "styles.csv"
    foreign.write_text("name,prompt,negative_prompt\n", encoding="utf-8")
    index = NamesIndex(tmp_path / "data", lambda: [foreign, listed], package=NO_PACKAGE)

    for status in (
        ensured(index),
        ensured(NamesIndex(tmp_path / "data", lambda: [foreign, listed], package=NO_PACKAGE)),
    ):
        assert status["state"] == "ready"
        assert "styles.csv was skipped" in status["message"]
    assert index.names.find("saber")


def test_a_data_folder_that_cannot_be_written_is_replaced_until_the_end(tmp_path, listed):
    (tmp_path / "data").write_text("a file, where a folder should be", encoding="utf-8")
    index = NamesIndex(tmp_path / "data", lambda: [listed], package=NO_PACKAGE)

    status = ensured(index)

    stand_in = Path(status["path"])
    assert status["state"] == "ready"
    assert "cannot be written" in status["message"]
    assert str(stand_in.parent) in status["message"]
    assert index.names.find("saber")
    index.close()
    assert not stand_in.exists()


def test_nowhere_to_write_leaves_no_names_and_says_so(tmp_path, listed, monkeypatch):
    (tmp_path / "data").write_text("a file, where a folder should be", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))

    status = ensured(index := NamesIndex(tmp_path / "data", lambda: [listed], package=NO_PACKAGE))

    assert status["state"] == "failed"
    assert "cannot be written" in status["message"]
    assert "no folder for temporary files either" in status["message"]
    assert index.names.find("saber") is None


def test_a_file_in_use_is_kept(index, listed, monkeypatch):
    ensured(index)
    listed.write_text("somebody else\n", encoding="utf-8")

    def in_use(source: object, target: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr("os.replace", in_use)
    status = ensured(index)

    assert status["state"] == "ready"
    assert "as they were before" in status["message"]
    assert "in use by another program" in status["message"]
    assert index.names.find("saber")


def test_a_progress_display_that_fails_does_not_leave_the_state_hanging(index):
    def fail(fraction: float, message: str) -> None:
        raise RuntimeError("the page is gone")

    status = ensured(index, progress=fail)

    assert status["state"] == "failed"
    assert "the page is gone" in status["message"]


def test_no_folder_no_names():
    status = ensured(NamesIndex(None))

    assert status["state"] == "missing"
    assert "no folder" in status["message"]


@pytest.mark.skipif(not package_sources(), reason="tipo-kgen is not installed")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory's size from /proc")
def test_half_a_million_names_cost_little_memory(names_file):
    listed = package_sources()[0].path.read_text(encoding="utf-8").split("\n")[::50]

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")

    before = resident()
    names = Names(names_file)
    assert all(names.find(name) for name in listed if name and "\\" not in name)
    assert resident() - before < 15e6
