from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..syntax import ADDED
from ..texts import say
from .checked import Checked
from .tokens import CHUNK, cut
from .unit import Flags, Found, Passes, rule

_SENTENCE = " ".join(["word"] * 30)


@rule(
    "P005",
    Severity.HINT,
    examples=[
        Flags(
            f"{', '.join(['tag'] * 25)}, {_SENTENCE}", _SENTENCE, given={"count_tokens": lambda text: len(text.split())}
        ),
        Passes(f"{', '.join(['tag'] * 37)}, a longer tag", given={"count_tokens": lambda text: len(text.split())}),
        Passes(f"{', '.join(['tag'] * 25)}, {_SENTENCE}"),
    ],
)
def cut_tag(checked: Checked) -> Iterator[Found]:
    """A tag that is cut in two where one chunk of 75 tokens ends. The model reads its halves apart from each other.

    The webui moves up to 20 tokens behind a comma over the edge, so only long phrases and sentences are cut. Found only
    where the model's tokenizer is at hand. BREAK before the phrase keeps it whole.
    """
    count = checked.scope.count_tokens
    if count is None:
        return
    for part in checked.final.parts:
        for tag in cut(part, count):
            yield Found(
                say('The edge of a chunk of {chunk} tokens cuts "{tag}" in two.', chunk=CHUNK, tag=tag.text),
                checked.span(tag) if tag.at != ADDED else None,
            )
