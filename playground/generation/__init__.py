"""From the page's values to a generation and back."""

from playground.generation.run import generate

__all__ = ["generate"]
