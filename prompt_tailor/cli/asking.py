"""What commands that take a prompt have in common: their arguments, the request made of them, printing JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

from ..api import UNKNOWN_SOURCE, UNKNOWN_WORD
from ..request import RequestError
from ..texts import say, translated
from .model_file import problem_of
from .streams import standard_input

_BESIDE = (UNKNOWN_SOURCE, UNKNOWN_WORD)
"""Findings that are told beside an answer that shows none: most likely an argument was mistyped."""


def prompt_command(commands, name: str, command: Callable, help_text: str) -> argparse.ArgumentParser:
    """Add a command that takes a prompt and what is known beside it; `command` is called with the arguments."""
    parser = commands.add_parser(name, help=help_text)
    add = parser.add_argument
    add("text", nargs="*", metavar="TEXT", help=say("the prompt; - or nothing: standard input"))
    add("--profile", default="auto", metavar="ID", help=say("the model to fit it to (default: found out by --model)"))
    add("--negative", default="", metavar="TEXT", help=say("the negative prompt"))
    add("--size", metavar="WxH", help=say("the size that is set now, such as 832x1216"))
    add("--rating", help=say("the rating to add, as a word of the model"))
    add("--year", help=say("the year to add, as a word of the model"))
    add("--model", metavar="FILE|NAME", help=say("the checkpoint's file, to find the profile by"))
    add("--from", dest="written_for", metavar="ID|FILE", help=say("the model that the prompt was written for"))
    add("--keep", action="append", default=[], metavar="WORD", help=say("a word of another model that is to stay"))
    add_json(parser)
    parser.set_defaults(command=command)
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help=say("answer in JSON"))


def request(asked: argparse.Namespace) -> dict:
    """The request that the arguments make. Raises RequestError for a size that is none."""
    given: dict = {"prompt": text_of(asked.text), "negative_prompt": asked.negative, "profile": asked.profile}
    if asked.model:
        given["model"] = {"name": asked.model}
    if asked.written_for:
        given["from"] = asked.written_for
    if asked.size:
        given["width"], given["height"] = size_of(asked.size)
    wanted = (("rating", asked.rating), ("year", asked.year), ("keep_words", asked.keep))
    choices = {name: value for name, value in wanted if value}
    return {**given, "choices": choices} if choices else given


def text_of(words: list[str]) -> str:
    """The prompt: the words of the command line, or standard input."""
    if words and words != ["-"]:
        return " ".join(words)
    return standard_input().read().removesuffix("\n").removesuffix("\r")


def tell_beside(asked: argparse.Namespace, answer: Mapping) -> None:
    """Say on standard error what may be wrong with arguments that were taken as they are."""
    told = [] if asked.json else [one["message"] for one in answer["diagnostics"] if one["code"] in _BESIDE]
    problem = problem_of(asked.model, answer["detection"]) if asked.model else ""
    for message in (*told, problem):
        if message:
            print(translated(message, asked.lang), file=sys.stderr)


def size_of(text: str) -> tuple[int, int]:
    """`832x1216` as two numbers. Raises RequestError."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise RequestError([say('--size: expected WIDTHxHEIGHT such as 832x1216, got "{text}"', text=text)])
    return int(width), int(height)
