"""Did a pass change only what it said it may? Looked at in production, after every pass.

A pass that did more is dropped, and the prompt goes on as it was before it: the first promise does not hang on the
passes being right.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from .lexicon import letters
from .passes import Change, Effect, Pass
from .syntax import ADDED, WHOLE, Atom, Group, Item, Kind, Part, Prompt, Tag, atoms, parse, parse_pieces
from .syntax.lexer import BORDER_BEGINNINGS
from .syntax.sentences import may_hold_sentences
from .texts import say

_GAP = re.compile(r"(?:[\s,，、]|#[^\n]*(?:\n|$))*")
_USUAL_GAPS = frozenset({"", ", ", ",\n"})
_LETTER = r"[^\s#<>\\_()\[\]{},，、|:]"
"""What no part of the syntax begins with: `lexer.py` looks for the other signs."""
_COLON = r":(?= ?[^\W\d_])"
_WORD = rf"(?:{_LETTER}+(?:{_COLON}{_LETTER}*)*|(?:{_COLON}{_LETTER}*)+)"
_WORDS = rf"{_WORD}(?: {_WORD})*"
_PLAIN_TAG = re.compile(rf"{_WORDS}(?: \\\({_WORDS}\\\))*")
_PLAIN_INSIDE = re.compile(_WORDS)
_PLAIN_CLOSE = re.compile(r"(?::\d(?:\.\d+)?)?\)")
_COMMENT = re.compile(r"#[^\n]*")


def violation(before: Prompt, change: Change, step: Pass) -> str | None:
    """What a pass did beyond its declared effects, in one sentence; None when all is well."""
    after = change.prompt
    if after is before:
        return None
    if (before.borders, before.pinned, len(before.parts)) != (after.borders, after.pinned, len(after.parts)):
        return say("the words that divide the parts changed")
    noted = {note.at for note in change.notes if note.at != ADDED}
    for old, new in zip(before.parts, after.parts):
        found = _part_violation(old, new, step.may, noted) if new is not old else None
        if found:
            return found
    return None


def misprint(prompt: Prompt, positive: bool) -> str | None:
    """Whether the printed prompt reads as something else than the tree says; the webui only gets the text."""
    if any(map(may_hold_sentences, prompt.parts)) and _makes_a_sentence(prompt, positive):
        return say("tags that stand beside each other now would be one sentence")
    if _is_plain(prompt):
        return None
    printed = parse_pieces(prompt.text, positive)
    if printed.borders != prompt.borders or printed.pinned != prompt.pinned:
        return say("the printed prompt divides into other parts")
    for meant, read in zip(prompt.parts, printed.parts):
        if _reading(meant) != _reading(read):
            return say("the printed prompt has other tags or weights")
    return None


def _makes_a_sentence(prompt: Prompt, positive: bool) -> bool:
    """Whether tags would be read as a sentence, which the next rewriting would take for one tag."""
    read = parse(prompt.text, positive)
    return any(len(now.items) < len(part.items) for now, part in zip(read.parts, prompt.parts))


def _is_plain(prompt: Prompt) -> bool:
    """Whether a prompt can be read in one way only: letters and names, each alone or in brackets of its own.

    Most prompts are like that, and reading them again takes as long as all of the checks between the passes.
    """
    part = prompt.parts[0]
    return (
        not prompt.borders
        and prompt.pinned == (0,)
        and not (part.gaps[0] or part.gaps[-1])
        and set(part.gaps[1:-1]) <= {", "}
        and not any(word in part.text for word in BORDER_BEGINNINGS)
        and all(map(_is_plain_item, part.items))
    )


@lru_cache(maxsize=65536)
def _is_plain_text(text: str) -> bool:
    return _PLAIN_TAG.fullmatch(text) is not None


def _is_plain_item(item: Item) -> bool:
    if isinstance(item, Tag):
        return item.kind is Kind.PLAIN and _is_plain_text(item.text)
    inside = item.body.items
    return (
        len(inside) == 1
        and isinstance(inside[0], Tag)
        and inside[0].kind is Kind.PLAIN
        and item.body.gaps == ("", "")
        and item.open == "("
        and _PLAIN_INSIDE.fullmatch(inside[0].text) is not None
        and _PLAIN_CLOSE.fullmatch(item.close) is not None
    )


def _reading(part: Part) -> list[tuple[str, float]]:
    """Every tag with its weight; a sentence counts piece by piece, as the webui knows no sentences."""
    tags = atoms(part)
    if not any(atom.tag.kind is Kind.PROSE for atom in tags):
        return [(atom.tag.text, atom.weight) for atom in tags]
    found: list[tuple[str, float]] = []
    for atom in tags:
        if atom.tag.kind is Kind.PROSE:
            found += _reading(parse_pieces(atom.tag.text, positive=False).parts[0])
        else:
            found.append((atom.tag.text, atom.weight))
    return found


def _part_violation(old: Part, new: Part, may: frozenset[Effect], noted: set[int]) -> str | None:
    if old.items is new.items:
        return _layout_violation(old, new)
    return _tags_violation(atoms(old), atoms(new), may, noted) or _layout_violation(old, new)


def _tags_violation(
    before: tuple[Atom, ...], after: tuple[Atom, ...], may: frozenset[Effect], noted: set[int]
) -> str | None:
    if Effect.ORDERS in may and _same_but_for_order(before, after):
        return None
    typed_before = [atom for atom in before if atom.tag.at != ADDED]
    typed_after = [atom for atom in after if atom.tag.at != ADDED]
    found = None if typed_before == typed_after else _typed_violation(typed_before, typed_after, may, noted)
    return found or _added(before, after, may)


def _same_but_for_order(before: tuple[Atom, ...], after: tuple[Atom, ...]) -> bool:
    """Whether these are the very same objects, which is what moving tags comes to as a rule."""
    were = {(id(tag), *map(id, groups)) if groups else id(tag) for tag, groups in before}
    are = {(id(tag), *map(id, groups)) if groups else id(tag) for tag, groups in after}
    return were == are and len(were) == len(before) == len(after)


def _typed_violation(before: list[Atom], after: list[Atom], may: frozenset[Effect], noted: set[int]) -> str | None:
    """What happened to the typed tags that must not have happened."""
    gone = {atom.tag.at: atom for atom in before}
    order_before = list(gone)
    for atom in after:
        was = gone.pop(atom.tag.at, None)
        if was is not None and was.tag is atom.tag and was.groups is atom.groups:
            continue
        found = (
            say('"{tag}" came from nowhere', tag=atom.tag.text)
            if was is None
            else _atom_violation(was, atom, may, noted)
        )
        if found:
            return found
    return _missing(gone, may, noted) or _reordered(order_before, gone, after, may)


def _atom_violation(was: Atom, now: Atom, may: frozenset[Effect], noted: set[int]) -> str | None:
    if was.groups is not now.groups and was.weight != now.weight:
        return say(
            'the weight of "{tag}" changed from {before:g} to {after:g}',
            tag=was.tag.text,
            before=was.weight,
            after=now.weight,
        )
    if was.tag.text == now.tag.text:
        return None
    if was.tag.kind in WHOLE:
        return say('"{tag}" must not be altered', tag=was.tag.text)
    if Effect.RENAMES in may and was.tag.at in noted:
        return None
    if Effect.SPELLS in may and letters(was.tag.text) == letters(now.tag.text) and now.tag.kind is Kind.PLAIN:
        return None
    return say('"{before}" became "{after}"', before=was.tag.text, after=now.tag.text)


def _missing(gone: dict[int, Atom], may: frozenset[Effect], noted: set[int]) -> str | None:
    for at, atom in gone.items():
        if Effect.REMOVES not in may or at not in noted:
            return say('"{tag}" was lost', tag=atom.tag.text)
    return None


def _added(before: tuple[Atom, ...], after: tuple[Atom, ...], may: frozenset[Effect]) -> str | None:
    were = [atom.tag.text for atom in before if atom.tag.at == ADDED]
    are = [atom.tag.text for atom in after if atom.tag.at == ADDED]
    if were == are:
        return None
    more = Counter(are)
    more.subtract(Counter(were))
    for text, count in more.items():
        if count > 0 and Effect.ADDS not in may:
            return say('"{tag}" was added', tag=text)
        if count < 0:
            return say('the added "{tag}" was lost', tag=text)
    return None


def _reordered(
    order_before: list[int], gone: dict[int, Atom], typed_after: list[Atom], may: frozenset[Effect]
) -> str | None:
    if Effect.ORDERS in may:
        return None
    stayed = [at for at in order_before if at not in gone] if gone else order_before
    return None if stayed == [atom.tag.at for atom in typed_after] else say("tags changed places")


def _layout_violation(old: Part, new: Part) -> str | None:
    if not all(_GAP.fullmatch(gap) for gap in set(_gaps(new)) - _USUAL_GAPS):
        return say("something else than blanks, commas and comments stands between tags")
    if ("#" in old.text or "#" in new.text) and _comments(old) != _comments(new):
        return say("a comment changed")
    if new.text.count("\n") < old.text.count("\n"):
        return say("a line break was lost")
    return None


def _gaps(part: Part) -> list[str]:
    inside = [gap for item in part.items if isinstance(item, Group) for gap in _gaps(item.body)]
    return [*part.gaps, *inside]


def _comments(part: Part) -> Counter[str]:
    return Counter(found for gap in _gaps(part) if "#" in gap for found in _COMMENT.findall(gap))
