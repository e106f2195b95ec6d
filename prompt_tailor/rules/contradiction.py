from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon.contradictions import opposed_keys, oppositions
from ..texts import say
from .checked import Checked, Seen
from .people import are_several, counted
from .unit import Flags, Found, Passes, rule


@rule(
    "T004",
    Severity.WARNING,
    examples=[
        Flags("1girl, short hair, long hair", "long hair"),
        Flags("2girls, solo", "solo"),
        Flags("1girl, 1boy, solo", "solo"),
        Flags("no humans, 1girl", "1girl"),
        Flags("1girl, day, night", "night"),
        Flags("1girl, safe, nsfw", "nsfw"),
        Flags("1girl, 3girls", "3girls"),
        Passes("2girls, short hair, long hair"),
        Passes("1girl, long hair BREAK 1girl, short hair"),
        Passes("2girls\n1girl, long hair\n1girl, short hair"),
        Passes("1girl, red hair, blue hair, two-tone hair, [day:night:0.5], sunset, night"),
        Passes("lowres, day, night", positive=False),
    ],
)
def contradiction(checked: Checked) -> Iterator[Found]:
    """Two tags that cannot both be true: `solo` and `2girls`, `day` and `night`, `short hair` and `long hair`.

    What excludes what stands in `lexicon/contradictions.tsv`. What is said of a person counts only where there is one
    person, in one part of the prompt, and is only a hint: two colours may be meant. The negative prompt may hold both.
    """
    if not checked.context.positive:
        return
    for tags in checked.by_line:
        yield from _of_counts(checked, tags)
        if len(tags.keys() & opposed_keys().keys()) > 1:
            yield from _of_table(checked, tags)


def _of_counts(checked: Checked, tags: dict[str, Seen]) -> Iterator[Found]:
    kinds = counted(tags)
    counts = [one for found in kinds.values() for one in found]
    if not counts:
        return
    total = sum(max(count for count, _ in found) for found in kinds.values())
    if "no humans" in tags:
        yield _pair(checked, tags["no humans"], tags[counts[0][1]])
    elif "solo" in tags and total > 1:
        most = {key for found in kinds.values() for key in [max(found)[1]]}
        yield _together(checked, [seen for key, seen in tags.items() if key in most], tags["solo"])
    for found in kinds.values():
        other = next((key for count, key in found[1:] if count != found[0][0]), None)
        if other is not None:
            yield _pair(checked, tags[found[0][1]], tags[other])


def _of_table(checked: Checked, tags: dict[str, Seen]) -> Iterator[Found]:
    known = opposed_keys()
    met: dict[int, Seen] = {}
    several: bool | None = None
    for key in tags:
        for index in known.get(key, ()):
            opposition = oppositions()[index]
            first = met.setdefault(index, tags[key])
            if opposition.side_of[first.key] == opposition.side_of[key] or not opposition.unless.isdisjoint(tags):
                continue
            if opposition.of_person:
                several = are_several(tags) if several is None else several
                if several:
                    continue
            yield _pair(checked, first, tags[key], Severity.HINT if opposition.of_person else None)


def _together(checked: Checked, several: list[Seen], solo: Seen) -> Found:
    """`solo` against all who are counted: `1girl` alone would not contradict it."""
    if len(several) == 1:
        return _pair(checked, several[0], solo)
    who = ", ".join(seen.tag.text for seen in several)
    message = say('"{second}" contradicts "{first}".', first=who, second=solo.tag.text)
    return Found(message, checked.span(solo.tag))


def _pair(checked: Checked, first: Seen, second: Seen, severity: Severity | None = None) -> Found:
    if first.tag.at > second.tag.at:
        first, second = second, first
    message = say('"{second}" contradicts "{first}".', first=first.tag.text, second=second.tag.text)
    return Found(message, checked.span(second.tag), severity=severity)
