"""What tags mean: categories, placements, names."""

from .category import Category
from .lexicon import Lexicon
from .placement import UNKNOWN, Placement
from .series import SeriesTable
from .spelling import escape, is_count, key, letters

__all__ = ["UNKNOWN", "Category", "Lexicon", "Placement", "SeriesTable", "escape", "is_count", "key", "letters"]
