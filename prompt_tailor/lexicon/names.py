"""Keeps the names file: finds its sources, builds it when it is missing, old or broken, and gives out a reader.

All of that can run in a thread of its own, so that the webui's start never waits. Until names are there, and wherever
something is missing or cannot be written, `NamesIndex.names` is a reader that knows no names, and `status` says why.
"""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path

from ..texts import Text, joined, say
from .names_build import NOTHING, Contents, NamesFileError, Progress, SourceRecord, compile_names, read_contents
from .names_files import OWN_FOLDER, own_files
from .names_reader import KINDS, NO_NAMES, Entity, Names
from .names_sources import FOUND, INSTALL_ADVICE, PACKAGE, Source, file_source, package_sources, shipped_sources
from .names_typos import is_available

__all__ = ["NO_NAMES", "Entity", "Names", "NamesIndex"]

FILE_NAME = "names.sqlite3"

_log = logging.getLogger(__name__)


class NamesIndex:
    """The names known to one process. Nothing happens, and no file is looked at, before `ensure`.

    `data_dir` is the folder the file is kept in; without one there are no names. Names come from the files in its
    folder `names`, from those that `sources` gives (it is asked in the thread that builds), from the installed package
    and from the lexicon's tables in `shipped`. `on_change` hears of every reader that takes over, perhaps in another
    thread: what was cached of earlier answers is out of date then.
    """

    def __init__(
        self,
        data_dir: Path | None,
        sources: Callable[[], Iterable[Path]] = tuple,
        package: str = PACKAGE,
        shipped: Path | None = None,
        on_change: Callable[[Names], None] | None = None,
    ) -> None:
        self._path = Path(data_dir) / FILE_NAME if data_dir is not None else None
        self._files = sources
        self._package = package
        self._shipped = shipped
        self._on_change = on_change
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._names = NO_NAMES
        self._contents = NOTHING
        self._state = "missing"
        self._messages = [say("names of characters, series and artists have not been looked for yet")]
        self._mended = False
        self._lacks_package = False
        self._stand_in: tempfile.TemporaryDirectory | None = None

    @property
    def names(self) -> Names:
        """The reader as of now: it knows no names until there are some, and another one takes over after a rebuild."""
        return self._names

    @property
    def lacks_package(self) -> bool:
        """Whether tipo-kgen was looked for and is not there, so that most names are unknown."""
        return self._lacks_package

    def find(self, key: str) -> Entity | None:
        """`Names.find` of the reader as of now, for those who keep hold of the index."""
        return self._names.find(key)

    def ensure(self, progress: Progress | None = None, background: bool = True, rebuild: bool = False) -> None:
        """See to it that the names are there and up to date; with `rebuild`, make them anew in any case.

        Returns at once with `background`; `progress` is then called from the other thread. While one call is at work,
        a further one only waits for it, or returns. Nothing is raised: `status` tells how it went.
        """
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._state = "building"
                self._messages = [say("looking for names of characters, series and artists")]
                self._thread = threading.Thread(
                    target=self._run, args=(progress, rebuild), name="prompt-tailor-names", daemon=True
                )
                self._thread.start()
            thread = self._thread
        if not background:
            thread.join()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no build is at work, at most `timeout` seconds; whether the names are ready then."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout)
        return self._state == "ready"

    def status(self) -> dict:
        """What is known, for a page or `names status`: plain values that fit into JSON.

        `state` is "ready", "building", "missing" or "failed"; `counts` has the number of names by kind; `sources` says
        of each list where it is, how old and how long, and what was wrong with it; `message` sums up in plain words.
        """
        with self._lock:
            contents, reader = self._contents, self._names
            return {
                "state": self._state,
                "message": joined("; ", self._messages),
                "path": str(reader.path or self._path),
                "folder": str(self._path.parent / OWN_FOLDER) if self._path else None,
                "forgives_typing_errors": is_available(),
                "counts": dict(contents.counts),
                "sources": [_describe(record) for record in contents.sources],
            }

    def close(self) -> None:
        """Let go of the file, and of its stand-in if there is one."""
        with self._lock:
            reader, self._names = self._names, NO_NAMES
            stand_in, self._stand_in = self._stand_in, None
        reader.close()
        if stand_in is not None:
            stand_in.cleanup()

    # --- what the thread does -----------------------------------------------------------------------------------------

    def _run(self, progress: Progress | None, rebuild: bool) -> None:
        try:
            self._bring_up_to_date(progress, rebuild)
        except Exception as error:  # nobody is above a thread to see it: without this the state would stay "building"
            _log.exception("the index of names failed")
            self._settle("failed", say("the index of names failed: {error}", error=repr(error)))

    def _bring_up_to_date(self, progress: Progress | None, rebuild: bool) -> None:
        if self._path is None:
            self._settle("missing", say("no folder was given to keep the names in"))
            return
        present = self._read_present(self._path)
        from_package = package_sources(self._package)
        self._lacks_package = not from_package
        missing = [] if from_package else [INSTALL_ADVICE]
        sources = self._sources(self._path.parent, from_package, present)
        if present is not None and not rebuild and (not sources or present.made_from(sources)):
            self._settle("ready", *missing, *_problems(present))
        elif sources:
            self._renew(self._path, sources, present, progress, missing)
        else:
            self._settle("missing", *missing)

    def _sources(self, folder: Path, from_package: list[Source], present: Contents | None) -> list[Source]:
        """All sources in their order of precedence (`names_sources.py`).

        Files that the present file was made from, and that are still there, count as found: a command line that knows
        nothing of the webui's other extensions is not to undo what the webui found.
        """
        own, others = own_files(folder), [Path(path) for path in self._files()]
        known = {str(path) for path in (*own, *others)}
        records = present.sources if present is not None else ()
        before = [Path(one.path) for one in records if one.origin == FOUND and one.path not in known]
        before = [path for path in before if path.is_file() and path.parent != folder / OWN_FOLDER]
        shipped = shipped_sources(self._shipped) if self._shipped else []
        return [*map(file_source, (*own, *others, *before)), *from_package, *shipped]

    def _read_present(self, path: Path) -> Contents | None:
        """Use the file that is there, if it is sound; a reader of it may be at work already."""
        try:
            contents = read_contents(path)
        except NamesFileError as error:
            _log.debug("no names to begin with: %s", error)
            return None
        if self._names.path != path:
            self._adopt(path, contents)
        return contents

    def _renew(
        self,
        path: Path,
        sources: Sequence[Source],
        present: Contents | None,
        progress: Progress | None,
        messages: list[str],
    ) -> None:
        """Build the file anew. If that fails keep the present one, and without one build where files can be written."""
        try:
            self._build(path, sources, progress, messages)
        except NamesFileError as error:
            messages = [str(error), *messages]
            if present is not None:
                self._adopt(path, present)
                self._settle("ready", say("the names are as they were before"), *messages)
                return
            try:
                stand_in = self._stand_in_path()
                note = say("the names are kept in {folder} until the program ends", folder=stand_in.parent)
                self._build(stand_in, sources, progress, [note, *messages])
            except NamesFileError as another:
                unknown = say("names of characters, series and artists are unknown")
                self._settle("failed", unknown, *messages, str(another))

    def _build(self, path: Path, sources: Sequence[Source], progress: Progress | None, messages: list[str]) -> None:
        """Build the file and read from it. Raises NamesFileError."""

        def report(fraction: float, message: str) -> None:
            self._messages = [say("{message} ({share})", message=message, share=f"{fraction:.0%}")]
            if progress is not None:
                progress(fraction, message)

        contents = compile_names(path, sources, report, self._release)
        self._adopt(path, contents)
        self._settle("ready" if any(contents.counts.values()) else "missing", *messages, *_problems(contents))

    def _stand_in_path(self) -> Path:
        """Where the file goes when the data folder cannot be written. Raises NamesFileError when there is no place.

        The folder is ours alone, so that nobody can slip in a file, and it is deleted at the end.
        """
        try:
            if self._stand_in is None:
                self._stand_in = tempfile.TemporaryDirectory(prefix="prompt-tailor-", ignore_cleanup_errors=True)
        except OSError as error:
            why = say("there is no folder for temporary files either ({error})", error=error.strerror)
            raise NamesFileError(why) from error
        return Path(self._stand_in.name) / FILE_NAME

    def _release(self) -> None:
        """Close the reader, for Windows does not replace an open file. For the moment until the next, no names."""
        with self._lock:
            reader, self._names = self._names, NO_NAMES
        reader.close()

    def _adopt(self, path: Path, contents: Contents) -> None:
        """Read from this file from now on."""
        with self._lock:
            reader, self._names = self._names, Names(path, on_broken=self._on_broken)
            self._contents = contents
            adopted = self._names
        reader.close()
        self._tell(adopted)

    def _tell(self, reader: Names) -> None:
        if self._on_change is not None:
            self._on_change(reader)

    def _settle(self, state: str, *messages: str) -> None:
        with self._lock:
            self._state = state
            self._messages = list(messages) or [_summary(self._contents)]
        for message in messages:
            _log.warning("names: %s", message)

    def _on_broken(self, reader: Names) -> None:
        """A look-up found the file broken: make it anew, once. If that does not help either, go without names."""
        with self._lock:
            if reader is not self._names:
                return
            self._names = NO_NAMES
            self._contents = NOTHING
            again, self._mended = self._mended, True
        self._tell(NO_NAMES)
        if again:
            self._settle("failed", reader.problem.message)
        else:
            _log.warning("names: %s", reader.problem.message)
            self.ensure(rebuild=True)


def _problems(contents: Contents) -> list[str]:
    return [record.problem for record in contents.sources if record.problem]


def _summary(contents: Contents) -> Text:
    characters, series, artists = (f"{contents.counts[kind]:,}" for kind in KINDS)
    return say(
        "{characters} characters, {series} series and {artists} artists from {n} lists",
        characters=characters,
        series=series,
        artists=artists,
        n=sum(not record.problem for record in contents.sources),
    )


def _describe(record: SourceRecord) -> dict:
    modified = record.modified_ns / 1e9
    known = modified >= 0
    return {
        "label": record.label,
        "origin": record.origin,
        "path": record.path,
        "version": record.version,
        "names": record.names,
        "modified": datetime.fromtimestamp(modified, timezone.utc).isoformat(timespec="seconds") if known else None,
        "age_days": round((time.time() - modified) / 86400, 1) if known else None,
        "problem": record.problem,
    }
