"""The command line: `python -m prompt_tailor` and `prompt-tailor`. The same JSON as everywhere."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from functools import partial
from pathlib import Path

from ..api import RequestError, Tailor
from ..exporters import EXPORTERS
from ..texts import ENGLISH, languages, say, term, translated
from . import batch, check, names
from .asking import add_json, prompt_command, request, tell_beside
from .findings import columns
from .parser import Parser, language_asked
from .streams import give_up_output, one_line, print_json, speak_utf8, standard_input

_OK, _USAGE = 0, 2
_BATCH_COLLECTS_EVERY = 100_000


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0; 1 when `check` found an error; 2 for what was not understood, read or written."""
    speak_utf8()
    asked = _parser(language_asked(arguments)).parse_args(arguments)
    tailor = Tailor(asked.data, background=False, progress=partial(_show_progress, asked.lang))
    try:
        status = asked.command(asked, tailor)
        sys.stdout.flush()
        return status
    except RequestError as error:
        print(translated(str(error), asked.lang), file=sys.stderr)
        return _USAGE
    except KeyboardInterrupt:
        return _OK
    except BrokenPipeError:
        give_up_output()
        return _OK
    except OSError as error:
        give_up_output()
        told = say("Reading or writing failed: {error}.", error=error.strerror or str(error))
        print(translated(told, asked.lang), file=sys.stderr)
        return _USAGE


def _parser(language: str) -> Parser:
    about = say("Fits prompts of tags to an anime SDXL checkpoint: its tag order, its quality words, its settings.")
    parser = Parser(prog="prompt-tailor", description=about, language=language)
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help=say("folder of your own profiles and of the names index")
    )
    parser.add_argument(
        "--lang",
        choices=languages(),
        default=ENGLISH,
        help=say("language of help, messages and reasons: en, or zh (简体中文)"),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title=say("commands"))
    rewrite = prompt_command(commands, "rewrite", _rewrite, say("fit a prompt to the model"))
    rewrite.add_argument(
        "--jsonl", action="store_true", help=say("one JSON request a line on standard input, one answer a line")
    )
    rewrite.add_argument(
        "--jobs",
        type=batch.parse_jobs,
        metavar="N",
        help=say("processes that answer --jsonl; as it comes, one for each processor"),
    )
    rewrite.add_argument("--as", dest="kind", choices=EXPORTERS, help=say("write it for another program"))
    check.add(commands)
    prompt_command(commands, "explain", _explain, say("fit a prompt and show every step, with the reasons"))
    place = commands.add_parser("place", help=say("tell what tags are about: category, reason, and what decided"))
    place.add_argument("tags", nargs="*", metavar="TAG", help=say("tags; - or nothing: one a line on standard input"))
    add_json(place)
    place.set_defaults(command=_place)
    profiles = commands.add_parser("profiles", help=say("list the models that are known, or show one whole"))
    profiles.add_argument("id", nargs="?", help=say("the profile to show whole, as JSON"))
    add_json(profiles)
    profiles.set_defaults(command=_profiles)
    names.add_command(commands, partial(_show_progress, language))
    return parser


def _rewrite(asked: argparse.Namespace, tailor: Tailor) -> int:
    _require_fitting(asked)
    if asked.jsonl:
        # Many short-lived answers and a large lexicon that never dies: the collector would look through it in vain.
        gc.freeze()
        gc.set_threshold(_BATCH_COLLECTS_EVERY)
        jobs, answer = asked.jobs or batch.processes(), partial(_answer_line, tailor, asked.lang)
        batch.answer_all(standard_input(), answer, _write_line, jobs, tailor.rest)
        return _OK
    if asked.kind:
        return _export(asked, tailor)
    answer = translated(tailor.rewrite(request(asked)), asked.lang)
    if asked.json:
        print_json(answer)
    else:
        print(answer["prompt"])
        print(f"Negative prompt: {answer['negative_prompt']}")
        print(_settings_line(answer))
    tell_beside(asked, answer)
    return _OK


def _require_fitting(asked: argparse.Namespace) -> None:
    """Raise RequestError for arguments that would not be looked at beside `--jsonl`, or without it."""
    if not asked.jsonl:
        if asked.jobs:
            raise RequestError([say("--jobs is for --jsonl; one prompt is answered by one process")])
        return
    given = {
        "TEXT": asked.text not in ([], ["-"]),
        "--profile": asked.profile != "auto",
        "--negative": asked.negative,
        "--size": asked.size,
        "--rating": asked.rating,
        "--year": asked.year,
        "--model": asked.model,
        "--from": asked.written_for,
        "--keep": asked.keep,
        "--as": asked.kind,
    }
    unread = ", ".join(name for name, value in given.items() if value)
    if unread:
        raise RequestError(
            [say("--jsonl: each line of standard input is a whole request; leave out {names}", names=unread)]
        )


def _export(asked: argparse.Namespace, tailor: Tailor) -> int:
    """The text for another front end alone on standard output; what is lost on standard error."""
    answer = translated(tailor.export(request(asked), asked.kind), asked.lang)
    tell_beside(asked, answer)
    if asked.json:
        print_json(answer)
        return _OK
    print(answer["text"])
    for note in answer["notes"]:
        print(note, file=sys.stderr)
    return _OK


def _answer_line(tailor: Tailor, language: str, line: str) -> str:
    """The answer to one line as JSON; a line that is not understood gets {"error"}."""
    try:
        told = tailor.rewrite(json.loads(line))
    except json.JSONDecodeError as error:
        told = {"error": say("This line is no JSON: {error}.", error=error)}
    except RequestError as error:
        told = {"error": str(error)}
    return one_line(translated(told, language))


def _write_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()  # whoever waits for the answer to one line before writing the next gets it


def _explain(asked: argparse.Namespace, tailor: Tailor) -> int:
    answer = translated(tailor.rewrite(request(asked)), asked.lang)
    tell_beside(asked, answer)
    if asked.json:
        print_json(answer)
        return _OK
    found, origin = answer["detection"], answer["from"]
    lines = [say("Profile: {id} ({reason})", id=answer["profile"], reason=found["reason"])]
    if origin:
        lines.append(say("From: {id} ({reason})", id=origin["profile"], reason=origin["reason"]))
    for line in lines:
        print(translated(line, asked.lang))
    for step in answer["steps"]:
        print(f"\n{step['pass']} ({step['where']})\n  - {step['before']}\n  + {step['after']}")
        for note in step["notes"]:
            print(f"    {translated(term(note['action']), asked.lang)} {note['text']}: {note['reason']}")
    for tag in answer["tags"]:
        print(f"\n{tag['surface']}: {tag['category']} ({tag['reason']})", end="")
    print(f"\n\n{answer['prompt']}\nNegative prompt: {answer['negative_prompt']}\n{_settings_line(answer)}")
    return _OK


def _place(asked: argparse.Namespace, tailor: Tailor) -> int:
    given = asked.tags if asked.tags and asked.tags != ["-"] else standard_input().read().splitlines()
    placed = translated(tailor.place(tag for tag in given if tag.strip()), asked.lang)
    if asked.json:
        print_json(placed)
    for one in () if asked.json else placed:
        print(f"{one['tag']}\t{one['category']}\t{one['layer']}\t{one['reason']}")
    return _OK


def _profiles(asked: argparse.Namespace, tailor: Tailor) -> int:
    shown = translated(tailor.profile(asked.id) if asked.id else tailor.profiles(), asked.lang)
    if asked.json or asked.id:
        print_json(shown)
    else:
        width = max(columns(one["name"]) for one in shown)
        for one in shown:
            name = one["name"] + " " * (width - columns(one["name"]))
            print(f"{one['id']:24} {name} {one['base']:5} {one['summary']}")
    for message in tailor.broken_profiles().values():
        print(translated(message, asked.lang), file=sys.stderr)
    return _OK


def _settings_line(answer: dict) -> str:
    shown = {name: value for name, value in answer["settings"].items() if value is not None}
    return ", ".join([f"profile: {answer['profile']}", *(f"{name}: {value}" for name, value in shown.items())])


def _show_progress(language: str, fraction: float, message: str) -> None:
    """A line on standard error that is overwritten as the work goes on; silent where nobody looks."""
    if sys.stderr.isatty():
        end = "\n" if fraction >= 1 else ""
        print(f"\r{translated(message, language)} {fraction:4.0%}", end=end, file=sys.stderr, flush=True)
