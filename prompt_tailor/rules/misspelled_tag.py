from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..lexicon import escape
from ..texts import say
from .checked import Checked
from .fixes import respelled
from .unit import Flags, Found, Passes, rule


@rule(
    "T006",
    Severity.HINT,
    fix="unsafe",
    thorough=True,
    examples=[
        Flags("1girl, long hiar, smile", "long hiar"),
        Flags("1girl, looking_at_veiwer", "looking_at_veiwer"),
        Passes("1girl, my_lora_trigger, k4_illu, xyzzy, long hair"),
        Flags("1girl, hatsune mikuu, smile", "hatsune mikuu"),
        Flags("1girl, souryu asuka langley", "souryu asuka langley"),
        Passes("1girl, hatsune mika, hoshino mei, kiana lens"),
        Passes("crocus, greave, drooping ears, hummer, blowgun"),
        Passes("a girl that reads, red dressing gown, pink car, curved horns"),
    ],
)
def misspelled_tag(checked: Checked) -> Iterator[Found]:
    """An unknown tag that is nearly a known one, or a known name with a wrong word: most likely a typing error.

    A tag is only looked at when it has a word that no known tag has and that is no English word; a LoRA's trigger word
    is near nothing. Needs the package rapidfuzz. The fix writes the known tag.
    """
    lexicon = checked.context.lexicon
    for seen in checked.plain:
        placed = checked.context.place(seen.tag)
        if placed.layer not in ("none", "head", "pattern", "shape"):
            continue
        meant = lexicon.misspellings.meant(seen.key)
        if meant is not None:
            text = escape(meant)
            text = text.replace(" ", "_") if "_" in seen.tag.text and " " not in seen.tag.text else text
            yield Found(
                say('"{tag}" is no known tag. Did you mean "{meant}"?', tag=seen.tag.text, meant=text),
                checked.span(seen.tag),
                respelled(seen.tag, text, say("write {text}", text=text)),
            )
