"""The webui's own attention parser, to measure with; never shipped, read from a webui's folder where there is one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from tests.webui_reading import weighted_letters


def attention_parser() -> tuple[Callable[[str], object], str]:
    """The parser and what it is."""
    webui = os.environ.get("PROMPT_TAILOR_WEBUI")
    if not webui:
        return weighted_letters, "the tests' attention parser"
    source = (Path(webui) / "modules" / "prompt_parser.py").read_text(encoding="utf-8")
    names: dict = {"re": re}
    exec(source[source.index("re_attention = ") : source.index("if __name__ ==")], names)
    return names["parse_prompt_attention"], "the webui's attention parser"
