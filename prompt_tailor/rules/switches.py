"""Rules that a prompt switches off: `# prompt-tailor: off T001, W002` in either of the two prompts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..texts import say
from .unit import all_rules

_SWITCH = re.compile(r"#[ \t]*prompt-tailor:[ \t]*off[ \t]+([A-Za-z]\d+(?:[ \t,;]+[A-Za-z]\d+)*)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]\d+")


def switched_off(*prompts: str) -> frozenset[str]:
    """The codes that comments in the prompts switch off. Each counts for both prompts."""
    return frozenset(
        code.upper() for text in prompts if "#" in text for found in _SWITCH.finditer(text) for code in _codes(found[1])
    )


def unknown_codes(codes: Iterable[str]) -> list[str]:
    """Those of the codes that no rule has."""
    known = {one.code for one in all_rules()}
    return sorted(code for code in codes if code not in known)


def misspelled_switches(text: str, where: str) -> Iterator[Diagnostic]:
    """A hint for each code in a comment's switch that no rule has."""
    for found in _SWITCH.finditer(text) if "#" in text else ():
        for code in _CODE.finditer(found[1]):
            if unknown_codes([code.group().upper()]):
                start = found.start(1) + code.start()
                message = say('No check has the code "{code}", so nothing is switched off by it.', code=code.group())
                yield Diagnostic("X005", Severity.HINT, message, Span(start, start + len(code.group())), where=where)


def _codes(text: str) -> list[str]:
    return _CODE.findall(text)
