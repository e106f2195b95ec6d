"""`python -m benchmarks`: how fast the library is, beside what the webui does with the same prompt anyway.

Every figure is a ratio of two things measured in turns in this run, so that a busy or slow machine changes neither
much. Where `PROMPT_TAILOR_WEBUI` names a webui's folder its own attention parser is the yardstick, else a parser that
the tests compare with it.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from prompt_tailor.api import Tailor
from prompt_tailor.shipped import shipped, user_data_dir

from .name_search import print_search
from .timing import alternately
from .yardstick import attention_parser

_ROUNDS = 7
_PROMPTS = 50


def main() -> int:
    """Print one line for each measurement."""
    tailor = Tailor(user_data_dir(), background=False)
    tags = _tags()
    parse, name = attention_parser()
    prompts = [", ".join(random.Random(seed).sample(tags, 40)) for seed in range(_PROMPTS)]
    requests = [{"prompt": prompt, "profile": "animagine-xl-4.0"} for prompt in prompts]
    fit, read = alternately(
        lambda: [tailor.rewrite(request) for request in requests],
        lambda: [parse(prompt) for prompt in prompts],
        _ROUNDS,
    )
    print(f"rewrite of 40 tags             {fit / _PROMPTS * 1e3:8.3f} ms   {fit / read:6.1f} x {name}")
    print(f"1,000 requests of 40 tags      {fit / _PROMPTS * 1e3:8.3f} s")
    for count in (100, 1_000, 10_000):
        _print_growth(tailor, tags, count)
    placed, _ = alternately(lambda: tailor.place(tags[:10_000]), lambda: None, _ROUNDS)
    print(f"place {len(tags[:10_000]):6} tags              {placed * 1e3:8.1f} ms")
    print_search(tailor)
    return 0


def _print_growth(tailor: Tailor, tags: list[str], count: int) -> None:
    chosen = (tags * (count // len(tags) + 1))[:count]
    long = {"prompt": ", ".join(f"{tag} {index}" for index, tag in enumerate(chosen)), "profile": "aidxl"}
    short = {"prompt": ", ".join(f"{tag} {index}" for index, tag in enumerate(chosen[:40])), "profile": "aidxl"}
    long_time, short_time = alternately(lambda: tailor.rewrite(long), lambda: tailor.rewrite(short), 3)
    print(f"{count:6} tags against 40         {long_time / short_time:8.1f} x       {count / 40:6.1f} x the tags")


def _tags() -> list[str]:
    files = sorted(Path(shipped("lexicon") / "tags").glob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("# ") and "(" not in line]


if __name__ == "__main__":
    sys.exit(main())
