"""Words of another model family in a part of a prompt, and what this model has in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..lexicon import Category, key
from ..profiles.model import Profile
from ..profiles.scales import QUALITY_KINDS, Family, Step, equivalent, family_of, speaks
from ..syntax import SECTION_WEIGHT, Atom, Kind, Part, Prompt, atoms
from ..texts import say
from .unit import Context, tag_key, text_key

_UNMISTAKABLE = frozenset({Category.QUALITY, Category.RATING, Category.YEAR, Category.AESTHETIC, Category.META})
_HALF = 50
_QUALITY = frozenset({*QUALITY_KINDS, "aesthetic"})


@dataclass
class Plan:
    """What to do with the typed tags of one part, by their `at`."""

    written: dict[int, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    """The tags to write in a tag's place, and why; all but the first are new ones."""
    gone: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The tags to take out: merged or dropped, and why."""


@dataclass(frozen=True)
class _Found:
    """A foreign word where it stands, what it says in its own family, and what this model has for it."""

    atom: Atom
    step: Step
    family: Profile
    here: Step | None

    @property
    def weight(self) -> float:
        return abs(self.atom.weight)


def likely_family(prompt: Prompt, context: Context) -> Family | None:
    """The family that a prompt's foreign words are from; None when it has none."""
    foreign = context.scales.foreign(context.profile)
    if not any([text_key(text) in foreign for part in prompt.parts for text in part.texts]):
        return None
    words = [tag_key(atom.tag) for part in prompt.parts for atom in _plain(part)]
    wanted = foreign_words(words, context)
    return context.scales.family(wanted, words, context.source) if wanted else None


def foreign_words(words: Iterable[str], context: Context) -> list[str]:
    """Those of some keys that are another family's scale words, and as such neither ordinary tags nor to be kept.

    A word such as `old` may be an ordinary tag: it counts only where the user names a family that has it. So may
    `general` beside a battlefield: there it does not count.
    """
    foreign = context.scales.foreign(context.profile)
    stay = {*context.company, *map(key, context.choices.keep_words)}
    return [word for word in words if word in foreign and word not in stay and _is_scale_word(word, context)]


def _is_scale_word(word: str, context: Context) -> bool:
    if context.source is not None and context.scales.family([word], [], context.source).profile is context.source:
        return True
    return context.lexicon.place(word).category in _UNMISTAKABLE


def plan(part: Part, family: Family, context: Context) -> Plan:
    """What to do with the foreign words of a part, `family` being the one that they are most likely from."""
    present = [tag_key(atom.tag) for atom in _plain(part)]
    wanted = set(foreign_words(present, context))
    looked_up = (_look_up(atom, family, present, context) for atom in _plain(part) if tag_key(atom.tag) in wanted)
    found = [one for one in looked_up if one is not None]
    planned = Plan()
    for one in found:
        if one.here is None:
            _leave_or_drop(one, context, planned)
    _write(_without_chains([one for one in found if one.here], context, planned), part, context, planned)
    return planned


def written_here(pieces: list[str], context: Context) -> list[str]:
    """Chosen words, which belong together (`explicit`, `nsfw`), as this model writes them."""
    words = [key(piece) for piece in pieces]
    foreign = foreign_words(words, context) if context.choices.translate else []
    family = context.scales.family(foreign, words, context.source) if foreign else None
    if family is None:
        return pieces
    tags: list[str] = []
    for piece, word in zip(pieces, words):
        owner = context.scales.owner(word, family) if word in foreign else None
        step = owner.step(word, words) if owner else None
        here = equivalent(step, context.profile) if step else None
        tags += here.tags if here else (piece,)
    return list(dict.fromkeys(tags))


def _plain(part: Part) -> list[Atom]:
    return [atom for atom in atoms(part) if atom.tag.kind is Kind.PLAIN and not SECTION_WEIGHT.search(atom.tag.text)]


def _look_up(atom: Atom, family: Family, present: list[str], context: Context) -> _Found | None:
    word = tag_key(atom.tag)
    owner = context.scales.owner(word, family)
    step = owner.step(word, present) if owner else None
    if owner is None or step is None:
        return None
    out = context.positive and context.profile.quality.others_out and step.kind in _QUALITY
    here = None if out else _year_within(step, present, context) or equivalent(step, context.profile, context.positive)
    if here is not None and context.positive and step.kind == "aesthetic" and step.middle > _HALF > here.middle:
        return None  # `aesthetic` praises, if little: nobody who types it asks for `normal quality`
    return _Found(atom, step, owner.profile, here)


def _year_within(step: Step, present: list[str], context: Context) -> Step | None:
    """The model's own year that was typed as well and lies in the years of the word: `year 2024` in `newest`."""
    if step.kind != "year":
        return None
    own = family_of(context.profile).whole
    years = (own[word] for word in present if word in own and own[word].kind == "year")
    return next((year for year in years if step.low <= year.low and year.high <= step.high), None)


def _leave_or_drop(one: _Found, context: Context, planned: Plan) -> None:
    """A quality word that this model has nothing for, and `source_anime`, are noise to it; anything else stays."""
    kind, text = one.step.kind, one.atom.tag.text
    if kind in _QUALITY and speaks(context.profile, kind):
        reason = say(
            '"{word}" is a word of {family}; {model} has none for it here',
            word=text,
            family=one.family.name,
            model=context.profile.name,
        )
    elif kind == "source" and (one.step.word.text == "source_anime" or not context.positive):
        reason = say('"{word}" is a word that only models built on Pony know', word=text)
    else:
        return
    planned.gone[one.atom.tag.at] = ("dropped", reason)


def _without_chains(found: list[_Found], context: Context, planned: Plan) -> list[_Found]:
    """The words without the lower ones of a chain (`score_9, score_8_up, …`), which its best one says as well.

    Of these, what this model's card recommends besides is still written: `masterpiece, best quality`.
    """
    chain = [one for one in found if one.step.word.at_least]
    if len(chain) < 2:
        return found
    best = max(chain, key=lambda one: one.step.middle)
    recommended = {key(word.text) for word in context.profile.quality.add}
    for one in chain:
        if one is not best and one.here and (one.here == best.here or not recommended.issuperset(one.here.keys)):
            reason = say('the rest of a chain that "{word}" heads', word=best.atom.tag.text)
            planned.gone[one.atom.tag.at] = ("merged", reason)
    return [one for one in found if one.atom.tag.at not in planned.gone]


def _write(found: list[_Found], part: Part, context: Context, planned: Plan) -> None:
    """Write each word once, where its strongest one stands; a weaker one that is there already makes room."""
    typed = {(tag_key(atom.tag), atom.weight < 0): atom for atom in _plain(part)}
    wishes: dict[tuple[Step, bool], list[_Found]] = {}
    for one in found:
        if one.here is not None:
            wishes.setdefault((one.here, one.atom.weight < 0), []).append(one)
    for (here, against), ones in wishes.items():
        strongest = max(ones, key=lambda one: one.weight)
        missing = [tag for tag in here.tags if not _stays(typed.get((key(tag), against)), strongest, planned)]
        for one in ones:
            if one is strongest and missing:
                planned.written[one.atom.tag.at] = (tuple(missing), _why(one, here, context))
            else:
                said = say('"{word}" says it already', word=here.word.text)
                planned.gone[one.atom.tag.at] = ("merged", said)


def _stays(there: Atom | None, one: _Found, planned: Plan) -> bool:
    """Whether a tag that is there already is kept rather than written anew with a stronger weight."""
    if there is None:
        return False
    if abs(there.weight) >= one.weight:
        return True
    planned.gone[there.tag.at] = ("merged", say("stands twice; the stronger weight stays"))
    return False


def _why(one: _Found, here: Step, context: Context) -> str:
    return say(
        '"{word}" is a word of {family}; {model} says "{now}"',
        word=one.atom.tag.text,
        family=one.family.name,
        model=context.profile.name,
        now=here.word.text,
    )
