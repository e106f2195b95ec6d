from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon import escape
from ..lexicon.meant import beside_their_work, is_famous
from ..lexicon.other_names import Candidate, Company, Meaning, Needs
from ..passes.bearers import bearers
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_SHOWN = 4
_KNOWN_FROM = 500
"""Pictures from which on somebody is worth mentioning."""


@rule(
    "N003",
    Severity.HINT,
    fix="unsafe",
    thorough=True,
    examples=[
        Flags("1girl, alice, smile", "alice"),
        Flags("pokemon, dawn, 1girl", "dawn"),
        Flags("1girl, marisa, pokemon", "marisa"),
        Passes("1girl, alice, touhou"),
        Passes("1girl, rem, dawn, amber"),
        Passes("1girl, alice margatroid"),
    ],
)
def ambiguous_name(checked: Checked) -> Iterator[Found]:
    """A name of which it is not clear whose it is here, or a tag that is also a character of the work in the prompt.

    Several well known characters share it, or they are from another work than the prompt's. It was left as typed. The
    fix writes the best known of them.
    """
    if checked.context.choices.other_names == "off":
        return
    found = bearers(checked.prompt, checked.context, tags_too=True)
    if not found.meanings:
        return
    for tag, _ in checked.tags:
        meaning = found.meanings.get(tag.text)
        if meaning is None or tag.text in found.chosen:
            continue
        candidates = _worth_mentioning(meaning, found.company)
        if candidates:
            best = escape(candidates[0].name)
            message = _message(tag.text, candidates, meaning, found.company)
            yield Found(message, checked.span(tag), respelled(tag, best, say('write "{name}"', name=best)))


def _worth_mentioning(meaning: Meaning, company: Company) -> list[Candidate]:
    """The candidates that the user may have meant: of a tag or an everyday word only those beside their work."""
    beside = beside_their_work(meaning, company)
    if meaning.needs in (Needs.ASKING, Needs.COMPANY):
        own = [one for one in beside if one.series in company.named]
        return own[:_SHOWN]
    known = [one for one in beside or meaning.candidates if one.sure or one.posts >= _KNOWN_FROM]
    if len(known) == 1 and meaning.needs is Needs.FAME and not beside and not is_famous(meaning, known[0]):
        return []
    return known[:_SHOWN]


def _message(typed: str, candidates: list[Candidate], meaning: Meaning, company: Company) -> str:
    names = ", ".join(escape(one.name) for one in candidates)
    if meaning.needs is Needs.ASKING:
        return say(
            '"{tag}" is a tag, and in this work a name too: {names}. It stays as typed; write the name if you mean it.',
            tag=typed,
            names=names,
        )
    if company.named and not beside_their_work(meaning, company):
        return say(
            '"{tag}" may be {names}, but the prompt names another work. It stays as typed; '
            "write the name if you mean it.",
            tag=typed,
            names=names,
        )
    return say(
        '"{tag}" may be {names}. It stays as typed; write the one that you mean, or add the work they are from.',
        tag=typed,
        names=names,
    )
