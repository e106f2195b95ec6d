"""Every rule finds what its own examples say, at the right place, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prompt_tailor.passes import Memory
from prompt_tailor.rules import Checked, Flags, Scope, all_rules
from prompt_tailor.setup import Setup
from prompt_tailor.syntax import parse

RULES = all_rules()
EXAMPLES = [
    pytest.param(one, example, id=f"{one.code}-{index}") for one in RULES for index, example in enumerate(one.examples)
]


def checked(example, context, profiles) -> Checked:
    """An example as a rule gets it."""
    given = dict(example.given)
    scope = Scope(count_tokens=given.pop("count_tokens", None), setup=Setup(**given))
    here = replace(context, profile=profiles[example.profile], positive=example.positive, memory=Memory())
    wanted = None
    if example.other:
        wanted = Checked(example.other, parse(example.other), replace(here, positive=True), scope)
        here = replace(here, other=wanted.prompt)
    return Checked(example.text, parse(example.text, example.positive), here, scope, wanted)


@pytest.mark.parametrize(("known", "example"), EXAMPLES)
def test_example(known, example, context, profiles):
    found = list(known.check(checked(example, context, profiles)))
    if isinstance(example, Flags):
        assert [one.span and example.text[one.span.start : one.span.end] for one in found] == [example.at]
        assert all(one.message for one in found)
    else:
        assert found == []


@pytest.mark.parametrize("known", RULES, ids=lambda one: one.code)
def test_offers_the_fixes_that_it_declares(known, context, profiles):
    flagged = [one for one in known.examples if isinstance(one, Flags)]
    fixes = [found.fix for one in flagged for found in known.check(checked(one, context, profiles)) if found.fix]
    assert {"safe" if fix.safe else "unsafe" for fix in fixes} == ({known.fix} if known.fix != "none" else set())


@pytest.mark.parametrize("known", RULES, ids=lambda one: one.code)
def test_a_fix_mends_what_was_found(known, context, profiles):
    for example in known.examples:
        for found in known.check(checked(example, context, profiles)):
            if found.fix:
                span = found.fix.span
                mended = example.text[: span.start] + found.fix.text + example.text[span.end :]
                again = list(known.check(checked(example._replace(text=mended), context, profiles)))
                assert len(again) < len(list(known.check(checked(example, context, profiles)))), mended


@pytest.mark.parametrize("known", RULES, ids=lambda one: one.code)
def test_explains_itself(known):
    assert known.doc
    assert any(isinstance(example, Flags) for example in known.examples)
    assert any(not isinstance(example, Flags) for example in known.examples)


def test_codes_are_unique():
    codes = [known.code for known in RULES]
    assert len(codes) == len(set(codes))
