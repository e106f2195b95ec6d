"""The sizes of a profile for the page to draw: those that its card names, and for a rule the best of each shape."""

from __future__ import annotations

from .model import Profile
from .sizes import nearest

_SHAPES = ((1, 2), (9, 16), (2, 3), (3, 4), (4, 5), (1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (2, 1), (21, 9))
_AREA = 1024 * 1024


def sizes_of(profile: Profile) -> dict:
    """`named` and `shapes`, each a list of `{"width", "height", "label"}`, and what the card says of sizes."""
    sizes = profile.sizes
    named = [{"width": one.width, "height": one.height, "label": one.label} for one in sizes.named]
    made = [_of_shape(profile, *shape) for shape in _SHAPES] if sizes.rule else []
    seen = {(one["width"], one["height"]) for one in named}
    shapes = []
    for one in made:
        if one and (one["width"], one["height"]) not in seen:
            seen.add((one["width"], one["height"]))
            shapes.append(one)
    return {"profile": profile.id, "name": profile.name, "named": named, "shapes": shapes, "note": sizes.note}


def _of_shape(profile: Profile, wide: int, high: int) -> dict | None:
    rule = profile.sizes.rule
    area = (rule.total if rule else None) or _AREA
    scale = (area / (wide * high)) ** 0.5
    found = nearest(profile.sizes, round(wide * scale), round(high * scale))
    return {"width": found.width, "height": found.height, "label": f"{wide}:{high}"} if found else None
