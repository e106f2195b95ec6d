"""The size to use for a size that was asked for: one that the model was trained on, of the nearest aspect ratio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log

from .model import Bucket, SizeRule, Sizes

SAME = 1e-9
"""Aspect ratios nearer to each other than this (in logarithms) are the same; only rounding tells them apart."""


@lru_cache(maxsize=256)
def nearest(sizes: Sizes | None, width: int, height: int) -> Bucket | None:
    """The size of the model that fits `width` x `height` best, or None where the profile says nothing about sizes.

    A size that the profile lists or its rule allows stays as it is. Else the nearest aspect ratio wins, among the
    named sizes first; of two as near as each other, the larger. Raises ValueError unless both sides are above 0.
    """
    if width <= 0 or height <= 0:
        raise ValueError(f"a size needs two sides above 0, got {width}x{height}")
    if sizes is None or not (sizes.named or sizes.rule):
        return None
    asked = Bucket(width, height)
    rule = sizes.rule
    listed = next((bucket for bucket in sizes.named if (bucket.width, bucket.height) == (width, height)), None)
    if listed or (rule and allows(rule, asked)):
        return listed or asked
    named = _best(sizes.named, asked)
    if named and (rule is None or rule.total is None or _distance(named, asked) <= log(1 + rule.named_within)):
        return named
    made = _best(_sizes_to_choose(rule, asked.width / asked.height), asked) if rule else None
    return made or named


def allows(rule: SizeRule, size: Bucket) -> bool:
    """Whether a size follows the rule."""
    if rule.upright:
        return _stands_within(size, rule.upright, rule)
    if size.width % rule.step or size.height % rule.step or not _sides_fit(rule, size):
        return False
    if rule.pixels:
        return rule.pixels[0] <= size.area <= rule.pixels[1]
    return rule.total_is == "aim" or rule.total is None or _near_total(rule, rule.total, size)


def _stands_within(size: Bucket, limit: Bucket, rule: SizeRule) -> bool:
    """Upright, not larger than the limit, not smaller than `min`; the limit itself need not be a multiple of `step`."""
    sides = ((size.width, limit.width), (size.height, limit.height))
    return size.width < size.height and all(
        (rule.min or 0) <= side <= most and (side % rule.step == 0 or side == most) for side, most in sides
    )


def _sides_fit(rule: SizeRule, size: Bucket) -> bool:
    longest = rule.max
    if rule.ultrawide_ratio is not None and size.width / size.height >= rule.ultrawide_ratio:
        longest = rule.ultrawide_max
    short, long = sorted((size.width, size.height))
    return short >= (rule.min or 0) and (longest is None or long <= longest)


def _near_total(rule: SizeRule, total: int, size: Bucket) -> bool:
    return abs(size.area - total) <= total * rule.tolerance


def _sizes_to_choose(rule: SizeRule, ratio: float) -> Iterable[Bucket]:
    """The sizes that the rule makes: about `total` pixels; for an ultrawide wish every ultrawide size as well."""
    if rule.total is None:
        return ()
    made = _of_total(rule, rule.total)
    if rule.ultrawide_ratio is not None and ratio >= rule.ultrawide_ratio:
        return (*made, *_ultrawide(rule, rule.ultrawide_ratio))
    return made


@lru_cache(maxsize=64)
def _of_total(rule: SizeRule, total: int) -> tuple[Bucket, ...]:
    """Every size of about `total` pixels that the rule allows; sides from one step up where it gives no shortest."""
    least, most = total * (1 - rule.tolerance), total * (1 + rule.tolerance)
    shortest = -(-(rule.min or rule.step) // rule.step) * rule.step
    longest = min(rule.max or int(most), int(most // shortest))
    found = []
    for width in range(shortest, longest + 1, rule.step):
        for height in range(-(-int(least // width) // rule.step) * rule.step, int(most // width) + 1, rule.step):
            size = Bucket(width, height) if height else None
            if size and _sides_fit(rule, size) and _near_total(rule, total, size):
                found.append(size)
    return tuple(found)


@lru_cache(maxsize=64)
def _ultrawide(rule: SizeRule, ratio: float) -> tuple[Bucket, ...]:
    """Every size at least as wide as `ratio` within the ultrawide limit, whatever its total."""
    return tuple(_wide_sizes(rule, ratio, rule.ultrawide_max or 0))


def _wide_sizes(rule: SizeRule, ratio: float, longest: int) -> Iterator[Bucket]:
    shortest = -(-(rule.min or rule.step) // rule.step) * rule.step
    for height in range(shortest, longest + 1, rule.step):
        for width in range(height, longest + 1, rule.step):
            if width / height >= ratio:
                yield Bucket(width, height)


def _distance(size: Bucket, asked: Bucket) -> float:
    return abs(log(size.width * asked.height) - log(size.height * asked.width))


def _best(sizes: Iterable[Bucket], asked: Bucket) -> Bucket | None:
    best: Bucket | None = None
    for size in sizes:
        if best is None or _better(size, best, asked):
            best = size
    return best


def _better(size: Bucket, than: Bucket, asked: Bucket) -> bool:
    gain = _distance(than, asked) - _distance(size, asked)
    return gain > SAME or (abs(gain) <= SAME and size.area > than.area)
