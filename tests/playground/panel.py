"""Where the panel's parts are on the page, and the texts that its tests type and see."""

from __future__ import annotations

PROMPT = "#txt2img_prompt textarea"
PANEL = "#prompt_tailor_txt2img"
HEADER = f"{PANEL} .prompt-tailor-header"
TAGS = f"{PANEL} .prompt-tailor-side:first-of-type .prompt-tailor-tags button"
MENU = f"{PANEL} .prompt-tailor-menu"
INFOTEXT = "#html_info_txt2img .infotext"
FINDINGS = f"{PANEL} .prompt-tailor-findings"
OFFER = f"{PANEL} .prompt-tailor-offer"
EVIL = "<img src=x onerror='window.evil = 1'>"
QUALITY = ["masterpiece", "high score", "great score", "absurdres"]
