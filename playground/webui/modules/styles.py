"""Saved pieces of prompt that a user adds by name."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class PromptStyle(NamedTuple):
    """One style. `{prompt}` in its text stands for the user's prompt; without it the text is appended."""

    name: str
    prompt: str = ""
    negative_prompt: str = ""
    path: str | None = None


def merge_prompts(style_prompt: str, prompt: str) -> str:
    """The user's prompt with one style's text."""
    if "{prompt}" in style_prompt:
        return style_prompt.replace("{prompt}", prompt)
    return ", ".join(part.strip() for part in (prompt, style_prompt) if part.strip())


def apply_styles_to_prompt(prompt: str, styles: Iterable[str]) -> str:
    """The user's prompt with the texts of several styles, in their order."""
    for style in styles:
        prompt = merge_prompts(style, prompt)
    return prompt


class StyleDatabase:
    """The styles of a CSV file with the columns name, prompt, negative_prompt."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.styles: dict[str, PromptStyle] = {}
        self.reload()

    def reload(self) -> None:
        self.styles.clear()
        if not self.path.is_file():
            return
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                style = PromptStyle(row["name"], row.get("prompt") or "", row.get("negative_prompt") or "")
                self.styles[style.name] = style

    def _known(self, names: Iterable[str]) -> list[PromptStyle]:
        return [self.styles[name] for name in names if name in self.styles]

    def get_style_prompts(self, names: Iterable[str]) -> list[str]:
        return [style.prompt for style in self._known(names)]

    def get_negative_style_prompts(self, names: Iterable[str]) -> list[str]:
        return [style.negative_prompt for style in self._known(names)]

    def apply_styles_to_prompt(self, prompt: str, names: Iterable[str]) -> str:
        return apply_styles_to_prompt(prompt, self.get_style_prompts(names))

    def apply_negative_styles_to_prompt(self, prompt: str, names: Iterable[str]) -> str:
        return apply_styles_to_prompt(prompt, self.get_negative_style_prompts(names))
