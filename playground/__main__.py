"""`python -m playground`: start the playground and print its address. `run.py` installs what this needs."""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playground import host
from playground.ports import free_port

if TYPE_CHECKING:
    from modules.painting import Painter


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Our own options; the stand-in webui reads the rest, as `modules.cmd_args` lists them."""
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__, allow_abbrev=False)
    parser.add_argument("--port", type=int, default=7860, help="the port, or the next free one after it")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--render", action="store_true", help="paint pictures, in place of plans")
    return parser.parse_known_args(arguments)[0]


def main() -> int:
    """Serve until Ctrl-C; returns the exit status."""
    options = parse_arguments()
    leave_proxies()
    try:
        return run(options)
    except KeyboardInterrupt:
        return 130


def run(options: argparse.Namespace) -> int:
    """Start, and serve until Ctrl-C; returns the exit status."""
    if importlib.util.find_spec("gradio") is None:
        print("The playground cannot start: gradio is not installed. `python run.py` installs it.", file=sys.stderr)
        return 2
    with collecting_later(), ending_at_once():
        try:
            host.make_importable()
        except host.WebuiFoundError as problem:
            print(f"The playground cannot start: {problem}", file=sys.stderr)
            return 2
        painter = renderer() if options.render else None
        if options.render and painter is None:
            return 2
        host.load_extension(painter)

        from playground import server  # imports the stand-in's modules, which are importable only now

        try:
            port = free_port(options.port)
        except OSError as problem:
            print(f"The playground cannot start: {problem}.", file=sys.stderr)
            return 2
        demo = server.start(port)
    if port != options.port:
        print(f"Port {options.port} is taken, so this one has another.")
    server.serve(demo, port, open_browser=not options.no_browser)
    return 0


def leave_proxies() -> None:
    """Make all requests of this process go straight: it asks itself only, and a proxy cannot reach that."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ["NO_PROXY"] = "*"  # and so those of the system's settings are not read


@contextlib.contextmanager
def collecting_later() -> Iterator[None]:
    """Look for garbage only afterwards: what is made at the start stays, and looking takes a sixth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextlib.contextmanager
def ending_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process without a word, as the system does it.

    An exception in the middle of an import comes out of compiled packages as a panic, and what gradio has begun
    complains when it is taken down.
    """
    heeded = signal.getsignal(signal.SIGINT)
    if heeded is signal.SIG_IGN:  # as whoever started us wants it
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heeded)


def renderer() -> Painter | None:
    """What paints real pictures, with the checkpoint of --ckpt loaded; None, with a message, where that cannot be."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # everything is here; nothing may be fetched in the middle of a run

    from modules.paths_internal import data_path
    from modules.shared_cmd_options import cmd_opts

    from playground.render.checkpoint_file import CheckpointError, read_shapes, require_sdxl

    try:
        if cmd_opts.ckpt:
            require_sdxl(Path(cmd_opts.ckpt), read_shapes(Path(cmd_opts.ckpt)))

        from playground.render.painter import Renderer  # imports torch: a wrong file is told before that

        painter = Renderer(Path(data_path) / "clip")
        print(painter.message, flush=True)
        painter.prepare(cmd_opts.ckpt)
    except CheckpointError as problem:
        print(f"The playground cannot start: {problem}", file=sys.stderr)
        return None
    if not cmd_opts.ckpt:
        print("Without --ckpt FILE a tiny random model paints: its pictures are noise.", flush=True)
    return painter


if __name__ == "__main__":
    sys.exit(main())
