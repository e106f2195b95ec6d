from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..passes.edits import comma_weight
from ..syntax import Group, Kind, Tag
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule

_BARE = re.compile(r"(?P<tag>[^:()\[\]]*[^\W\d][^:()\[\]]*?)\s*:\s*(?P<weight>[01]?\.\d{1,2})")
_BEHIND = re.compile(r"\((?P<tag>[^:()\[\]]+)\)\s*[:*]?\s*(?P<weight>[01]?\.\d{1,2})")
_NO_COLON = re.compile(r"(?P<tag>[^:()\[\]]*[^\W\d][^:()\[\]]*?)[\s;=*]+(?P<weight>[01]?\.\d{1,2})")


@rule(
    "W004",
    Severity.WARNING,
    fix="unsafe",
    examples=[
        Flags("smile:1.2, 1girl", "smile:1.2"),
        Flags("(smile):1.2, 1girl", "(smile):1.2"),
        Flags("1girl, (long hair 1.3)", "(long hair 1.3)"),
        Flags("1girl, (smile:1,2)", "(smile:1,2)"),
        Passes("1girl, (smile:1.2), ratio 16:9, nier:2, re:zero, stable diffusion 1.5"),
    ],
)
def unread_weight(checked: Checked) -> Iterator[Found]:
    """A weight that the webui does not read, because it is not written as `(tag:1.2)`: it becomes words.

    Source: `prompt_parser.py:re_attention`, where a number counts only between a colon and a closing bracket. The fix
    writes it that way, so the tag weighs what it did not weigh before.
    """
    for atom in checked.tags:
        if ":" in atom.tag.text or atom.tag.kind is Kind.COMPOUND:
            yield from _of_tag(checked, atom.tag)
    for group, _ in checked.groups:
        meant = _meant_by_group(group)
        if meant:
            yield _found(checked, group, meant)


def _of_tag(checked: Checked, tag: Tag) -> Iterator[Found]:
    if tag.kind not in (Kind.PLAIN, Kind.COMPOUND):
        return
    pattern = _BARE if tag.kind is Kind.PLAIN else _BEHIND
    found = pattern.fullmatch(tag.text)
    if found and not _weighs_all(checked, tag):
        yield _found(checked, tag, f"({found['tag'].strip()}:{found['weight']})")


def _weighs_all(checked: Checked, tag: Tag) -> bool:
    """Whether the webui takes the number for the weight of the whole prompt; that is another rule's."""
    return any(
        pinned and any(item is tag for item in part.items[len(part.items) - pinned :])
        for part, pinned in zip(checked.prompt.parts, checked.prompt.pinned)
    )


def _meant_by_group(group: Group) -> str | None:
    if group.close != ")" or not isinstance(group.body.items[-1], Tag):
        return None
    last = group.body.items[-1].text
    before = group.body.text[: group.body.text.rfind(last)]
    bare = _NO_COLON.fullmatch(last)
    if bare:
        return f"({before}{bare['tag'].strip()}:{bare['weight']})"
    if len(group.body.items) > 1:
        earlier = group.body.items[-2]
        found = comma_weight(earlier, group.body.gaps[-2], group.body.items[-1])
        if found:
            return f"({before[: before.rfind(earlier.text)]}{found[0]}:{found[1]})"
    return None


def _found(checked: Checked, item: Tag | Group, meant: str) -> Found:
    return Found(
        say(
            'The webui reads the number in "{text}" as words. A weight is written {meant}.', text=item.text, meant=meant
        ),
        checked.span(item),
        respelled(item, meant, say("write {text}", text=meant)),
    )
