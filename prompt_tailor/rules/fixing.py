"""Applying fixes: the safe ones, or all, again and again until nothing is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..diagnostics import Diagnostic, Fix
from ..passes import Context, tag_key
from ..syntax import atoms, parse
from . import findings
from .checked import Scope

_MOST_ROUNDS = 25
_SIDES = ("prompt", "negative_prompt")


class Mended(NamedTuple):
    """Both prompts after the fixes, and what was found and fixed, in order."""

    prompt: str
    negative_prompt: str
    fixed: tuple[Diagnostic, ...]


def mend(positive: str, negative: str, context: Context, scope: Scope, unsafe: bool = False) -> Mended:
    """Both prompts with every safe fix applied, or with every fix.

    A fix may bring up another one, so it goes on until there are none. A safe fix after which a tag would be gone is
    left out, whatever its rule says of it.
    """
    texts = {"prompt": positive, "negative_prompt": negative}
    fixed: list[Diagnostic] = []
    for _ in range(_MOST_ROUNDS):
        found = findings(texts["prompt"], texts["negative_prompt"], context, scope)
        offered = [one for one in found if one.fix is not None and (one.fix.safe or unsafe)]
        applied = [one for side in _SIDES for one in _apply(texts, side, offered)]
        fixed += applied
        if not applied:
            break
    return Mended(texts["prompt"], texts["negative_prompt"], tuple(fixed))


def _apply(texts: dict[str, str], side: str, offered: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Put the fixes of one prompt into its text, those that do not overlap; the others have their turn later."""
    applied: list[Diagnostic] = []
    free_before = len(texts[side]) + 1
    for one in sorted((one for one in offered if one.where == side), key=_from_behind):
        fix = one.fix
        if fix is None or fix.span.end >= free_before:
            continue
        mended = _replaced(texts[side], fix)
        if mended == texts[side] or (fix.safe and not _keeps_tags(texts[side], mended, side)):
            continue
        texts[side] = mended
        free_before = fix.span.start
        applied.insert(0, one)
    return applied


def _from_behind(one: Diagnostic) -> tuple[int, int]:
    return (-one.fix.span.start, -one.fix.span.end) if one.fix else (0, 0)


def _replaced(text: str, fix: Fix) -> str:
    return text[: fix.span.start] + fix.text + text[fix.span.end :]


def _keeps_tags(before: str, after: str, side: str) -> bool:
    return _keys(before, side) <= _keys(after, side)


def _keys(text: str, side: str) -> set[str]:
    prompt = parse(text, positive=side == "prompt")
    return {tag_key(atom.tag) for part in prompt.parts for atom in atoms(part)}
