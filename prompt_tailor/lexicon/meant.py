"""Who of several candidates is meant: by the works in the prompt, by a name that only one has, or by fame.

The works come first. Fame is a guess, and in doubt nobody guesses: who bears the name in another work than the one in
the prompt is most likely somebody whom we do not know.
"""

from __future__ import annotations

from collections.abc import Iterable

from .other_names import Candidate, Company, Meaning, Needs

_DOMINATES = 6
"""One is meant where so many times as many pictures show them as show the next best known of that name, …"""
_OUTNUMBERS = 2
"""… and so many times as many as show all others together. Most who type such a name alone (`asuka`, `rem`) mean that
one; with less (`alice`, `asuna`, `rin`) many mean somebody else, and a wrong guess changes who is in the picture."""
_DOMINATES_IN_WORK = 2
"""Within one work the name is far more often that of the main character, whoever else has it."""
_KNOWN_FROM = 500
"""A short name that nobody wrote down (`other_names.tsv`) is taken for its bearer from so many pictures on: that of a
less known one is more likely a network's trigger word, or a word we do not know."""
_FAMOUS_FROM = 5_000
"""Everyday words that were written down as somebody's name (`quintessential quintuplets`) mean them without company
from so many pictures on: who is so well known is met in prompts far more often than the thing, …"""
_FAMOUS_WORD_FROM = 16_000
"""… and a single word (`saber`) from so many on. `biohazard` and `jujutsu` are less often the work."""

_OF_MANY = frozenset(
    {
        "bandai",
        "capcom",
        "disney",
        "dissidia final fantasy",
        "fortnite",
        "instagram",
        "konami",
        "marvel vs. capcom",
        "namco",
        "nintendo",
        "pixiv",
        "sanrio",
        "sega",
        "shounen jump",
        "square enix",
        "super smash bros.",
        "twitter",
        "type-moon",
        "youtube",
    }
)
"""Makers, and works in which those of other works meet: whoever is from elsewhere may well be meant beside them."""


def by_company(meaning: Meaning, company: Company) -> Candidate | None:
    """Who is meant beside the works in the prompt; None where no candidate is from them, or nobody stands out.

    A work for which no character stands there yet is asked before those whose characters do.
    """
    beside = beside_their_work(meaning, company)
    return _dominating(beside, _DOMINATES_IN_WORK) if beside and meaning.needs is not Needs.ASKING else None


def by_each_other(meaning: Meaning, company: Company) -> Candidate | None:
    """Who is from a work that everyday words may name: `ciel` and `black butler` say of each other what they are."""
    beside = [one for one in meaning.candidates if one.works & company.unsure and _is_known(one)]
    return _dominating(beside, _DOMINATES_IN_WORK) if beside and meaning.needs is Needs.NOTHING else None


def by_whole_name(meaning: Meaning, company: Company) -> Candidate | None:
    """Whoever alone has that name."""
    if not meaning.whole or beside_their_work(meaning, company):
        return None
    best = meaning.candidates[0]
    return best if meaning.needs is Needs.NOTHING or is_famous(meaning, best) else None


def by_fame(meaning: Meaning, company: Company) -> Candidate | None:
    """Who is by far the best known of that name; nobody where the prompt names a work, or may name one.

    Candidates from that work there may be, but then it is not clear which of them is meant.
    """
    if company.named - _OF_MANY or meaning.needs in (Needs.ASKING, Needs.COMPANY):
        return None
    best = _best_known(meaning.candidates)
    if best is None or (company.unsure and not best.works & company.unsure):
        return None
    return best if (is_famous(meaning, best) if meaning.needs is Needs.FAME else _is_known(best)) else None


def beside_their_work(meaning: Meaning, company: Company) -> list[Candidate]:
    """The candidates whose work stands in the prompt, or if there are none, a work of the same franchise."""
    return _beside(meaning, company, company.alone) or _beside(meaning, company, company.around)


def _beside(meaning: Meaning, company: Company, around: frozenset[str]) -> list[Candidate]:
    own = [one for one in meaning.candidates if one.work in around and one.works & around]
    if own:  # beside its own work a name that both have is the character's
        return [one for one in own if one.kind == "character" or one.name not in company.named] or own
    return [one for one in meaning.candidates if one.works & around and _is_known(one)]


def _is_known(candidate: Candidate) -> bool:
    return candidate.sure or candidate.posts >= _KNOWN_FROM


def is_famous(meaning: Meaning, candidate: Candidate) -> bool:
    """Whether somebody is so well known that everyday words mean them."""
    return candidate.sure and candidate.posts >= (_FAMOUS_WORD_FROM if meaning.single else _FAMOUS_FROM)


def _best_known(candidates: Iterable[Candidate]) -> Candidate | None:
    """The candidate who dominates: their work over all other works, and they over the others in their work."""
    by_work: dict[str | None, list[Candidate]] = {}
    for one in candidates:
        by_work.setdefault(one.work or one.name, []).append(one)
    known: dict[str | None, int] = {work: sum(one.weight for one in ones) for work, ones in by_work.items()}
    best, *others = sorted(known, key=lambda work: -known[work])
    if others:
        rest = [known[work] for work in others]
        if known[best] < max(_DOMINATES * rest[0], _OUTNUMBERS * sum(rest)):
            return None
    return _dominating(by_work[best], _DOMINATES_IN_WORK)


def _dominating(candidates: list[Candidate], times: int) -> Candidate | None:
    best, *others = sorted(candidates, key=lambda one: -one.weight)
    return best if best.weight >= times * sum(one.weight for one in others) else None
