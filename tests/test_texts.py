"""Every text that a user sees can be translated, and every translation says the same."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
from collections import Counter
from pathlib import Path

import pytest

from prompt_tailor.api import RequestError, Tailor
from prompt_tailor.cli import main
from prompt_tailor.texts import (
    Text,
    catalogue,
    in_languages,
    joined,
    language_of,
    languages,
    packed,
    say,
    term,
    translated,
    unpacked,
)
from tools.list_texts import Template, in_javascript, in_python, placeholders, templates

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prompt_tailor"
TOLD = {"Diagnostic": 2, "Fix": 0, "Note": 2, "Placement": 1}
"""What tells the user something, and which of its arguments is the text."""
FILES = sorted((ROOT / "texts").glob("*/*.tsv"))
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
OTHER_WORDS = {
    "您": "你",
    "负向|反向提示词": "负面提示词",
    "正向提示词": "提示词, or 正面提示词 where it is told from the negative one",
    "采样器": "采样方法",
    "高清修复": "高分辨率修复",
    "额外网络|扩展模型": "附加网络",
    r"(?<![{\w])tokens?\b": "词元",
}
"""What else people say -> what we say."""
HAN = ("一", "鿿")


def test_every_text_has_its_chinese() -> None:
    """Those in the code, of passes and rules, and of every profile that comes with the project."""
    missing = sorted({one.text for one in templates() if not one.may_stay} - set(catalogue("zh")))
    assert not missing, "add them to a file in texts/zh (python -m tools.list_texts prints the lines)"


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    stale = sorted(set(catalogue("zh")) - {one.text for one in templates()})
    assert not stale, "take these lines out of texts/zh, or write them anew for the text as it is now"


def test_chinese_keeps_to_its_words() -> None:
    """One word for one thing, as in the webui's own translations by the community."""
    for text, chinese in catalogue("zh").items():
        for other, ours in OTHER_WORDS.items():
            assert not re.search(other, chinese), f"{text}: write {ours}"


def test_figures_are_the_same_in_a_profile_s_chinese() -> None:
    """Sizes, scores, years, versions and hashes are facts of the card. Chinese counts large numbers by ten thousands."""
    for one in templates():
        known = catalogue("zh").get(one.text)
        if known and one.where.startswith("profiles/") and "megapixel" not in one.text and "1MP" not in one.text:
            english, chinese = (
                set(_FIGURE.findall(text.replace("img2img", "").replace("txt2img", ""))) for text in (one.text, known)
            )
            assert english <= chinese, one


def test_a_profile_s_texts_are_chinese_where_the_page_is() -> None:
    told = translated(Tailor(background=False).profile("aidxl"), "zh")
    words = {word["text"]: word for word in told["words"]["aesthetic"]}
    assert told["summary"].startswith("风格化的动漫插画") and told["quality"]["note"].startswith("质量词和美学词尾随")
    assert words["aesthetic"]["means"] == "唯美:稍微抽象的艺术感", "the card's own words"
    assert words["beautiful"]["means"] == "美丽", "the card has no English for it"
    assert told["negative"]["recommended"].startswith("(worst quality:1.3), low quality"), "a prompt stays as it is"


def test_a_profile_of_the_user_s_own_says_what_it_has(tmp_path: Path) -> None:
    """Taken over from a shipped one: in Chinese; written by the user: as they wrote it."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text(
        """id = "mine"
name = "Mine"
version = "1"
base = "sdxl"
extends = "aidxl"
summary = "Mine for landscapes."
notes = ["自己写的备注"]
words.aesthetic = [{ text = "calm", means = "quiet", zh = "宁静" }, { text = "bold", means = "strong" }]
sources = [{ id = "me", title = "Trials", says = "It works.", for = ["words"] }]
""",
        encoding="utf-8",
    )
    told = translated(Tailor(tmp_path, background=False).profile("mine"), "zh")
    assert (told["summary"], told["notes"]) == ("Mine for landscapes.", ["自己写的备注"])
    assert [word["means"] for word in told["words"]["aesthetic"]] == ["宁静", "strong"]
    assert told["quality"]["note"].startswith("质量词和美学词尾随")


def test_what_a_check_is_about_is_told_in_chinese() -> None:
    for rule in translated(Tailor(background=False).rules("animagine-xl-4.0"), "zh"):
        assert all(HAN[0] <= max(part) for part in rule["doc"].split("\n\n")), rule


def test_placeholders_are_the_same() -> None:
    known = catalogue("zh")
    for one in templates():
        if one.placeholders and ".mjs:" in one.where:
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
    assert translated(keep(in_languages("messy", zh="杂乱")), "zh") == "杂乱"


def test_a_text_survives_being_kept_in_a_file() -> None:
    kept = packed(say("{list} was skipped: it {problem}", list="x {y}.csv", problem=say("is empty")))
    assert unpacked(kept) == "x {y}.csv was skipped: it is empty"
    assert translated(unpacked(kept), "zh") == "已跳过 x {y}.csv：它是空的"
    assert unpacked("kept by an older version") == "kept by an older version"


def test_why_a_list_of_names_was_skipped_is_told_in_chinese(tmp_path: Path) -> None:
    """Also on the second day, when the index is only read."""
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "mine.csv").write_text("what is this", encoding="utf-8")
    for _ in range(2):
        status = translated(Tailor(tmp_path, background=False).names_status(), "zh")
        (problem,) = [source["problem"] for source in status["sources"] if source["problem"]]
        assert problem.startswith("已跳过 mine.csv：它以")


def test_a_text_survives_being_raised(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as raised:
        Tailor(tmp_path, background=False).rewrite({"prompt": 7})
    assert translated(str(raised.value), "zh") == "无法理解该请求：“prompt”：应为文本，实际为 7。"


def test_joined_texts_are_translated_one_by_one() -> None:
    both = joined(say(" or "), [say("hash {digits}", digits="12"), "typed"])
    assert both == "hash 12 or typed"
    assert translated(both, "zh") == "哈希 12 或 typed"


def test_what_is_typed_is_never_taken_for_a_template() -> None:
    text = say('"{tag}" is in the lexicon', tag="{kind} {0} a sentence")
    assert text == '"{kind} {0} a sentence" is in the lexicon'
    assert translated(text, "zh") == "“{kind} {0} a sentence”在词库中"


def test_answers_are_translated_at_any_depth_and_prompts_are_not(tmp_path: Path) -> None:
    answer = Tailor(tmp_path, background=False).rewrite({"prompt": "smile, a sentence, 1girl", "profile": "aidxl"})
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


COMMANDS = ["", "rewrite", "check", "explain", "place", "profiles", "names", "names build", "names search"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(command: str, capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--lang", "zh", *command.split(), "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：prompt-tailor")
    # Names of options, values and programs stay; of the words in small letters no three make a sentence.
    assert not re.search(r"(?<![-\w\[{|,])[a-z]{2,} [a-z]{2,} [a-z]{2,}", said), said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str, capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([*command.split(), "--help"])
    said = capsys.readouterr().out
    options = said[said.index("options:") :].split("\n\n")[0]
    for option in re.findall(r"^  (-.*(?:\n {6,}.*)*)", options, re.MULTILINE):
        assert re.search(r"(  |\n) +[A-Za-z]+ \S|  [a-z]+ \S", option), f"{option}: what is it for?"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "缺少：COMMAND"),
        (["paint"], "COMMAND：应为"),
        (["rewrite", "--paint"], "不认识：--paint"),
        (["rewrite", "--profile"], "--profile：缺少值"),
        (["rewrite", "--as", "oil"], "--as：应为"),
        (["check", "--files"], "--files：缺少值"),
        (["check", "--steps", "many"], "--steps：应为整数，实际为 'many'"),
        (["check", "--cfg-scale", "high"], "--cfg-scale：应为数字，实际为 'high'"),
    ],
)
def test_mistakes_in_the_arguments_are_told_in_chinese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--lang", "zh", *arguments])
    assert told in capsys.readouterr().err


def test_an_unknown_language_is_told(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--lang", "xx", "profiles"])
    assert "--lang: expected one of" in capsys.readouterr().err


def test_templates_are_found_where_they_stand() -> None:
    python = in_python("say('{a:g} is {b}', a=1, b=2)\nterm(x)\nsay(\"{plain}\")", "x.py")
    assert list(python) == [Template("{a:g} is {b}", "x.py:1", ("{a:g}", "{b}")), Template("{plain}", "x.py:3")]
    script = in_javascript('t("no {braces}"); t("{n} tags", {n: 3}); at("not this")', "x.mjs")
    assert list(script) == [Template("no {braces}", "x.mjs:1"), Template("{n} tags", "x.mjs:1", ("{n}",))]
    with pytest.raises(ValueError, match="expected a literal"):
        list(in_python("say(f'{x}')", "x.py"))
