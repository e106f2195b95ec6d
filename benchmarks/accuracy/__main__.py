"""`python -m benchmarks.accuracy`: how often tags are placed right, side by side in one run.

    python -m benchmarks.accuracy            print the figures
    python -m benchmarks.accuracy --write    and keep them for the table in README.md (`python -m tools.write_docs`)

The samples lie beside this file; their labels were written before the lexicon was asked. Danbooru's list, where it
lies in ../shared/data, is needed for two of the figures, `tipo-kgen` for one column; kept figures stay without them.
"""

from __future__ import annotations

import argparse
import json
import sys

from prompt_tailor.lexicon import Lexicon

from .figures import FILE, ROWS, read, shown
from .measure import Figures, of_all_rarer, of_series, of_tags
from .placers import Placer, by_danbooru, ours, tipo
from .samples import DANBOORU


def main() -> int:
    """Print the figures; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FILE.name}")
    options = parser.parse_args()
    lexicon = Lexicon()
    placers: dict[str, Placer | None] = {"ours": ours(lexicon), "tipo": tipo(), "danbooru": by_danbooru()}
    measured = {name: _figures(place, lexicon) for name, place in placers.items() if place is not None}
    measured["ours"] |= of_series(lexicon)
    for label, name in ROWS:
        print(f"{label:64}", *(f"{who} {shown(figures.get(name)):>8}" for who, figures in measured.items()))
    if options.write:
        kept = read()
        rounded = {
            who: {name: round(share, 4) for name, share in (kept.get(who, {}) | measured.get(who, {})).items()}
            for who in kept.keys() | measured.keys()
        }
        FILE.write_text(json.dumps(rounded, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return 0


def _figures(place: Placer, lexicon: Lexicon) -> Figures:
    return of_tags(place, lexicon) | (of_all_rarer(place) if DANBOORU.is_file() else {})


if __name__ == "__main__":
    sys.exit(main())
