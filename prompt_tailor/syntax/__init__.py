"""The webui's prompt language: a parser that loses nothing, and the tree it gives."""

from .nodes import ADDED, NETWORK, WHOLE, Atom, Group, Item, Kind, Part, Prompt, Tag, atoms, bare, has_comma
from .parser import SECTION_WEIGHT, is_emoticon, parse, parse_pieces
from .sentences import join_sentences

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
    "join_sentences",
    "parse",
    "parse_pieces",
]
