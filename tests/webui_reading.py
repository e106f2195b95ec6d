"""The webui's reading of a prompt, as an oracle written apart from the library.

Facts: A1111 v1.10.1 `processing_scripts/comments.py`, `extra_networks.py`, `prompt_parser.py`. Where
`PROMPT_TAILOR_WEBUI` names a webui's folder, `test_webui_reading.py` compares this file with the real functions.
"""

from __future__ import annotations

import re

NETWORK = re.compile(r"<(\w+):([^>]+)>")
COMMENT = re.compile(r"#[^\n]*")
TOKENS = re.compile(r"\\[()\[\]\\]|\\|\(|\[|:\s*[+-]?[.\d]+\s*\)|\)|\]|[^\\()\[\]:]+|:")
AND = re.compile(r"\bAND\b")
LAST_WEIGHT = re.compile(r"^((?:\s|.)*?)(?:\s*:\s*([-+]?(?:\d+\.?|\d*\.\d+)))?\s*$")


def weighted_letters(text: str) -> list[tuple[str, float]]:
    """Every character the text encoder gets, with its weight. Raises ValueError where the webui would."""
    written: list[list] = []
    opened: dict[str, list[int]] = {"(": [], "[": []}

    def multiply(start: int, factor: float) -> None:
        for entry in written[start:]:
            entry[1] *= factor

    for token in TOKENS.findall(text):
        if token.startswith("\\"):
            written += [[mark, 1.0] for mark in token[1:]]
        elif token in opened:
            opened[token].append(len(written))
        elif token.endswith(")") and opened["("]:
            factor = 1.1 if token == ")" else float(token[1:-1].strip())
            multiply(opened["("].pop(), factor)
        elif token == "]" and opened["["]:
            multiply(opened["["].pop(), 1 / 1.1)
        else:
            written += [[mark, 1.0] for mark in token]
    for start in opened["("]:
        multiply(start, 1.1)
    for start in opened["["]:
        multiply(start, 1 / 1.1)
    return [(mark, weight) for mark, weight in written]


def sections(text: str) -> list[tuple[str, float]]:
    """The prompts that AND composes, with their weights, networks and comments already taken out."""
    text = NETWORK.sub("", COMMENT.sub("", text))
    found = [LAST_WEIGHT.match(section).groups() for section in AND.split(text)]
    return [(section, 1.0 if weight is None else float(weight)) for section, weight in found]


def networks(text: str) -> list[str]:
    """The networks that the webui would load, in order."""
    return [found.group() for found in NETWORK.finditer(COMMENT.sub("", text))]
