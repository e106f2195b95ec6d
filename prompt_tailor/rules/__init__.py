"""The checks, one file each."""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics import Diagnostic, Severity
from ..passes import Context
from ..syntax import parse
from ..texts import say
from .unit import Checked, Flags, Passes, Rule, all_rules, rule

__all__ = ["Checked", "Flags", "Passes", "Rule", "all_rules", "findings", "rule"]


def findings(positive: str, negative: str, context: Context) -> list[Diagnostic]:
    """What all rules find in both prompts as typed, in the order of the text."""
    other = parse(positive)
    both = [
        Checked(positive, other, context),
        Checked(negative, parse(negative, positive=False), replace(context, positive=False, other=other)),
    ]
    found = [one for checked in both if checked.text for known in all_rules() for one in _found(known, checked)]
    return sorted(found, key=lambda one: (one.where != "prompt", one.span.start if one.span else 0, one.code))


def _found(known: Rule, checked: Checked) -> list[Diagnostic]:
    try:
        return list(known.find(checked))
    except Exception as error:  # a fault in one rule must not stop a picture; it is reported, not hidden
        what = f"{type(error).__name__}: {error}"
        message = say('The check "{check}" failed ({error}); the others went on.', check=known.name, error=what)
        return [Diagnostic("X004", Severity.WARNING, message, where=checked.where)]
