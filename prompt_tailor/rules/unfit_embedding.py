from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..lexicon import key
from ..passes import tag_key
from ..syntax import atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule(
    "N002",
    examples=[
        Flags("lowres, EasyNegative", "EasyNegative", positive=False),
        Passes("lowres, EasyNegative", profile="plain", positive=False),
    ],
)
def unfit_embedding(checked: Checked) -> Iterator[Diagnostic]:
    """An embedding that the model's card says does not fit."""
    bad = {key(name) for name in checked.context.profile.settings.bad_embeddings}
    for part in checked.prompt.parts if bad else ():
        for atom in atoms(part):
            if tag_key(atom.tag) in bad:
                yield Diagnostic(
                    "N002",
                    Severity.WARNING,
                    say(
                        'The embedding "{tag}" does not fit {model}, its card says.',
                        tag=atom.tag.text,
                        model=checked.context.profile.name,
                    ),
                    Span(atom.tag.at, atom.tag.at + len(atom.tag.text)),
                    where=checked.where,
                )
