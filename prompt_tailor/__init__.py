"""Prompt Tailor fits what was typed to the checkpoint that is loaded."""

__version__ = "0.1.0"
