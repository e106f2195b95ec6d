"""Runs the passes over a positive and a negative prompt, each under the guard."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from .diagnostics import Diagnostic, Severity
from .guard import misprint, violation
from .passes import Change, Context, Note, Pass, Side, all_passes, in_company
from .syntax import Part, Prompt, parse
from .texts import say

_OFF = re.compile(r"#[ \t]*prompt-tailor:[ \t]*off[ \t]*(?:\r?\n|$)", re.IGNORECASE)
_POSITIVE, _NEGATIVE = "prompt", "negative_prompt"


class Step(NamedTuple):
    """What one pass did to one prompt."""

    name: str
    where: str
    before: str
    after: str
    notes: tuple[Note, ...]

    def to_json(self) -> dict:
        notes = [{"action": note.action, "text": note.text, "reason": note.reason} for note in self.notes]
        return {"pass": self.name, "where": self.where, "before": self.before, "after": self.after, "notes": notes}


@dataclass(frozen=True)
class Fitted:
    """The outcome for both prompts."""

    positive: Prompt
    negative: Prompt
    contexts: tuple[Context, Context]
    """For looking at these two prompts: each context knows the company of its tags."""
    steps: tuple[Step, ...]
    diagnostics: tuple[Diagnostic, ...]
    fitted: bool = True
    """False when both prompts went through as typed."""


def is_off(prompt: str) -> bool:
    """Whether the prompt holds the comment `# prompt-tailor: off`."""
    return "#" in prompt and _OFF.search(prompt) is not None


def run(positive: str, negative: str, context: Context) -> Fitted:
    """Both prompts after all passes. Never raises: where something of ours fails, the text stays as it was."""
    first = _Side(parse(positive), _POSITIVE, context)
    fitted = not is_off(positive)
    if fitted:
        first.run(all_passes())
    against = replace(context, positive=False, other=first.prompt)
    second = _Side(parse(negative, positive=False), _NEGATIVE, against)
    if fitted:
        second.run(all_passes())
    contexts = in_company(first.prompt, first.context), in_company(second.prompt, second.context)
    steps, diagnostics = (*first.steps, *second.steps), (*first.diagnostics, *second.diagnostics)
    return Fitted(first.prompt, second.prompt, contexts, steps, diagnostics, fitted)


def _same_tags(part: Part, other: Part) -> bool:
    return len(part.atoms) == len(other.atoms) and part.texts == other.texts


class _Side:
    """One prompt on its way through the passes."""

    def __init__(self, prompt: Prompt, where: str, context: Context):
        self.typed = self.prompt = prompt
        self.where = where
        self.context = context
        self.steps: list[Step] = []
        self.diagnostics: list[Diagnostic] = []
        self._skips = Side.NEGATIVE if context.positive else Side.POSITIVE

    def run(self, passes: tuple[Pass, ...]) -> None:
        stage, seen = None, None
        for step in passes:
            if step.side is self._skips:
                continue
            if step.stage is not stage:  # the stages before may have spelled or added the company of this one's words
                stage = step.stage
                if self._tags_are_others_than(seen):
                    seen, self.context = self.prompt, in_company(self.prompt, self.context)
            self._take(step)
        found = misprint(self.prompt, self.context.positive) if self.prompt is not self.typed else None
        if found:
            self._report(
                "X002", say("The rewritten prompt would be read differently ({found}); it stays as typed.", found=found)
            )
            self.prompt, self.steps = self.typed, []

    def _tags_are_others_than(self, seen: Prompt | None) -> bool:
        """Whether anything but the order and the layout of the tags has changed since `seen`."""
        if seen is None:
            return True
        return any(new is not old and not _same_tags(new, old) for new, old in zip(self.prompt.parts, seen.parts))

    def _take(self, step: Pass) -> None:
        change = self._change(step)
        if change is None:
            return
        found = violation(self.prompt, change, step)
        if found:
            told = say(
                'The step "{step}" did more than it may ({found}); it was left out.', step=step.name, found=found
            )
            self._report("X001", told)
        elif change.prompt is not self.prompt:
            self.steps.append(Step(step.name, self.where, self.prompt.text, change.prompt.text, change.notes))
            self.prompt = change.prompt

    def _change(self, step: Pass) -> Change | None:
        try:
            return step.run(self.prompt, self.context)
        except Exception as error:  # a fault in one pass must not stop a picture; it is reported, not hidden
            what = f"{type(error).__name__}: {error}"
            self._report(
                "X003", say('The step "{step}" failed ({error}); it was left out.', step=step.name, error=what)
            )
            return None

    def _report(self, code: str, message: str) -> None:
        self.diagnostics.append(Diagnostic(code, Severity.WARNING, message, where=self.where))
