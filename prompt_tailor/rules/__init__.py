"""The checks, one file each."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..diagnostics import Diagnostic, Severity
from ..passes import Context
from ..syntax import parse
from ..texts import say
from .checked import Checked, CountTokens, Scope
from .switches import misspelled_switches, switched_off, unknown_codes
from .unit import Flags, Found, Passes, Rule, all_rules, rule

__all__ = [
    "Checked",
    "CountTokens",
    "Flags",
    "Found",
    "Passes",
    "Rule",
    "Scope",
    "all_rules",
    "findings",
    "rule",
    "unknown_codes",
]


_PLAIN = Scope()
_ORDER = {"": 0, "prompt": 1, "negative_prompt": 2}


def findings(positive: str, negative: str, context: Context, scope: Scope = _PLAIN) -> list[Diagnostic]:
    """What the rules find in both prompts as typed and in what is set: settings first, then as in the text."""
    off = scope.off | switched_off(positive, negative)
    first = Checked(positive, parse(positive), context, scope)
    against = replace(context, positive=False, other=first.prompt)
    second = Checked(negative, parse(negative, positive=False), against, scope, wanted=first)
    found: list[Diagnostic] = []
    for known in _rules_asked(scope.thorough, first.rewriting):
        if known.code in off:
            continue
        if positive or known.about == "settings":
            found += _found(known, first)
        if negative and known.about == "prompt":
            found += _found(known, second)
    for checked in (first, second):
        found += misspelled_switches(checked.text, checked.where)
    return sorted(found, key=lambda one: (_ORDER[one.where], one.span.start if one.span else -1, one.code))


@lru_cache(maxsize=4)
def _rules_asked(thorough: bool, rewriting: bool) -> tuple[Rule, ...]:
    """All rules, or without those that take their time, or without those that say what rewriting mends."""
    return tuple(
        known for known in all_rules() if (thorough or not known.thorough) and not (known.mended and rewriting)
    )


def _found(known: Rule, checked: Checked) -> list[Diagnostic]:
    try:
        return known.check(checked)
    except Exception as error:  # a fault in one rule must not stop a picture; it is reported, not hidden
        what = f"{type(error).__name__}: {error}"
        message = say('The check "{check}" failed ({error}); the others went on.', check=known.name, error=what)
        return [Diagnostic("X004", Severity.WARNING, message, where=checked.where)]
