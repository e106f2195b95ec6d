"""A chosen rating or year that the model has no word for: it is added as it was chosen, and that is said."""

from __future__ import annotations

from difflib import get_close_matches

from .diagnostics import Diagnostic, Severity
from .lexicon import Category, key
from .passes import Context
from .passes.foreign import written_here
from .texts import say, term

UNKNOWN_WORD = "P903"
"""The code of the hint that a chosen word is none of the model's."""
_LISTED = 6


def unknown_words(context: Context) -> list[Diagnostic]:
    """A hint for each chosen word that is none of those that the model's card has; nothing where it has none.

    Words of other families count as known where they are written as this model's.
    """
    chosen = {"rating": context.choices.rating, "year": context.choices.year}
    found = []
    for kind, text in chosen.items():
        known = [word.text for word in context.profile.words.get(kind, ())]
        pieces = [piece.strip() for piece in (text or "").split(",") if key(piece)] if known else []
        unknown = [word for word in written_here(pieces, context) if not context.profile.owns(Category(kind), word)]
        found += [Diagnostic(UNKNOWN_WORD, Severity.HINT, _told(kind, word, known, context)) for word in unknown]
    return found


def _told(kind: str, word: str, known: list[str], context: Context) -> str:
    told = {"kind": term(kind), "model": context.profile.name, "word": word}
    near = get_close_matches(word, known, 1)
    if near:
        return say(
            '{kind}: {model} has no word "{word}", did you mean "{near}"? It is taken as it is.', **told, near=near[0]
        )
    listed = ", ".join(known if len(known) <= _LISTED else [*known[: _LISTED - 1], "…", known[-1]])
    return say('{kind}: {model} has no word "{word}" (it has: {known}). It is taken as it is.', **told, known=listed)
