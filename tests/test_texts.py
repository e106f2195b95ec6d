"""Every text that a user sees can be translated, and every translation says the same."""

from __future__ import annotations

import ast
import copy
import json
import pickle
from collections import Counter
from pathlib import Path

import pytest

from prompt_tailor.api import RequestError, Tailor
from prompt_tailor.cli import main
from prompt_tailor.texts import Text, catalogue, joined, language_of, languages, say, term, translated
from tools.list_texts import Template, in_javascript, in_python, placeholders, templates

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prompt_tailor"
TOLD = {"Diagnostic": 2, "Fix": 0, "Note": 2, "Placement": 1}
"""What tells the user something, and which of its arguments is the text."""
FILES = sorted((ROOT / "texts").glob("*/*.tsv"))
HAN = ("一", "鿿")


def test_every_text_has_its_chinese() -> None:
    missing = sorted({one.text for one in templates()} - set(catalogue("zh")))
    assert not missing, "add them to a file in texts/zh (python -m tools.list_texts prints the lines)"


def test_placeholders_are_the_same() -> None:
    known = catalogue("zh")
    for one in templates():
        if one.placeholders and one.where.endswith(".mjs"):
            found = in_javascript(f"t({json.dumps(known[one.text])}, {{}})", "")
            assert next(found).placeholders == one.placeholders, one
        elif one.placeholders:
            assert placeholders(known[one.text]) == one.placeholders, one


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_translations_is_well_formed(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            template, tab, translation = line.partition("\t")
            assert template and tab and translation.strip(" ") and "\t" not in translation, line


def test_no_text_is_translated_twice() -> None:
    lines = [line for path in FILES for line in path.read_text(encoding="utf-8").splitlines()]
    templates_of = Counter(line.partition("\t")[0] for line in lines if "\t" in line and not line.startswith("#"))
    assert not [text for text, times in templates_of.items() if times > 1]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_told_but_by_say(path: Path) -> None:
    """A literal or an f-string as the text of a diagnostic, a fix, a note or a placement could not be translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD:
            text = node.args[TOLD[node.func.id]] if len(node.args) > TOLD[node.func.id] else None
            assert not isinstance(text, (ast.Constant, ast.JoinedStr)), f"line {node.lineno}: use say(…)"


def test_a_text_is_the_english_one_until_it_is_translated() -> None:
    text = say('"{tag}" is a known {kind}', tag="ganyu", kind=term("character"))
    assert text == '"ganyu" is a known character'
    assert translated(text, "zh") == "“ganyu”是已知的角色"
    assert translated(text, "en") is text


@pytest.mark.parametrize("keep", [str, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_text_survives_being_handed_on(keep) -> None:
    assert translated(keep(say("{model} wants it", model="X")), "zh") == "X 需要它"


def test_a_text_survives_being_raised() -> None:
    with pytest.raises(RequestError) as raised:
        Tailor(background=False).rewrite({"prompt": 7})
    assert translated(str(raised.value), "zh") == "无法理解该请求：“prompt”：应为文本，实际为 7。"


def test_joined_texts_are_translated_one_by_one() -> None:
    both = joined(say(" or "), [say("hash {digits}", digits="12"), "typed"])
    assert both == "hash 12 or typed"
    assert translated(both, "zh") == "哈希 12 或 typed"


def test_what_is_typed_is_never_taken_for_a_template() -> None:
    text = say('"{tag}" is in the lexicon', tag="{kind} {0} a sentence")
    assert text == '"{kind} {0} a sentence" is in the lexicon'
    assert translated(text, "zh") == "“{kind} {0} a sentence”在词库中"


def test_answers_are_translated_at_any_depth_and_prompts_are_not() -> None:
    answer = Tailor(background=False).rewrite({"prompt": "smile, a sentence, 1girl", "profile": "aidxl"})
    chinese = translated(answer, "zh")
    assert chinese["prompt"] == answer["prompt"]
    assert [tag["surface"] for tag in chinese["tags"]] == [tag["surface"] for tag in answer["tags"]]
    assert all(isinstance(tag["reason"], Text) for tag in answer["tags"])
    reasons = [tag["reason"] for tag in chinese["tags"]]
    assert all(any(HAN[0] <= mark <= HAN[1] for mark in reason) for reason in reasons), reasons
    assert json.loads(json.dumps(chinese)) == chinese


def test_a_language_without_translations_is_english() -> None:
    assert translated(say("a sentence"), "xx") == "a sentence"
    assert languages() == ("en", "zh")


@pytest.mark.parametrize("name", ["zh_CN", "zh-Hans (Stable)", "zh_TW", "chinese-all-0313", "Chinese", "简体中文"])
def test_the_webuis_chinese_is_ours(name: str) -> None:
    assert language_of(name) == "zh"


@pytest.mark.parametrize("name", ["None", "", None, "ja_JP", "zhuang", "de_DE"])
def test_every_other_language_is_english(name: object) -> None:
    assert language_of(name) == "en"


def test_the_command_line_speaks_chinese(capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    main(["--data", str(tmp_path), "--lang", "zh", "check", "--profile", "aidxl", "1girl, (smile:1.2.3)"])
    assert "里的权重不是数字" in capsys.readouterr().out


def test_templates_are_found_where_they_stand() -> None:
    python = in_python("say('{a:g} is {b}', a=1, b=2)\nterm(x)\nsay(\"{plain}\")", "x.py")
    assert list(python) == [Template("{a:g} is {b}", "x.py:1", ("{a:g}", "{b}")), Template("{plain}", "x.py:3")]
    script = in_javascript('t("no {braces}"); t("{n} tags", {n: 3}); at("not this")', "x.mjs")
    assert list(script) == [Template("no {braces}", "x.mjs:1"), Template("{n} tags", "x.mjs:1", ("{n}",))]
    with pytest.raises(ValueError, match="expected a literal"):
        list(in_python("say(f'{x}')", "x.py"))
