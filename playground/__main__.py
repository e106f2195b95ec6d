"""`python -m playground`: start the playground and print its address. `run.py` installs what this needs."""

from __future__ import annotations

import argparse
import sys

from playground import host
from playground.ports import free_port


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Our own options; the stand-in webui reads the rest, as `modules.cmd_args` lists them."""
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__, allow_abbrev=False)
    parser.add_argument("--port", type=int, default=7860, help="the port, or the next free one after it")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser.parse_known_args(arguments)[0]


def main() -> int:
    """Serve until Ctrl-C; returns the exit status."""
    options = parse_arguments()
    try:
        port = free_port(options.port)
    except OSError as problem:
        print(f"The playground cannot start: {problem}.", file=sys.stderr)
        return 2
    if port != options.port:
        print(f"Port {options.port} is taken.")
    host.make_importable()
    host.load_extension()

    from playground import server  # imports the stand-in's modules, which are importable only now

    server.serve(port, open_browser=not options.no_browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
