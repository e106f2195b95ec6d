from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..syntax import Kind
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_BRACES = re.compile(r"(\{+)([^{}|$:]*[^\W\d_][^{}|$:]*)(\}+)")
_NUMBERED = re.compile(r"(\d?\.?\d+)::([^:{}|]+?)\s*,?\s*::")
_A_BRACE = 1.05


@rule(
    "W005",
    Severity.HINT,
    fix="unsafe",
    examples=[
        Flags("1girl, {{smile}}", "{{smile}}"),
        Flags("1girl, 1.2::smile ::", "1.2::smile ::"),
        Passes("1girl, {smile|blush}, {2$$a|b}, ${name}, {a:b}"),
    ],
)
def novelai_emphasis(checked: Checked) -> Iterator[Found]:
    """Emphasis as NovelAI writes it, `{tag}` or `1.2::tag::`. To the webui these marks are letters.

    Each pair of braces stands for 1.05 there. The fix writes the weight the webui's way. Choices such as `{a|b}` are
    the dynamic prompts extension's and are left alone.
    """
    if "{" not in checked.text and "::" not in checked.text:
        return
    for atom in checked.odd:
        if atom.tag.kind is not Kind.OPAQUE:
            continue
        meant = _meant(atom.tag.text)
        if meant:
            yield Found(
                say('"{tag}" is NovelAI\'s emphasis; the webui reads its marks as letters.', tag=atom.tag.text),
                checked.span(atom.tag),
                respelled(atom.tag, meant, say("write {text}", text=meant)),
            )


def _meant(text: str) -> str | None:
    if "__" in text:  # a wildcard in a choice of one
        return None
    found = _BRACES.fullmatch(text)
    if found and len(found[1]) == len(found[3]):
        return f"({found[2].strip()}:{_A_BRACE ** len(found[1]):.2f})"
    found = _NUMBERED.fullmatch(text)
    return f"({found[2].strip()}:{found[1]})" if found else None
