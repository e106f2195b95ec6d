"""What the tool has to say about a prompt: where, how grave, and what could be done about it.

This is the lowest layer: everything above it reports problems with these values and never by printing or raising.
Spans count Unicode code points, as Python's `str` does; a front end that counts otherwise converts at its own edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How grave a finding is."""

    ERROR = "error"
    """The webui cannot make the picture, or something of ours failed."""
    WARNING = "warning"
    """The picture will most likely differ from what was meant."""
    HINT = "hint"
    """Worth knowing; nothing needs to be done."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text, in code points: `start` is included, `end` is not."""

    start: int
    end: int

    def to_json(self) -> list[int]:
        return [self.start, self.end]


@dataclass(frozen=True)
class Fix:
    """One offer to mend a finding: replace `span` of the checked text by `text`."""

    label: str
    span: Span
    text: str
    safe: bool
    """True when the webui reads the mended prompt as it would have read a correctly typed one."""

    def to_json(self) -> dict:
        return {"label": self.label, "span": self.span.to_json(), "text": self.text, "safe": self.safe}


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    `code` is stable and never reused: S syntax, W weights, T tags, P profile and settings, N names and networks,
    X something of ours failed. `message` says what was found, what was expected and what happens now.
    `where` is "prompt" or "negative_prompt", or "" when the finding belongs to neither.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    fix: Fix | None = None
    where: str = ""

    def to_json(self) -> dict:
        """The form of the JSON contract: code, severity, message, span `[start, end]` or null, fix or null."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "span": self.span.to_json() if self.span else None,
            "fix": self.fix.to_json() if self.fix else None,
            "where": self.where,
        }
