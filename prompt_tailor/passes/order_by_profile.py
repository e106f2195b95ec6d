from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from ..lexicon import Category, Placement, is_count, key
from ..profiles.model import Profile
from ..syntax import ADDED, Group, Item, Part, Prompt
from ..texts import say, term
from .edits import sealed
from .identity import around_families, family_places
from .lines import line_runs
from .persons import person_places
from .unit import Change, Context, Effect, Example, Note, Side, Stage, rewrite, tag_key

_GRADED = (Category.QUALITY, Category.AESTHETIC)
_OF_THE_WHOLE = frozenset({*_GRADED, Category.RATING, Category.YEAR})
"""What is said about the whole picture, so that nothing else belongs to it."""
_NEIGHBOURLY = frozenset({Category.UNKNOWN, Category.NETWORK, Category.EMBEDDING, Category.PROSE})
_SEVERAL = 2
_MOST_ROUNDS = 4
_OPEN_AT_THE_END = re.compile(r"(?:\\|<\w+)$")
Place = tuple[int, ...]
"""Sorts items: slot, then what the slot sorts by itself."""


@rewrite(
    stage=Stage.ORDER,
    may={Effect.ORDERS},
    side=Side.POSITIVE,
    examples=[
        Example("best quality, smile, 1girl, (by wlop:0.6)", "(by wlop:0.6), 1girl, smile, best quality"),
        Example("night, xyzzy, 1girl", "1girl, night, xyzzy"),
        Example("best quality, xyzzy, 1girl", "xyzzy, 1girl, best quality"),
        Example("1girl, rating_safe, xyzzy, smile", "rating_safe, 1girl, xyzzy, smile", profile="pony-diffusion-v6-xl"),
        Example("{{smile}}, night:1.1, {{1girl}}, cat", "{{1girl}}, night:1.1, {{smile}}, cat"),
        Example("2girls\nsmile, 1girl\nnight, 1girl, cat", "2girls\n1girl, smile\n1girl, night, cat"),
        Example("night, 1girl, red hair, smile, 1boy, blue hair", "1girl, smile, red hair, 1boy, blue hair, night"),
        Example("(smile, white hair:1.2), 1girl", "1girl, (smile:1.2), (white hair:1.2)"),
        Example("(smile, blush:1.2), 1girl", "1girl, (smile, blush:1.2)"),
        Example("[smile:frown:0.5], 1girl", "1girl, [smile:frown:0.5]"),
        Example("smile BREAK 1girl"),
        Example("{smile, 1girl, night"),
        Example("solo, smile, depth of field, 1girl", "1girl, solo, smile, depth of field", profile="animagine-xl-4.0"),
        Example("smile, night, 1girl", choices={"order": "off"}),
        Example(
            "best quality, night, white hair, 1girl",
            "1girl, night, white hair, best quality",
            choices={"order": "lead"},
        ),
        Example("night, smile, 1girl", "night, 1girl, smile", choices={"pinned": ["night"]}),
        Example(
            "score_7_up, 1girl, (score_9, score_8_up)",
            "(score_9, score_8_up), score_7_up, 1girl",
            profile="pony-diffusion-v6-xl",
        ),
    ],
)
def order_by_profile(prompt: Prompt, context: Context) -> Change:
    """Put the tags of each part into the model's order; a tag nobody knows stays beside the tag on its left.

    Emphasis around tags of several places is divided among them, which the webui reads the same.
    """
    if not context.profile.order or context.choices.order == "off":
        return Change(prompt)
    notes: list[Note] = []
    parts = tuple(_ordered(part, pinned, context, notes) for part, pinned in zip(prompt.parts, prompt.pinned))
    unchanged = all(new == old for new, old in zip(parts, prompt.parts))
    return Change(prompt if unchanged else prompt._replace(parts=parts), tuple(notes))


def _ordered(part: Part, pinned: int, context: Context, notes: list[Note]) -> Part:
    movable = len(part.items) - pinned
    if part.loose:
        return part  # a lone `{` could find its other half, a BREAK in a schedule divides: leave all where it is
    split = _split_groups(part, movable, context, notes)
    movable += len(split.items) - len(part.items)
    items: list[Item] = []
    for run in line_runs(split, movable):
        items += _ordered_run(split.items[run.start : run.stop], context, notes)
    return split.with_items((*items, *split.items[movable:]))


def _ordered_run(items: tuple[Item, ...], context: Context, notes: list[Note]) -> list[Item]:
    if context.pinned:
        held = [_is_pinned(item, context) for item in items]
        if any(held):
            free = tuple(item for item, stays in zip(items, held) if not stays)
            return _with_pinned(items, held, _sorted_items(free, context, notes))
    return _sorted_items(items, context, notes)


def _is_pinned(item: Item, context: Context) -> bool:
    if isinstance(item, Group):
        return any(_is_pinned(member, context) for member in item.body.items)
    return tag_key(item) in context.pinned


def _with_pinned(items: tuple[Item, ...], held: list[bool], free: list[Item]) -> list[Item]:
    """The sorted items with each pinned one behind as many typed ones as it was typed behind."""
    before = 0
    waiting: list[tuple[int, Item]] = []
    for item, stays in zip(items, held):
        if stays:
            waiting.append((before, item))
        elif item.at != ADDED:
            before += 1
    woven: list[Item] = [item for count, item in waiting if count == 0]
    passed = 0
    for item in free:
        woven.append(item)
        if item.at != ADDED:
            passed += 1
            woven += [one for count, one in waiting if count == passed]
    return woven


def _sorted_items(items: tuple[Item, ...], context: Context, notes: list[Note]) -> list[Item]:
    placed = [context.place_item(item) for item in items]
    order = list(range(len(items)))
    for _ in range(_MOST_ROUNDS):
        now, there = tuple(items[index] for index in order), [placed[index] for index in order]
        people = _people(now, [one.category for one in there], context)
        places = _places(now, there, people, context)
        ranks = sorted(range(len(now)), key=places.__getitem__)
        order = [order[rank] for rank in ranks]
        if not people or ranks == list(range(len(ranks))):
            break  # only whom a tag is said of may look another way once the tags are in order
    notes += _moves(items, placed, order)
    return [items[index] for index in order]


def _places(
    items: tuple[Item, ...], placed: list[Placement], people: dict[int, Place], context: Context
) -> list[Place]:
    """Where each item goes; one that is not known goes where its neighbour goes."""
    categories = [one.category for one in placed]
    families = family_places(items, categories, context)
    if people:  # behind all of them, or a series would part one person from what is said of another
        families = {index: (place[0], 1, *place[1:]) for index, place in families.items()}
    fixed = _fixed_places(context.profile, context.choices.order)
    places: list[Place | None] = [
        None if category in _NEIGHBOURLY else fixed.get(category) or _place(item, category, context)
        for item, category in zip(items, categories)
    ]
    for index, place in (*families.items(), *people.items()):
        places[index] = place
    # Nobody says more about quality, a rating or a year: a trigger word behind them belongs to what follows. Nor does
    # what comes after the closing quality words lead, or a trigger word would cross them.
    alone, within = _alone(context.profile, context.choices.order)
    leads = [None if item.at == ADDED or place is None else place[0] not in alone for item, place in zip(items, places)]
    around = {} if people else around_families(families, categories)
    return _beside_neighbours(places, leads, around, (_rest_slot(context),), within)


def _people(items: tuple[Item, ...], categories: list[Category], context: Context) -> dict[int, Place]:
    """The places of people described one after the other; none for a model that has no place of its own for people."""
    if categories.count(Category.SUBJECT) + categories.count(Category.CHARACTER) < _SEVERAL:
        return {}
    slot_of = partial(_slot, profile=context.profile, order=context.choices.order)
    people = person_places(items, categories, slot_of)
    return {} if any(context.profile.order[place[0]].rest for place in people.values()) else people


def _beside_neighbours(
    places: list[Place | None],
    leads: list[bool | None],
    around: dict[int, tuple[Place, Place]],
    rest: Place,
    within: bool,
) -> list[Place]:
    """Fill the gaps: the place of the tag on the left; at the start that of the first one on the right.

    `leads` says which tags others may go with (None: it makes no difference). Behind one with which they may not they
    go with the next one that leads, or `within` to `rest`. `around` has other places for those before and behind some.
    """
    following: list[Place | None] = [None]
    for index in range(len(places) - 1, -1, -1):
        before = around[index][0] if index in around else places[index]
        following.append(before if leads[index] else following[-1])
    following.reverse()
    left = following[0] or rest
    filled: list[Place] = []
    alone = False
    for index, (place, lead) in enumerate(zip(places, leads)):
        if place is None:
            filled.append(following[index] or left if alone else left)
            continue
        filled.append(place)
        if lead or within:
            left = (around[index][1] if index in around else place) if lead else rest
        if lead is not None:
            alone = not lead and not within
    return filled


def _place(item: Item, category: Category, context: Context) -> Place:
    word = context.word_of(item)
    profile, order = context.profile, context.choices.order
    slot = _slot(category, word, profile, order)
    if profile.order[slot].rest:
        return (slot, 0)
    if category in _GRADED or slot == _slot(Category.QUALITY, "", profile, order):
        return slot, _quality_rank(profile, item)
    if category is Category.SUBJECT:
        return slot, int(not is_count(word))  # `1girl, solo`: who is there before what else is said of them
    return (slot, 0)


@lru_cache(maxsize=256)
def _alone(profile: Profile, order: str) -> tuple[frozenset[int], bool]:
    """The slots of tags that stand for themselves, and whether quality words stand between others."""
    quality = _slot(Category.QUALITY, "", profile, order)
    closing = profile.order[quality].place == "close"
    slots = {_slot(category, "", profile, order) for category in _OF_THE_WHOLE}
    own = {
        slot for slot in slots if not profile.order[slot].rest and set(profile.order[slot].categories) <= _OF_THE_WHOLE
    }
    last = len(profile.order) if closing else quality + 1
    return frozenset({*own, *range(quality, last)}), quality > 0 and not closing


@lru_cache(maxsize=256)
def _fixed_places(profile: Profile, order: str) -> dict[Category, Place]:
    """The places of the categories of which it makes no difference what the tag is."""
    quality = _slot(Category.QUALITY, "", profile, order)
    by_word = {Category.SUBJECT, *_GRADED, *(category for slot in profile.order for category in slot.own)}
    slots = {category: _slot(category, "", profile, order) for category in Category if category not in by_word}
    return {category: (slot, 0) for category, slot in slots.items() if slot != quality or profile.order[slot].rest}


def _slot(category: Category, word: str, profile: Profile, order: str) -> int:
    slot = profile.slot_of(category, word)
    return _first_body(profile) if order == "lead" and profile.order[slot].place == "body" else slot


def _rest_slot(context: Context) -> int:
    return _slot(Category.UNKNOWN, "", context.profile, context.choices.order)


def _first_body(profile: Profile) -> int:
    return next((index for index, slot in enumerate(profile.order) if slot.place == "body"), 0)


def _quality_rank(profile: Profile, item: Item) -> int:
    """Quality words stand as the card lists them, on the outer side of others in their slot; a group goes by the
    first of its words that the card lists."""
    listed = _listed_quality(profile)
    words = [tag_key(leaf) for leaf in _leaves(item)] if isinstance(item, Group) else [tag_key(item)]
    ranks = [listed[word] for word in words if word in listed]
    return min(ranks, default=len(listed) if profile.quality.at == "start" else -1)


@lru_cache(maxsize=256)
def _listed_quality(profile: Profile) -> dict[str, int]:
    return {key(word.text): rank for rank, word in enumerate(profile.quality.add)}


def _split_groups(part: Part, movable: int, context: Context, notes: list[Note]) -> Part:
    """The part with every group whose members belong to several slots divided into one group for each member."""
    if not any([isinstance(item, Group) for item in part.items[:movable]]):
        return part
    items: list[Item] = []
    gaps = [part.gaps[0]]
    for index, item in enumerate(part.items):
        members = _divided(item, context) if index < movable and isinstance(item, Group) else None
        if members is None:
            items.append(item)
        else:
            notes.append(
                Note("split", item.text, say("its tags belong to different places; each keeps the weight"), item.at)
            )
            inner = [member for member, _ in members]
            items += inner
            gaps += [gap for _, gap in members[1:]]
        gaps.append(part.gaps[index + 1])
    return Part(tuple(items), tuple(gaps)) if len(items) != len(part.items) else part


def _divided(group: Group, context: Context) -> list[tuple[Item, str]] | None:
    """The members of a group with the gap before each, or None when the group can move whole."""
    leaves = tuple(_leaves(group))
    if len(leaves) == 1:
        return None
    placed = [context.place_item(leaf) for leaf in leaves]
    people = _people(leaves, [one.category for one in placed], context)
    places = _places(leaves, placed, people, context)
    if len({place[0] for place in places}) <= 1 or not _can_divide(group):
        return None
    members: list[tuple[Item, str]] = []
    for item, gap in zip(group.body.items, group.body.gaps):
        inner = _divided(item, context) if isinstance(item, Group) else None
        pieces = [(item, gap)] if inner is None else [(inner[0][0], gap), *inner[1:]]
        members += [(_wrapped(piece, group), before) for piece, before in pieces]
    return members


def _leaves(group: Group) -> Iterator[Item]:
    for item in group.body.items:
        if isinstance(item, Group):
            yield from _leaves(item)
        else:
            yield item


def _can_divide(group: Group) -> bool:
    """Whether no comment, line break, backslash or `<3` at an edge would be lost or come to mean something else."""
    edges = (group.body.gaps[0].strip(" "), group.body.gaps[-1].strip(" ,"))
    return not any(edges) and all(
        _can_divide(item) if isinstance(item, Group) else not _OPEN_AT_THE_END.search(item.text)
        for item in group.body.items
    )


def _wrapped(item: Item, group: Group) -> Group:
    return sealed(Group(group.open, Part((item,), ("", "")), group.close, item.at))


@lru_cache(maxsize=65536)
def _why(placed: Placement) -> str:
    return say("{category}: {reason}", category=term(placed.category.value), reason=placed.reason)


def _moves(items: tuple[Item, ...], placed: list[Placement], ranks: list[int]) -> list[Note]:
    """A note for each typed tag that something which stood behind it now stands before, or the other way round."""
    moved = []
    furthest = -1
    for index in ranks:
        if index < furthest and items[index].at != ADDED:
            moved.append(Note("moved", items[index].text, _why(placed[index]), items[index].at))
        elif index > furthest:
            furthest = index
    return moved
