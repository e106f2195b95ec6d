"""Every rule finds what its own examples say, at the right place, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prompt_tailor.passes import Memory
from prompt_tailor.rules import Checked, Flags, all_rules
from prompt_tailor.syntax import parse

RULES = all_rules()
EXAMPLES = [
    pytest.param(one, example, id=f"{one.code}-{index}") for one in RULES for index, example in enumerate(one.examples)
]


@pytest.mark.parametrize(("known", "example"), EXAMPLES)
def test_example(known, example, context, profiles):
    here = replace(context, profile=profiles[example.profile], positive=example.positive, memory=Memory())
    found = list(known.find(Checked(example.text, parse(example.text, example.positive), here)))
    if isinstance(example, Flags):
        assert [example.text[one.span.start : one.span.end] for one in found] == [example.at]
        assert {one.code for one in found} == {known.code}
    else:
        assert found == []


@pytest.mark.parametrize("known", RULES, ids=lambda one: one.code)
def test_explains_itself(known):
    assert known.doc
    assert any(isinstance(example, Flags) for example in known.examples)
    assert any(not isinstance(example, Flags) for example in known.examples)


def test_codes_are_unique():
    codes = [known.code for known in RULES]
    assert len(codes) == len(set(codes))
