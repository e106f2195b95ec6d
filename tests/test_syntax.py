"""The parser loses nothing, never fails, and reads weights as the webui does."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompt_tailor.syntax import Group, Kind, Tag, atoms, parse
from tests.prompts import UGLY, prompts
from tests.webui_reading import weighted_letters


@given(st.text())
def test_any_text_comes_back(text):
    assert parse(text).text == text
    assert parse(text, positive=False).text == text


@given(prompts())
def test_any_prompt_comes_back(text):
    assert parse(text).text == text


@pytest.mark.parametrize("text", UGLY)
def test_ugly_prompts_come_back(text):
    assert parse(text).text == text


def kinds(text: str) -> list[tuple[str, str]]:
    items = parse(text).parts[0].items
    return [(item.text, "group" if isinstance(item, Group) else item.kind.value) for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a, b:1.2)", [("(a, b:1.2)", "group")]),
        ("((a)), [b]", [("((a))", "group"), ("[b]", "group")]),
        ("(a: 1.2 ), (b:-1), (c:+.5)", [("(a: 1.2 )", "group"), ("(b:-1)", "group"), ("(c:+.5)", "group")]),
        ("[a:b:0.5], [a:3], [a::.5]", [("[a:b:0.5]", "schedule"), ("[a:3]", "schedule"), ("[a::.5]", "schedule")]),
        ("[a|b|], [a:b]", [("[a|b|]", "alternation"), ("[a:b]", "group")]),
        ("[a|b:3], [a:b:c:3]", [("[a|b:3]", "opaque"), ("[a:b:c:3]", "group")]),
        ("(a:1.2.3)", [("(a:1.2.3)", "malformed")]),
        ("{a, b|c}, __x/y_z__, ${v}", [("{a, b|c}", "opaque"), ("__x/y_z__", "opaque"), ("${v}", "opaque")]),
        ("{2$$, $$a|b}, c", [("{2$$, $$a|b}", "opaque"), ("c", "plain")]),
        ("1.5::a, b::, c", [("1.5::a, b::", "opaque"), ("c", "plain")]),
        ("{{a}, b", [("{{a}", "opaque"), ("b", "plain")]),
        ("<lora:a b:1>, a <lora:c:.5>", [("<lora:a b:1>", "network"), ("a <lora:c:.5>", "compound")]),
        (
            ">_<, :3, ^_^, |_|, :d",
            [(">_<", "plain"), (":3", "plain"), ("^_^", "plain"), ("|_|", "plain"), (":d", "plain")],
        ),
        (":), >:(, \\(^o^)/", [(":)", "plain"), (">:(", "plain"), ("\\(^o^)/", "plain")]),
        ("a，b、c", [("a", "plain"), ("b", "plain"), ("c", "plain")]),
        ("a (b:1.2) c, d", [("a (b:1.2) c", "compound"), ("d", "plain")]),
        ("ganyu (genshin impact)", [("ganyu (genshin impact)", "compound")]),
        ("ganyu \\(genshin impact\\)", [("ganyu \\(genshin impact\\)", "plain")]),
        ("a, (b, c", [("a", "plain"), ("(b, c", "unbalanced")]),
        ("a, ( [ ) ], b", [("a", "plain"), ("( [ ) ], b", "unbalanced")]),
        ("a), b", [("a)", "plain"), ("b", "plain")]),
        ("(a BREAK b:1.2)", [("(a BREAK b:1.2)", "opaque")]),
        ("a\nb # c, d\ne", [("a", "plain"), ("b", "plain"), ("e", "plain")]),
        (
            "The girl is tall, smile, night. red hat",
            [("The girl is tall", "plain"), ("smile", "plain"), ("night. red hat", "plain")],
        ),
        (
            "The girl is tall, with a hat. smile",
            [("The girl is tall, with a hat. smile", "prose")],
        ),
        ("She has long, flowing hair. , smile", [("She has long, flowing hair.", "prose"), ("smile", "plain")]),
        ("She is so cute! smile, night", [("She is so cute! smile", "prose"), ("night", "plain")]),
        ("the king of fighters, love live!", [("the king of fighters", "plain"), ("love live!", "plain")]),
        (
            "the king of fighters, hugtto! precure",
            [("the king of fighters", "plain"), ("hugtto! precure", "plain")],
        ),
        (
            "the legend of zelda, super smash bros., smile",
            [("the legend of zelda", "plain"), ("super smash bros.", "plain"), ("smile", "plain")],
        ),
        (
            "a girl in a red dress, ..., smile",
            [("a girl in a red dress", "plain"), ("...", "plain"), ("smile", "plain")],
        ),
        ("<lora:a # b, c\n:1>, d", [("<lora:a # b, c\n:1>", "network"), ("d", "plain")]),
        ("__a#b__, c\nd", [("__a", "plain"), ("d", "plain")]),
    ],
)
def test_what_is_what(text, expected):
    assert kinds(text) == expected


def test_parts():
    prompt = parse("a BREAK b AND c :0.5 ADDCOL d")
    assert [part.text.strip() for part in prompt.parts] == ["a", "b", "c :0.5", "d"]
    assert prompt.borders == ("BREAK", "AND", "ADDCOL")
    assert [list(section) for section in prompt.sections()] == [[0, 1], [2, 3]]


@pytest.mark.parametrize("word", ["AND_PERP", "AND_SALT", "AND_TOPK", "//", "/*"])
def test_what_is_no_prompt_of_its_own_is_one_whole_that_stays_last(word):
    """Neutral Prompt's words, and comments of some webuis: nothing is moved into what follows, or out of it."""
    text = f"a, b {word} [c, d :0.5] AND e, f"
    prompt = parse(text)
    (part,) = prompt.parts
    assert [item.text for item in part.items] == ["a", "b", f"{word} [c, d :0.5] AND e, f"]
    assert prompt.pinned == (1,) and prompt.text == text


def test_slashes_inside_a_name_begin_nothing():
    assert [item.text for item in parse("a, haseo \\(.hack//\\), https://b").parts[0].items] == [
        "a",
        "haseo \\(.hack//\\)",
        "https://b",
    ]


def test_the_weight_of_a_section_is_pinned_in_a_positive_prompt_only():
    assert parse("a, b AND c, d :0.5").pinned == (0, 1)
    assert parse("a, ratio 16:9").pinned == (1,)
    assert parse("a, ratio 16:9,").pinned == (0,)
    assert parse("a, ratio 16:9 # b, c").pinned == (1,)
    assert parse("a, b:\n<lora:c:1>\n0.8").pinned == (3,)
    assert parse("a, (b:0.8)").pinned == parse("a, b:, 0.8").pinned == (0,)
    assert parse("a, ratio 16:9", positive=False).pinned == (0,)


@given(prompts())
def test_weights_are_the_webuis(text):
    """Where the tree says a plain tag weighs so much, each of its letters weighs that in the webui."""
    for part in parse(text, positive=False).parts:
        for atom in atoms(part):
            if atom.tag.kind is not Kind.PLAIN or any(mark in atom.tag.text for mark in "\\()[]:"):
                continue
            alone = "".join([group.open for group in atom.groups])
            close = "".join([group.close for group in reversed(atom.groups)])
            read = weighted_letters(alone + atom.tag.text + close)
            assert {weight for _, weight in read} == {atom.weight}


@pytest.mark.parametrize(
    "piece", ["a, ", "(", "(a, ", "[(", "<a:", "{", "1::", "__a", "( [ ) ] ", "A girl is here now, ", ":", "\\"]
)
def test_work_grows_with_length_only(piece):
    """Ten times the text takes about ten times the calls, whatever the text is made of."""
    assert calls(piece * 5_000) < 15 * calls(piece * 500) + 100


def calls(text: str) -> int:
    """How many function calls parsing takes: a measure of work that no busy machine disturbs."""
    count = 0

    def on_event(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(on_event)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count


def test_positions_are_those_of_the_text():
    text = "😀, (smile:1.2), 甘雨"
    tags = [atom.tag for atom in atoms(parse(text).parts[0])]
    assert [text[tag.at : tag.at + len(tag.text)] for tag in tags] == [tag.text for tag in tags]
    assert all(isinstance(tag, Tag) for tag in tags)
