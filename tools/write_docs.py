"""Write the generated parts of README.md from the code: the example and the tables.

    python -m tools.write_docs            write them
    python -m tools.write_docs --check    change nothing; exit 1 when something is out of date

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; NAME is a key of PARTS.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.accuracy import figures
from prompt_tailor.choices import Choices
from prompt_tailor.lexicon import Lexicon, SeriesTable
from prompt_tailor.passes import Context, all_passes
from prompt_tailor.pipeline import run
from prompt_tailor.profiles import Profile, load_profiles
from prompt_tailor.profiles.scales import Scales
from prompt_tailor.rules import all_rules
from prompt_tailor.settings import plan
from prompt_tailor.setup import Setup

README = Path(__file__).resolve().parents[1] / "README.md"
TYPED = "smile, long_hair, masterpiece, ganyu (genshin impact), 1girl, (horns:1.1), from above, <lora:snow:0.6>"
TYPED_SIZE = (1920, 1080)
_LONGEST = 100
SHOWN = ("animagine-xl-4.0", "aidxl", "baxl-v2")


def example() -> str:
    """What is typed, and what comes out for a few models, by the shipped lexicon alone."""
    profiles, lexicon = load_profiles(), Lexicon()
    blocks = [f"Typed, at {TYPED_SIZE[0]}x{TYPED_SIZE[1]}:", f"```\n{TYPED}\n```"]
    for name in SHOWN:
        profile = profiles[name]
        fitted = run(TYPED, "", Context(profile, Choices(), lexicon, SeriesTable(lexicon), scales=Scales(profiles)))
        blocks += [f"With {profile.name}:", f"```\n{fitted.positive.text}\n\n{settings_of(profile)}\n```"]
    return "\n\n".join(blocks)


def settings_of(profile: Profile) -> str:
    """The settings that a profile makes of the typed size, in the words of the webui's page."""
    wanted = plan(profile, Choices(), Setup(*TYPED_SIZE))
    size = f"{wanted.width}x{wanted.height}"
    return f"{wanted.sampler_name}, {wanted.steps} steps, CFG {wanted.cfg_scale:g}, {size}"


def profiles() -> str:
    """One row a profile."""
    shown = (profile for profile in load_profiles().values() if not profile.family)
    return table(("profile", "model", "how it wants its prompt"), ((f"`{p.id}`", p.name, p.summary) for p in shown))


def passes() -> str:
    """One row a pass, with its first example that changes something."""
    rows = []
    for step in all_passes():
        shown = next(one for one in step.examples if one.after is not None)
        rows.append((f"`{step.name}`", summary(step.doc), f"{code(shown.before)} → {code(shown.after)}"))
    return table(("step", "what it does", "example"), rows)


def rules() -> str:
    """One row a rule, with its first example that it finds."""
    rows = []
    for rule in all_rules():
        flagged = next(one for one in rule.examples if hasattr(one, "at"))
        given = [f"{name} {value}" for name, value in flagged.given.items() if isinstance(value, (str, int, float))]
        # What is set says it all; the prompt beside it is any.
        rows.append((rule.code, summary(rule.doc), ", ".join(given) if given else code(flagged.text)))
    return table(("code", "what it finds", "example"), rows)


def accuracy() -> str:
    """How often tags are placed right; the figures are kept by `python -m benchmarks.accuracy --write`."""
    return table(figures.HEAD, figures.table_rows())


PARTS = {"example": example, "profiles": profiles, "passes": passes, "rules": rules, "accuracy": accuracy}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def summary(doc: str) -> str:
    """The first paragraph of a docstring, as one line."""
    return " ".join(doc.split("\n\n")[0].split())


def code(text: str) -> str:
    """A text as code in a table cell, where a line break has no place, nor a long text; nothing is `(empty)`."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}… ({len(text)} signs)"
    return f"`{short}`".replace("\n", " ⏎ ") if text else "(empty)"


def written(text: str) -> str:
    """A document with all its generated parts made anew."""
    for name, make in PARTS.items():
        part = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        body = make()
        text = part.sub(lambda match, body=body: f"{match[1]}\n{body}\n\n{match[2]}", text)
    return text


def main() -> int:
    """Write, or check, README.md; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is out of date")
    options = parser.parse_args()
    old = README.read_text(encoding="utf-8")
    new = written(old)
    if new == old:
        return 0
    if options.check:
        print("README.md is out of date: run python -m tools.write_docs", file=sys.stderr)
        return 1
    README.write_text(new, encoding="utf-8", newline="\n")
    print("README.md written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
