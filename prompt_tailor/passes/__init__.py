"""The rewrite steps, one file each."""

from .company import in_company
from .unit import (
    Change,
    Context,
    Effect,
    Example,
    Memory,
    Note,
    Pass,
    Side,
    Stage,
    all_passes,
    item_key,
    rewrite,
    tag_key,
    text_key,
)

__all__ = [
    "Change",
    "Context",
    "Effect",
    "Example",
    "Memory",
    "Note",
    "Pass",
    "Side",
    "Stage",
    "all_passes",
    "in_company",
    "item_key",
    "rewrite",
    "tag_key",
    "text_key",
]
