"""The command line: `python -m prompt_tailor` and `prompt-tailor`. The same JSON as everywhere."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ..api import UNKNOWN_SOURCE, RequestError, Tailor
from ..lexicon.names_search import search
from ..texts import ENGLISH, languages, say, translated

_OK, _FOUND, _USAGE = 0, 1, 2
_BATCH_COLLECTS_EVERY = 100_000


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0; 1 when `check` found an error; 2 for a request that was not understood."""
    _speak_utf8()
    asked = _parser().parse_args(arguments)
    tailor = Tailor(asked.data, background=False, progress=_show_progress)
    try:
        return asked.command(asked, tailor)
    except RequestError as error:
        print(translated(str(error), asked.lang), file=sys.stderr)
        return _USAGE
    except (BrokenPipeError, KeyboardInterrupt):
        return _OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prompt-tailor", description="Fits prompts to the model that is loaded.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="folder of your profiles and of the names index")
    parser.add_argument("--lang", choices=languages(), default=ENGLISH, help="language of messages and reasons")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _prompt_command(commands, "rewrite", _rewrite, "fit a prompt").add_argument(
        "--jsonl", action="store_true", help="one JSON request a line on standard input, one answer a line"
    )
    _prompt_command(commands, "check", _check, "what is wrong with a prompt; exit 1 if there is an error")
    _prompt_command(commands, "explain", _explain, "every step, before and after, with the reasons")
    place = commands.add_parser("place", help="category, reason and layer of tags")
    place.add_argument("tags", nargs="*", metavar="TAG", help="tags; - or nothing: one a line on standard input")
    place.add_argument("--json", action="store_true")
    place.set_defaults(command=_place)
    profiles = commands.add_parser("profiles", help="the models that are known")
    profiles.add_argument("id", nargs="?", help="show this one whole")
    profiles.add_argument("--json", action="store_true")
    profiles.set_defaults(command=_profiles)
    names = commands.add_parser("names", help="the index of characters, series and artists")
    names.add_argument("action", choices=("build", "status", "search"))
    names.add_argument("query", nargs="*")
    names.add_argument("--json", action="store_true")
    names.set_defaults(command=_names)
    return parser


def _prompt_command(commands, name: str, command: Callable, help_text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text)
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the prompt; - or nothing: standard input")
    parser.add_argument("--profile", default="auto", metavar="ID")
    parser.add_argument("--negative", default="", metavar="TEXT")
    parser.add_argument("--size", metavar="WxH", help="the size set now")
    parser.add_argument("--rating")
    parser.add_argument("--year")
    parser.add_argument("--model", metavar="FILE|NAME", help="the checkpoint, to recognise the profile by")
    parser.add_argument("--from", dest="written_for", metavar="ID|FILE", help="the model it was written for")
    parser.add_argument("--keep", action="append", default=[], metavar="WORD", help="a word not to be translated")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=command)
    return parser


def _request(asked: argparse.Namespace) -> dict:
    request: dict = {"prompt": _text(asked.text), "negative_prompt": asked.negative, "profile": asked.profile}
    if asked.model:
        request["model"] = {"name": asked.model}
    if asked.written_for:
        request["from"] = asked.written_for
    if asked.size:
        request["width"], request["height"] = _size(asked.size)
    given = (("rating", asked.rating), ("year", asked.year), ("keep_words", asked.keep))
    choices = {name: value for name, value in given if value}
    return {**request, "choices": choices} if choices else request


def _text(words: list[str]) -> str:
    if words and words != ["-"]:
        return " ".join(words)
    return sys.stdin.read().removesuffix("\n")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise RequestError([say('--size: expected WIDTHxHEIGHT such as 832x1216, got "{text}"', text=text)])
    return int(width), int(height)


def _rewrite(asked: argparse.Namespace, tailor: Tailor) -> int:
    if asked.jsonl:
        encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        for answer in _answers(tailor):
            sys.stdout.write(encode(translated(answer, asked.lang)) + "\n")
            sys.stdout.flush()  # whoever waits for the answer to one line before writing the next gets it
        return _OK
    answer = translated(tailor.rewrite(_request(asked)), asked.lang)
    if asked.json:
        _print_json(answer)
    else:
        print(answer["prompt"])
        print(f"Negative prompt: {answer['negative_prompt']}")
        print(_settings_line(answer))
        for told in answer["diagnostics"]:
            if told["code"] == UNKNOWN_SOURCE:
                print(told["message"], file=sys.stderr)
    return _OK


def _answers(tailor: Tailor) -> Iterator[dict]:
    """One answer for each line; a line that is not understood gets {"error"}, and the next one is read."""
    # Many short-lived answers and a large lexicon that never dies: the collector would look through it in vain.
    gc.freeze()
    gc.set_threshold(_BATCH_COLLECTS_EVERY)
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            yield tailor.rewrite(json.loads(line))
        except json.JSONDecodeError as error:
            yield {"error": say("This line is no JSON: {error}.", error=error)}
        except RequestError as error:
            yield {"error": str(error)}


def _check(asked: argparse.Namespace, tailor: Tailor) -> int:
    answer = translated(tailor.check(_request(asked)), asked.lang)
    if asked.json:
        _print_json(answer)
    for found in () if asked.json else answer["diagnostics"]:
        at = f" at {found['span'][0]}" if found["span"] else ""
        print(f"{found['severity']} {found['code']}{at} {found['where']}: {found['message']}")
    return _FOUND if any(found["severity"] == "error" for found in answer["diagnostics"]) else _OK


def _explain(asked: argparse.Namespace, tailor: Tailor) -> int:
    answer = translated(tailor.rewrite(_request(asked)), asked.lang)
    if asked.json:
        _print_json(answer)
        return _OK
    print(f"Profile: {answer['profile']} ({answer['detection']['reason']})")
    if answer["from"]:
        print(f"From: {answer['from']['profile']} ({answer['from']['reason']})")
    for step in answer["steps"]:
        print(f"\n{step['pass']} ({step['where']})\n  - {step['before']}\n  + {step['after']}")
        for note in step["notes"]:
            print(f"    {note['action']} {note['text']}: {note['reason']}")
    for tag in answer["tags"]:
        print(f"\n{tag['surface']}: {tag['category']} ({tag['reason']})", end="")
    print(f"\n\n{answer['prompt']}\nNegative prompt: {answer['negative_prompt']}\n{_settings_line(answer)}")
    return _OK


def _place(asked: argparse.Namespace, tailor: Tailor) -> int:
    given = asked.tags if asked.tags and asked.tags != ["-"] else sys.stdin.read().splitlines()
    placed = translated(tailor.place(tag for tag in given if tag.strip()), asked.lang)
    if asked.json:
        _print_json(placed)
    for one in () if asked.json else placed:
        print(f"{one['tag']}\t{one['category']}\t{one['layer']}\t{one['reason']}")
    return _OK


def _profiles(asked: argparse.Namespace, tailor: Tailor) -> int:
    shown = translated(tailor.profile(asked.id) if asked.id else tailor.profiles(), asked.lang)
    if asked.json or asked.id:
        _print_json(shown)
    else:
        for one in shown:
            print(f"{one['id']:24} {one['name']:24} {one['base']:5} {one['summary']}")
    for message in tailor.broken_profiles().values():
        print(translated(message, asked.lang), file=sys.stderr)
    return _OK


def _names(asked: argparse.Namespace, tailor: Tailor) -> int:
    if asked.action == "build":
        tailor.names.ensure(_show_progress, background=False, rebuild=True)
    if asked.action == "search":
        found = search(tailor.names.names, " ".join(asked.query))
        rows = [{"kind": one.kind, "name": one.name, "rank": one.rank, "source": one.source} for one in found]
        _print_json(rows) if asked.json else print("\n".join(f"{row['kind']:10} {row['name']}" for row in rows))
        return _OK
    status = translated(tailor.names_status(), asked.lang)
    _print_json(status) if asked.json else print(status["message"])
    return _OK


def _settings_line(answer: dict) -> str:
    shown = {name: value for name, value in answer["settings"].items() if value is not None}
    return ", ".join([f"profile: {answer['profile']}", *(f"{name}: {value}" for name, value in shown.items())])


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _show_progress(fraction: float, message: str) -> None:
    """A line on standard error that is overwritten as the work goes on; silent where nobody looks."""
    if sys.stderr.isatty():
        end = "\n" if fraction >= 1 else ""
        print(f"\r{message} {fraction:4.0%}", end=end, file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    """Windows' consoles and pipes do not speak UTF-8 by themselves."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
