from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Fix, Severity, Span
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .unit import Flags, Found, Passes, rule

_OPENS = re.compile(r"(?<!\\)[(\[]|\{")
_BORDER = re.compile(r"\b(?:AND(?:_[A-Z]+)?|BREAK|ADD[A-Z]+)\b|//|/\*")
_OF_LORA_CONTROL = re.compile(r"\[\s*<\w+:[^>]+>\s*#")
"""`[<lora:a:1> #increment:10]`: the extension that reads it has its own idea of `#`."""
_LEFT_ALONE = re.compile(r"AND_[A-Z]+\b|//|/\*")
"""A part that Neutral Prompt reads, brackets and all, or a comment of reForge's or Forge Neo's."""
_TAG_ENDS = re.compile(r"[ \t]*(?=[,，、\n#]|$)")


@rule(
    "S001",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("1girl, (smile, night", "("),
        Passes("1girl, (smile), :("),
        Passes("1girl, smile \\("),
        Passes("smile AND_PERP [hat :0.8] :1"),
        Passes("smile // (hat"),
    ],
)
def unclosed_bracket(checked: Checked) -> Iterator[Found]:
    """A bracket that nothing closes.

    The webui puts its emphasis on everything that follows, so nothing behind it can be moved. The fix closes it at
    the end of its tag, which is a guess. Source: the end of `prompt_parser.py:parse_prompt_attention`.
    """
    for atom in checked.odd:
        found = _OPENS.search(atom.tag.text) if atom.tag.kind is Kind.UNBALANCED else None
        if found:
            at = atom.tag.at + found.start()
            if _OF_LORA_CONTROL.match(checked.text, at) or _LEFT_ALONE.match(atom.tag.text):
                continue
            if found.group() == "{":
                message = say(
                    '"{bracket}" does not close as it should: what stands behind it stays in its place.', bracket="{"
                )
            else:
                message = say(
                    '"{bracket}" is never closed: the webui emphasises everything behind it, '
                    "and that stays in its place.",
                    bracket=found.group(),
                )
            yield Found(message, Span(at, at + 1), _closed(checked.text, at))


def _closed(text: str, at: int) -> Fix | None:
    """Close a round or square bracket at the end of its tag, where nothing in between is open."""
    closing = {"(": ")", "[": "]"}.get(text[at])
    end = _TAG_ENDS.search(text, at + 1)
    if closing is None or end is None or not text[at + 1 : end.start()].strip(" \t()[]"):
        return None
    inside = text[at + 1 : end.start()]
    if any(mark in inside for mark in "([{") or _BORDER.search(inside):
        return None
    return Fix(say("close it at the end of its tag"), Span(end.start(), end.start()), closing, safe=False)
