"""The command-line options of the webui that an extension may ask about."""

from __future__ import annotations

import argparse

parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
parser.add_argument("--data-dir", default=None, help="folder of settings, styles and what extensions keep")
parser.add_argument("--ckpt", default=None, help="a checkpoint file, which is chosen at the start")
parser.add_argument("--ckpt-dir", default=None, help="folder with checkpoints; only their names and headers are read")
parser.add_argument("--embeddings-dir", default=None, help="folder with textual inversions; only names are read")
parser.add_argument("--port", type=int, default=7860)
parser.add_argument("--api", action="store_true", default=True)
parser.add_argument("--api-auth", default=None, metavar="USER:PASSWORD")
parser.add_argument("--gradio-auth", default=None, metavar="USER:PASSWORD")
parser.add_argument("--freeze-settings", action="store_true")
parser.add_argument("--freeze-settings-in-sections", default=None)
parser.add_argument("--freeze-specific-settings", default=None)
parser.add_argument("--no-hashing", action="store_true")
parser.add_argument("--nowebui", action="store_true")
