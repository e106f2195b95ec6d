"""The webui's prompt language: a parser that loses nothing, and the tree it gives."""

from .nodes import ADDED, NETWORK, WHOLE, Atom, Group, Item, Kind, Part, Prompt, Tag, atoms, bare, has_comma
from .parser import is_emoticon, parse, parse_pieces
from .pinned import SECTION_WEIGHT

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
    "has_comma",
    "is_emoticon",
    "parse",
    "parse_pieces",
]
