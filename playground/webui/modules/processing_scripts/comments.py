"""Take comments out of prompts: `#` to the end of the line, in `process`, after all extensions."""

from __future__ import annotations

import re
from typing import Any

from modules import scripts, shared

_FIELDS = ("all_prompts", "all_negative_prompts", "all_hr_prompts", "all_hr_negative_prompts")


def strip_comments(text: str) -> str:
    """The text without comments; line breaks stay."""
    return re.sub(r"#[^\n]*", "", text)


class ScriptStripComments(scripts.Script):
    """The built-in script."""

    def title(self) -> str:
        return "Comments"

    def show(self, is_img2img: bool) -> object:
        return scripts.AlwaysVisible

    def process(self, p: Any, *args: Any) -> None:
        if not shared.opts.enable_prompt_comments:
            return
        for field in _FIELDS:
            prompts = getattr(p, field, None)
            if prompts is not None:
                setattr(p, field, [strip_comments(prompt) for prompt in prompts])
        p.main_prompt = strip_comments(p.main_prompt)
        p.main_negative_prompt = strip_comments(p.main_negative_prompt)
