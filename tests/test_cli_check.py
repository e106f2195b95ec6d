"""`prompt-tailor check`, run in this process: what is printed, what is written, what it exits with."""

from __future__ import annotations

import json

import pytest

from prompt_tailor.cli import main
from prompt_tailor.cli.findings import columns

TAIL = ", ".join(map(str, range(90, 200)))


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> str:
    """One folder for all, so that names are read once."""
    return str(tmp_path_factory.mktemp("data"))


@pytest.fixture
def check(capsys, data):
    def run(*arguments: str) -> tuple[int, list[str], list[str]]:
        status = main(["--data", data, "check", "--off", "N900", *arguments])
        printed = capsys.readouterr()
        lines = [line for line in printed.out.splitlines() if "N900" not in line]
        return status, lines, [line for line in printed.err.splitlines() if "N900" not in line]

    return run


def test_a_caret_stands_under_the_place(check):
    status, lines, _ = check("--profile", "plain", "1girl,\n😀 甘雨, (smile:1.2.3)")
    assert status == 1
    assert lines[0].startswith("prompt:2:7: error W001: ")
    assert lines[1:3] == ["    😀 甘雨, (smile:1.2.3)", "             ^^^^^^^^^^^^^"]
    assert lines[3] == "    fix, not safe: write (smile:1.2)"


def test_a_long_line_is_cut_around_the_place(check):
    _, lines, _ = check("--profile", "plain", f"{', '.join(map(str, range(90)))}, (smile:1.2.3), {TAIL}")
    shown, carets = next((one, two) for one, two in zip(lines, lines[1:]) if "^" in two)
    assert shown.strip().startswith("…") and shown.endswith("…") and len(shown) < 120
    assert shown[carets.index("^") :].startswith("(smile:1.2.3)")


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("甘雨", 4), ("é", 1), ("👩\u200d🎤", 4), ("ﾊﾝ", 2)])
def test_columns_of_a_terminal(text, width):
    assert columns(text) == width


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("1girl",), 0),
        (("1girl, day, night",), 0),
        (("--strict", "1girl, day, night"), 1),
        (("--strict", "--off", "T004", "1girl, day, night"), 0),
        (("--strict", "--off", "w003,t004", "1girl, day, night"), 0),
        (("1girl, (smile:1.2.3)",), 1),
        (("--cfg-scale", "30", "1girl"), 0),
        (("--strict", "--cfg-scale", "30", "1girl"), 1),
        (("--diff", "smile, smile"), 1),
        (("--diff", "smile"), 0),
        (("--fix", "smile, smile"), 0),
        (("--fix", "(smile:1.2.3)"), 1),
        (("--fix", "--unsafe", "(smile:1.2.3)"), 0),
        (("--hires-denoise", "-1", "1girl"), 2),
        (("--explain", "T004"), 0),
        (("--explain", "T4"), 2),
        (("--files", "nowhere.txt"), 2),
        (("--files", "nowhere.txt", "--profile", "nope"), 2),
        (("1girl", "--files", "nowhere.txt"), 2),
    ],
)
def test_exit_status(check, arguments, status):
    assert check("--profile", "aidxl", *arguments)[0] == status


def test_fix_prints_the_prompt_alone_and_the_rest_to_standard_error(check):
    status, out, err = check("--profile", "plain", "--fix", "--negative", "x, x", "smile, Smile, (a:1.2.3)")
    assert (status, out) == (1, ["smile, (a:1.2.3)", "Negative prompt: x"])
    assert err[0].startswith("prompt:1:8: error W001")


def test_json_is_the_answer_of_the_api(check):
    _, out, _ = check("--profile", "plain", "--json", "smile, smile")
    answer = json.loads("\n".join(out))
    assert [one["code"] for one in answer["diagnostics"] if one["where"]] == ["T002"]
    _, out, _ = check("--profile", "plain", "--json", "--fix", "smile, smile")
    assert json.loads("\n".join(out))["prompt"] == "smile"


def test_findings_in_another_language(capsys, data):
    main(["--lang", "zh", "--data", data, "check", "--profile", "plain", "1girl, day, night"])
    assert "矛盾" in capsys.readouterr().out


@pytest.fixture
def captions(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_bytes("1girl, smile, smile\r\n甘雨, 甘雨".encode())
    (tmp_path / "bom.txt").write_bytes("\ufeffsmile, smile".encode())
    (tmp_path / "deep" / "name.txt").write_text("ganyu (genshin impact), 1girl\n", encoding="utf-8", newline="\n")
    (tmp_path / "deep" / "broken.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "picture.png").write_bytes(b"smile, smile")
    return tmp_path


def test_folders_of_captions_are_mended(check, captions):
    status, out, err = check("--files", str(captions), "--fix")
    assert status == 2 and len(err) == 1 and "broken.txt" in err[0]
    assert (captions / "a.txt").read_bytes() == "1girl, smile\r\n甘雨".encode()
    assert (captions / "bom.txt").read_bytes() == "\ufeffsmile".encode()
    assert (captions / "deep" / "name.txt").read_text(encoding="utf-8") == "ganyu (genshin impact), 1girl\n"
    assert (captions / "deep" / "broken.txt").read_bytes() == b"\xff\xfe\x00"
    assert (captions / "picture.png").read_bytes() == b"smile, smile"
    assert sorted(path.name for path in captions.rglob("*.*")) == [
        "a.txt",
        "bom.txt",
        "broken.txt",
        "name.txt",
        "picture.png",
    ]
    assert check("--files", str(captions / "a.txt"), "--fix") == (0, [], [])


def test_a_difference_is_printed_and_nothing_is_written(check, captions):
    before = (captions / "a.txt").read_bytes()
    status, out, _ = check("--files", str(captions / "a.txt"), "--diff")
    assert status == 1
    assert out[-4:] == ["-1girl, smile, smile", "-甘雨, 甘雨", "+1girl, smile", "+甘雨"]
    assert (captions / "a.txt").read_bytes() == before


def test_files_as_json(check, captions):
    _, out, _ = check("--files", str(captions / "a.txt"), str(captions / "bom.txt"), "--json")
    told = json.loads("\n".join(out))
    assert [entry["file"].rsplit("a.txt")[0] != entry["file"] for entry in told] == [True, False]
    assert [one["code"] for one in told[0]["diagnostics"] if one["where"]] == ["T002", "T002"]


def test_a_check_explains_itself_with_the_models_values(check):
    _, out, _ = check("--explain", "p010", "--profile", "animagine-xl-4.0")
    text = "\n".join(out)
    assert text.startswith("P010 cfg_scale (warning)")
    assert "settings.cfg" in text and "Animagine XL 4.0 model card" in text
