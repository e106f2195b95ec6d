"""The guard's last look: what is printed must be read as the tree says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_tailor.guard import misprint
from prompt_tailor.syntax import Group, Item, Part, Prompt, Tag, atoms, parse_pieces

PIECES = ["smile", "long hair", "re:zero", "!", ".", ";", "=", ": b", ":d", "1", "o", "8", "x", " ", "\u3000", ":", "1.2", "(", ")", "\\(", "\\)", "_", "^", "BREAK", "AND", "-", "é", "{", "<", ">", "#", ","]  # fmt: skip


@st.composite
def items(draw: st.DrawFn) -> Item:
    """A tag or a bracket of any letters, which no parser has seen."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4)))
    if draw(st.booleans()):
        return Tag(text, at=draw(st.integers(0, 99)))
    close = draw(st.sampled_from([")", ":1.2)", ":2)"]))
    return Group("(", Part((Tag(text),), ("", "")), close)


def reading(prompt: Prompt) -> list[list[tuple[str, float]]]:
    return [[(atom.tag.text, atom.weight) for atom in atoms(part)] for part in prompt.parts]


@settings(max_examples=400, deadline=None)
@given(st.lists(items(), min_size=1, max_size=4), st.sampled_from([", ", ",", " ", ""]))
def test_a_tree_that_is_not_read_as_it_is_printed_is_found_out(made, gap):
    part = Part(tuple(made), ("", *[gap] * (len(made) - 1), ""))
    tree = Prompt((part,), (), (0,))
    read = parse_pieces(tree.text, True)
    same = (read.borders, read.pinned) == ((), (0,)) and reading(read) == reading(tree)
    assert (misprint(tree, positive=True) is None) == same
