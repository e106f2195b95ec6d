from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity, Span
from ..passes import tag_key
from ..passes.bans import reason_against
from ..syntax import Kind, atoms
from ..texts import say
from .unit import Checked, Flags, Passes, rule


@rule(
    "P001",
    examples=[
        Flags("1girl, masterpiece", "masterpiece", profile="baxl-v2"),
        Flags("lowres, blurry", "blurry", profile="baxl-v2", positive=False),
        Passes("1girl, masterpiece", profile="animagine-xl-4.0"),
    ],
)
def banned_word(checked: Checked) -> Iterator[Diagnostic]:
    """A word that the model's card says must not be used. The rewrite takes it out."""
    for part in checked.prompt.parts:
        for atom in atoms(part):
            reason = reason_against(tag_key(atom.tag), checked.context) if atom.tag.kind is Kind.PLAIN else None
            if reason:
                yield Diagnostic(
                    "P001",
                    Severity.WARNING,
                    say(
                        '"{tag}" must not be used with {model}: {reason}',
                        tag=atom.tag.text,
                        model=checked.context.profile.name,
                        reason=reason,
                    ),
                    Span(atom.tag.at, atom.tag.at + len(atom.tag.text)),
                    where=checked.where,
                )
