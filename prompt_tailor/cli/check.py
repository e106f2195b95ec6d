"""`prompt-tailor check`: what is wrong with a prompt, with settings, or with files of captions; and mending it."""

from __future__ import annotations

import argparse
import difflib
import errno
import os
import shutil
import stat
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..api import RequestError, Tailor
from ..texts import say, translated
from .asking import prompt_command, request, tell_beside
from .findings import columns, shown
from .parser import signs
from .streams import print_json

_OK, _FOUND, _UNREADABLE = 0, 1, 2
_CAPTIONS = "*.txt"
_COLUMNS = 100
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_SETTINGS = {
    "steps": int,
    "cfg_scale": float,
    "sampler_name": str,
    "scheduler": str,
    "clip_skip": int,
    "vae": str,
    "refiner": str,
    "hires_denoise": float,
}
_EXITS = say(
    "exit status: 0 nothing worse than a warning; 1 an error was found (with --fix: one is left); 2 the request or a "
    "file could not be read, or something could not be written. With --strict a warning counts as an error, with "
    "--diff a change that --fix would make."
)
_READ_AS_EMPHASIS = ("T001", "T008")
"""Not told of captions: trainers read parentheses as letters, so that escapes would be in the way."""


def add(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    about = say("tell what is wrong with a prompt, its settings, or files of captions; mend it")
    parser = prompt_command(commands, "check", run, about)
    parser.epilog = _EXITS
    add = parser.add_argument
    add("--off", action="append", default=[], metavar="CODE", help=say("leave a check out; also CODE,CODE"))
    add("--strict", action="store_true", help=say("exit 1 for warnings as well"))
    for name, kind in _SETTINGS.items():
        option = f"--{name.replace('_', '-')}"
        add(option, type=kind, metavar=kind.__name__.upper(), help=say("the webui's setting, to be checked as well"))
    add("--files", nargs="+", type=Path, metavar="PATH", help=say("caption files, or folders of .txt"))
    add("--fix", action="store_true", help=say("apply the safe fixes: print the prompt, rewrite the files"))
    add("--unsafe", action="store_true", help=say("with --fix or --diff: apply the unsafe fixes as well"))
    add("--diff", action="store_true", help=say("print what --fix would change, and change nothing"))
    add("--explain", metavar="CODE", help=say("tell what a check is about; with --profile also the model's values"))


def run(asked: argparse.Namespace, tailor: Tailor) -> int:
    """Do what was asked; returns the exit status."""
    if asked.explain:
        return _explain(asked, tailor)
    if asked.files is not None:
        return _check_files(asked, tailor)
    given = _with_settings(request(asked), asked)
    texts = {"prompt": given["prompt"], "negative_prompt": given["negative_prompt"]}
    if not (asked.fix or asked.diff):
        answer = tailor.check(given)
        tell_beside(asked, answer)
        _print(answer, texts, asked)
        return _status(answer, asked)
    answer = tailor.fix(given, asked.unsafe)
    tell_beside(asked, answer)
    if asked.json:
        print_json(translated(answer, asked.lang))
    elif asked.diff:
        changes = [line for where in texts for line in _diff(texts[where], answer[where], where)]
        sys.stdout.writelines(changes)
    else:
        print(answer["prompt"])
        if answer["negative_prompt"]:
            print(f"Negative prompt: {answer['negative_prompt']}")
        for line in shown(answer["diagnostics"], answer, "", asked.lang):
            print(line, file=sys.stderr)
    if asked.diff:
        return _FOUND if any(texts[where] != answer[where] for where in texts) else _OK
    return _status(answer, asked)


def _with_settings(given: dict, asked: argparse.Namespace) -> dict:
    settings = {name: getattr(asked, name) for name in _SETTINGS if getattr(asked, name) is not None}
    off = [code.strip().upper() for codes in asked.off for code in codes.split(",") if code.strip()]
    return {**given, **settings, "rules_off": off}


def _print(answer: Mapping, texts: Mapping[str, str], asked: argparse.Namespace) -> None:
    if asked.json:
        print_json(translated(answer, asked.lang))
        return
    for line in shown(answer["diagnostics"], texts, "", asked.lang):
        print(line)


def _status(answer: Mapping, asked: argparse.Namespace) -> int:
    grave = {"error", "warning"} if asked.strict else {"error"}
    return _FOUND if any(found["severity"] in grave for found in answer["diagnostics"]) else _OK


def _check_files(asked: argparse.Namespace, tailor: Tailor) -> int:
    """Each file as one positive prompt. A file that cannot be read is named, and the next one is looked at."""
    if asked.text:
        raise RequestError([say("--files: give either files or a prompt, not both")])
    base = _with_settings(request(argparse.Namespace(**{**vars(asked), "text": [""]})), asked)
    base["rules_off"] += _READ_AS_EMPHASIS
    statuses, answers, told = [_OK], [], set[str]()
    for path in _captions(asked):
        try:
            # Line ends stay as they are in the file, and so does a byte order mark.
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            _tell(say("{file} could not be read: {error}.", file=str(path), error=str(error)), asked)
            statuses.append(_UNREADABLE)
            continue
        mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
        given = {**base, "prompt": body}
        answer = tailor.fix(given, asked.unsafe) if asked.fix or asked.diff else tailor.check(given)
        if not answers:
            tell_beside(asked, answer)
        # What is no matter of this file, such as a missing names index, is told once.
        answer["diagnostics"] = [one for one in answer["diagnostics"] if one["where"] or one["message"] not in told]
        told |= {one["message"] for one in answer["diagnostics"] if not one["where"]}
        statuses.append(_file_done(path, mark, body, answer, asked))
        answers.append({"file": str(path), **answer})
    if asked.json:
        print_json(translated(answers, asked.lang))
    return max(statuses)


def _tell(message: str, asked: argparse.Namespace) -> None:
    print(translated(message, asked.lang), file=sys.stderr)


def _captions(asked: argparse.Namespace) -> Iterator[Path]:
    for path in asked.files:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.rglob(_CAPTIONS))
        if not found:
            _tell(say("{folder}: there is no {pattern} in this folder.", folder=str(path), pattern=_CAPTIONS), asked)
        yield from found


def _file_done(path: Path, mark: str, body: str, answer: Mapping, asked: argparse.Namespace) -> int:
    """Print, or write, what came of one file; returns its status."""
    after = answer.get("prompt", body)
    if asked.diff:
        if not asked.json:
            sys.stdout.writelines(_diff(body, after, str(path)))
        return _FOUND if after != body else _OK
    if after != body:
        try:
            _write(path, mark + after)
        except OSError as error:
            reason = error.strerror or str(error)
            _tell(say("{file} could not be written: {error}; it is as it was.", file=str(path), error=reason), asked)
            return _UNREADABLE
    if not asked.json:
        for line in shown(answer["diagnostics"], {"prompt": after, "": ""}, str(path), asked.lang):
            print(line)
    return _status(answer, asked)


def _write(path: Path, text: str) -> None:
    """Replace a file whole: a failure half-way must not leave half a caption. Raises OSError.

    A link stays one, and who may read or write the file stays as it is. A write-protected file is not replaced, which
    a system would allow whoever may write its folder.
    """
    path = path.resolve()
    mode = path.stat().st_mode
    if not (mode & _WRITABLE and os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    beside = path.with_name(f"{path.name}.prompt-tailor")
    try:
        beside.write_bytes(text.encode("utf-8"))
        shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    lines = [f"{line}\n" for line in before.split("\n")], [f"{line}\n" for line in after.split("\n")]
    return difflib.unified_diff(*lines, name, name)


def _explain(asked: argparse.Namespace, tailor: Tailor) -> int:
    """Print what one check is about."""
    code = asked.explain.upper()
    rules = {one["code"]: one for one in tailor.rules(None if asked.profile == "auto" else asked.profile)}
    if code not in rules:
        raise RequestError(
            [say('--explain: no check has the code "{code}" (known: {known})', code=code, known=", ".join(rules))]
        )
    rule = translated(rules[code], asked.lang)
    if asked.json:
        print_json(rule)
        return _OK
    print(f"{rule['code']} {rule['name']} ({rule['severity']})\n")
    for paragraph in rule["doc"].split("\n\n"):
        print(textwrap.fill(paragraph, signs(paragraph, _COLUMNS)), end="\n\n")
    finds, silent = say("finds"), say("silent")
    for example in rule["examples"]:
        outcome = translated(finds if example["flags"] else silent, asked.lang)
        given = "".join(f" [{name} {value}]" for name, value in example["given"].items())
        print(f"  {outcome}{' ' * (7 - columns(outcome))} {example['profile']:20} {example['text']}{given}")
    fixes = {"none": say("none"), "safe": say("safe"), "unsafe": say("not safe")}
    mends = say("yes") if rule["mended"] else say("no")
    fix = say("fix: {fix}; rewriting mends it: {mends}", fix=fixes[rule["fix"]], mends=mends)
    print(f"\n{translated(fix, asked.lang)}")
    for value in rule.get("values", ()):
        sources = "; ".join(value["sources"]) or translated(say("no source"), asked.lang)
        print(f"{asked.profile} {value['path']}: {value['value']} ({sources})")
    return _OK
