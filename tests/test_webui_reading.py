"""The oracle itself, compared with the real webui's functions where one is at hand.

Set `PROMPT_TAILOR_WEBUI` to the folder of an AUTOMATIC1111 webui; its Python packages torch and lark are not needed
for what is compared here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.prompts import prompts
from tests.webui_reading import networks, sections, weighted_letters

WEBUI = os.environ.get("PROMPT_TAILOR_WEBUI")
pytestmark = pytest.mark.skipif(not WEBUI, reason="PROMPT_TAILOR_WEBUI names no webui folder")


def functions_of(path: str, start: str, end: str) -> dict:
    """The names that a stretch of one of the webui's files defines, from the line with `start` to that with `end`."""
    file = Path(WEBUI or "") / path
    source = file.read_text(encoding="utf-8") if file.is_file() else ""
    if start not in source or end not in source:
        pytest.skip(f"this webui's {path} is another than that of AUTOMATIC1111 1.10")
    stretch = source[source.index(start) : source.index(end)]
    names: dict = {"re": re, "SdConditioning": list}
    exec(compile(f"from __future__ import annotations\n{stretch}", path, "exec"), names)
    return names


@pytest.fixture(scope="module")
def webui() -> dict:
    parser = "modules/prompt_parser.py"
    return {
        **functions_of(parser, "re_attention = ", "if __name__ =="),
        **functions_of(parser, "re_AND = ", "class ComposableScheduledPromptConditioning"),
        **functions_of("modules/processing_scripts/comments.py", "def strip_comments", "class ScriptStripComments"),
    }


@settings(max_examples=500, deadline=None)
@given(text=prompts())
def test_weights(text, webui):
    text = text.replace("BREAK", "break")
    try:
        real = [(mark, weight) for run, weight in webui["parse_prompt_attention"](text) for mark in run]
    except ValueError:
        with pytest.raises(ValueError):
            weighted_letters(text)
    else:
        assert weighted_letters(text) == real


@settings(max_examples=500, deadline=None)
@given(text=prompts())
def test_sections_and_networks(text, webui):
    stripped = re.sub(r"<(\w+):([^>]+)>", "", webui["strip_comments"](text))
    indexes, flat, _ = webui["get_multicond_prompt_list"]([stripped])
    real = [(flat[index].split(), weight) for index, weight in indexes[0]]
    assert [(section.split(), weight) for section, weight in sections(text)] == real
    assert networks(text) == [found.group() for found in re.finditer(r"<(\w+):([^>]+)>", webui["strip_comments"](text))]
