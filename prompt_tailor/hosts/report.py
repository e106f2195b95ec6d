"""What is told of one job: a JSON value that travels with the result to the page and to API clients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

REPORT_KEY = "Prompt Tailor report"
"""Where the report lies among a result's extra parameters. It is in no picture's infotext."""


class Change(NamedTuple):
    """A generation setting that was set."""

    name: str
    before: object
    after: object


class Left(NamedTuple):
    """A generation setting that the profile names and that was left alone."""

    name: str
    reason: str


def report(
    answer: Mapping,
    profile: Mapping,
    typed: Mapping,
    fitted: Mapping,
    changes: Iterable[Change],
    left: Iterable[Left],
    notices: Sequence[str],
) -> dict:
    """The report of a job. `answer` is the API's for the first pair of prompts, `profile` its card for that profile."""
    notes = [{**note, "where": step["where"]} for step in answer["steps"] for note in step["notes"]]
    return {
        "profile": answer["profile"],
        "name": profile["name"],
        "reason": answer["detection"]["reason"],
        "how": answer["detection"]["how"],
        "from": answer["from"],
        "typed": dict(typed),
        "fitted": dict(fitted),
        "notes": notes,
        "settings": [change._asdict() for change in changes],
        "left": [one._asdict() for one in left],
        "diagnostics": [_short(one) for one in answer["diagnostics"]],
        "notices": list(notices),
    }


def failure(message: str) -> dict:
    """The report of a job whose prompt went through as typed because something of ours failed."""
    return {"notices": [message]}


def summary(told: Mapping) -> str:
    """The report in one line, for the log."""
    counts: dict[str, int] = {}
    for note in told.get("notes", ()):
        counts[note["action"]] = counts.get(note["action"], 0) + 1
    pieces = [f"{count} {action}" for action, count in counts.items()] or ["prompts unchanged"]
    pieces += [f"{change['name']} {change['before']} -> {change['after']}" for change in told.get("settings", ())]
    source = f", written for {told['from']['profile']}" if told.get("from") else ""
    return f"{told.get('profile')} ({told.get('reason')}){source}: {', '.join(pieces)}"


def _short(diagnostic: Mapping) -> dict:
    return {name: diagnostic[name] for name in ("code", "severity", "message")}
