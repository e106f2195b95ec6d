"""Networks in a prompt: `<lora:name:0.8>`. The stand-in reads them as the webui does, and loads nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_NETWORK = re.compile(r"<(\w+):([^>]+)>")


class ExtraNetworkParams:
    """What stands between the colons: positional items and `key=value` items."""

    def __init__(self, items: Iterable[str] = ()) -> None:
        self.items = list(items)
        self.named = dict(item.split("=", 1) for item in self.items if "=" in item)
        self.positional = [item for item in self.items if "=" not in item]


def parse_prompt(prompt: str) -> tuple[str, dict[str, list[ExtraNetworkParams]]]:
    """Take all networks out of a prompt; returns the rest and the networks by kind."""
    found: dict[str, list[ExtraNetworkParams]] = defaultdict(list)
    for kind, arguments in _NETWORK.findall(prompt):
        found[kind].append(ExtraNetworkParams(arguments.split(":")))
    return _NETWORK.sub("", prompt), found


def parse_prompts(prompts: list[str]) -> tuple[list[str], dict[str, list[ExtraNetworkParams]]]:
    """Take the networks out of a batch's prompts; only those of the first prompt count."""
    parsed = [parse_prompt(prompt) for prompt in prompts]
    return [text for text, _ in parsed], parsed[0][1] if parsed else {}
