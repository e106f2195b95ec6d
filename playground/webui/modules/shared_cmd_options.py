"""The options this process was started with, and those of the variable COMMANDLINE_ARGS, as in the webui.

Unknown ones are somebody else's (pytest's, for example).
"""

import os
import shlex
import sys

from modules.cmd_args import parser

cmd_opts, _ = parser.parse_known_args([*shlex.split(os.environ.get("COMMANDLINE_ARGS", "")), *sys.argv[1:]])
