from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..texts import say
from .checked import Checked, Seen
from .fixes import without
from .unit import Flags, Found, Passes, rule

_IN_PASSING = 2
"""More covered tags than this are no slip but the way in which booru posts are tagged."""


@rule(
    "T003",
    Severity.HINT,
    fix="unsafe",
    thorough=True,
    examples=[
        Flags("1girl, long hair, very long hair", "long hair"),
        Passes("1girl, very long hair"),
        Passes("1girl, (long hair:1.3), very long hair"),
        Passes("sword, weapon, skirt, pleated skirt, long hair, very long hair, hat, black hat"),
        Passes("1girl, long hair BREAK 1girl, very long hair"),
        Passes("1girl, long hair\n1boy, very long hair"),
    ],
)
def broader_tag(checked: Checked) -> Iterator[Found]:
    """A tag that a narrower one beside it covers: `long hair` beside `very long hair`. It takes tokens and adds little.

    Which tag covers which stands in `lexicon/implications.tsv`. Only pairs where one tag ends in the other are told,
    and none where there are more than two: that is a whole list of booru tags, such as the models were trained on. A
    broader tag with more weight is meant as it is, and in the negative prompt it is the stronger wish. The fix takes
    it out.
    """
    if not checked.context.positive or (checked.rewriting and checked.context.choices.merge_broader):
        return
    broader = checked.context.lexicon.broader
    for tags in checked.by_line:
        covered: dict[str, Seen] = {}
        for key, seen in tags.items():
            for word in broader(key) & tags.keys():
                if key.endswith(" " + word) and tags[word].weight <= seen.weight:
                    covered.setdefault(word, seen)
        for word, narrower in covered.items() if len(covered) <= _IN_PASSING else ():
            tag = tags[word].tag
            yield Found(
                say('"{narrower}" says "{tag}" already.', narrower=narrower.tag.text, tag=tag.text),
                checked.span(tag),
                without(checked, tags[word], say('take "{tag}" out', tag=tag.text)),
            )
