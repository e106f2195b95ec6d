"""The webui's prompt language: a parser that loses nothing, and the tree it gives."""

from .nodes import ADDED, NETWORK, WHOLE, Atom, Group, Item, Kind, Part, Prompt, Tag, atoms, bare
from .parser import SECTION_WEIGHT, is_emoticon, parse, parse_pieces

__all__ = [
    "ADDED",
    "NETWORK",
    "SECTION_WEIGHT",
    "WHOLE",
    "Atom",
    "Group",
    "Item",
    "Kind",
    "Part",
    "Prompt",
    "Tag",
    "atoms",
    "bare",
    "is_emoticon",
    "parse",
    "parse_pieces",
]
