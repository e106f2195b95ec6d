"""Every pass does what its own examples say, twice is once, and it explains itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prompt_tailor.choices import read_choices
from prompt_tailor.guard import misprint, violation
from prompt_tailor.passes import Context, Example, Memory, Pass, all_passes
from prompt_tailor.syntax import parse

PASSES = all_passes()
EXAMPLES = [
    pytest.param(one, example, id=f"{one.name}-{index}") for one in PASSES for index, example in enumerate(one.examples)
]


def context_of(example: Example, context: Context, profiles, step: Pass) -> Context:
    positive = step.side.value != "negative"
    return replace(
        context,
        profile=profiles[example.profile],
        choices=read_choices(example.choices),
        positive=positive,
        other=None if positive else parse(example.positive),
        memory=Memory(),
    )


@pytest.mark.parametrize(("step", "example"), EXAMPLES)
def test_example(step, example, context, profiles):
    here = context_of(example, context, profiles, step)
    before = parse(example.before, here.positive)
    change = step.run(before, here)
    wanted = example.before if example.after is None else example.after
    assert change.prompt.text == wanted
    assert violation(before, change, step) is None
    assert misprint(change.prompt, here.positive) is None


@pytest.mark.parametrize(("step", "example"), EXAMPLES)
def test_twice_is_once(step, example, context, profiles):
    here = context_of(example, context, profiles, step)
    once = step.run(parse(example.before, here.positive), here).prompt.text
    assert step.run(parse(once, here.positive), here).prompt.text == once


@pytest.mark.parametrize("step", PASSES, ids=lambda one: one.name)
def test_explains_itself(step):
    assert step.doc, "a pass needs a docstring: README and panel show it"
    assert any(example.after is not None for example in step.examples), "an example that changes"
    assert any(example.after is None for example in step.examples), "an example that comes back unchanged"
