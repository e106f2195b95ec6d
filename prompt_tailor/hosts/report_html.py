"""Reports and recognised profiles as HTML. Every text from outside is escaped: a tag is never markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape

from .report import REPORT_KEY

NOTHING_YET = '<p class="prompt-tailor-quiet">The next picture shows here what was made of its prompt.</p>'

_BOXES = {
    "prompt": "Prompt",
    "negative_prompt": "Negative prompt",
    "hr_prompt": "Hires prompt",
    "hr_negative_prompt": "Hires negative prompt",
}
_ACTIONS = ("added", "merged", "dropped", "respelled", "moved", "split")


def result_html(generation_info: str) -> str:
    """The box with the last rewrite, from the result's JSON that the webui keeps beside the gallery."""
    try:
        result = json.loads(generation_info)
        told = result["extra_generation_params"][REPORT_KEY]
    except (ValueError, TypeError, KeyError):
        return NOTHING_YET
    return report_html(told) if isinstance(told, Mapping) else NOTHING_YET


def report_html(told: Mapping) -> str:
    """One report."""
    return "".join(
        [
            _notices(told.get("notices", ())),
            _profile(told),
            _texts(told),
            _settings(told.get("settings", ()), told.get("left", ())),
            _diagnostics(told.get("diagnostics", ())),
        ]
    )


def detection_html(name: str, reason: str, licence: str = "", notices: Iterable[str] = ()) -> str:
    """What stands beside the profile's menu: which profile the checkpoint gets and why, and what to know of it."""
    more = f'<p class="prompt-tailor-quiet">{_text(licence)}</p>' if licence else ""
    return f'<p class="prompt-tailor-reason"><b>{_text(name)}</b> {_text(reason)}</p>{more}{_notices(notices)}'


def _text(value: object) -> str:
    return escape(str(value))


def _notices(notices: Iterable[str]) -> str:
    return "".join(f'<p class="prompt-tailor-notice">{_text(notice)}</p>' for notice in notices)


def _profile(told: Mapping) -> str:
    if "profile" not in told:
        return ""
    return detection_html(told["profile"], told["reason"])


def _texts(told: Mapping) -> str:
    """Each prompt, typed beside fitted, and what was done to it."""
    typed, fitted = told.get("typed", {}), told.get("fitted", {})
    return "".join(
        f'<h4>{label}</h4><div class="prompt-tailor-texts"><pre title="typed">{_text(typed.get(name, ""))}</pre>'
        f'<pre title="fitted">{_text(fitted[name])}</pre></div>'
        + _notes(note for note in told.get("notes", ()) if note["where"] == name)
        for name, label in _BOXES.items()
        if name in fitted
    )


def _notes(notes: Iterable[Mapping]) -> str:
    listed = list(notes)
    rows = []
    for action in _ACTIONS:
        items = [_note(note) for note in listed if note["action"] == action]
        if items:
            rows.append(f"<dt>{action}</dt><dd>{' '.join(items)}</dd>")
    return f'<dl class="prompt-tailor-notes">{"".join(rows)}</dl>' if rows else ""


def _note(note: Mapping) -> str:
    return f'<code title="{_text(note["reason"])}">{_text(note["text"])}</code>'


def _settings(settings: Iterable[Mapping], left: Iterable[Mapping]) -> str:
    rows = [f"<li>{_text(one['name'])}: {_text(one['before'])} → {_text(one['after'])}</li>" for one in settings]
    rows += [f"<li>{_text(one['name'])} left alone: {_text(one['reason'])}</li>" for one in left]
    return f'<ul class="prompt-tailor-settings">{"".join(rows)}</ul>' if rows else ""


def _diagnostics(diagnostics: Iterable[Mapping]) -> str:
    rows = [
        f'<li title="{_text(one["severity"])}">{_text(one["message"])} <code>{_text(one["code"])}</code></li>'
        for one in diagnostics
    ]
    return f'<ul class="prompt-tailor-diagnostics">{"".join(rows)}</ul>' if rows else ""
