"""The checks, one file each."""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics import Diagnostic
from ..passes import Context
from ..syntax import parse
from .unit import Checked, Flags, Passes, Rule, all_rules, rule

__all__ = ["Checked", "Flags", "Passes", "Rule", "all_rules", "findings", "rule"]


def findings(positive: str, negative: str, context: Context) -> list[Diagnostic]:
    """What all rules find in both prompts as typed, in the order of the text."""
    other = parse(positive)
    both = [
        Checked(positive, other, context),
        Checked(negative, parse(negative, positive=False), replace(context, positive=False, other=other)),
    ]
    found = [one for checked in both if checked.text for known in all_rules() for one in known.find(checked)]
    return sorted(found, key=lambda one: (one.where != "prompt", one.span.start if one.span else 0, one.code))
