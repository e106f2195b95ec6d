"""The use cases, with JSON in and out: the same for command line, REST routes, panel and run time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from threading import Lock

from . import answers
from .chosen import UNKNOWN_WORD, unknown_words
from .diagnostics import Diagnostic, Severity
from .exporters import EXPORTERS
from .in_force import not_kept, recipe_of, setup_of
from .lexicon import Lexicon, SeriesTable, key
from .lexicon.corrections import CorrectionError, Corrections
from .lexicon.names import NO_NAMES, NamesIndex, Progress
from .origin import UNKNOWN_SOURCE, detection_json, origin_json, origin_of
from .passes import Context, Memory
from .pipeline import Fitted, run
from .preview import card
from .profiles import Detection, ModelFacts, Profile, Profiles, detect, load_profiles
from .profiles.own import OwnProfiles
from .profiles.scales import Scales
from .profiles.shapes import sizes_of
from .request import Request, RequestError, read_request
from .rules import CountTokens, Scope, all_rules, findings, unknown_codes
from .rules.fixing import mend
from .rules.told import rule_json
from .settings import plan
from .shipped import shipped, user_data_dir
from .texts import say
from .who import found_names, who_is, written

__all__ = ["UNKNOWN_SOURCE", "UNKNOWN_WORD", "CorrectionError", "RequestError", "Tailor"]


class Tailor:
    """Everything needed to fit prompts. Cheap to make: files are read on first use."""

    def __init__(
        self,
        data_dir: Path | None = None,
        background: bool = True,
        progress: Progress | None = None,
        name_files: Callable[[], Iterable[Path]] = tuple,
        tokenizer: Callable[[], CountTokens | None] = lambda: None,
    ):
        """`data_dir`: the user's folder (own profiles in `profiles/`, own name files in `names/`, names index); None:
        the one for this computer's user. `background`: build the names index in a thread and go on without it; False
        waits for it. `progress` is told how far that is. `name_files`: tells further name files of this computer.
        `tokenizer`: gives what counts tokens as the loaded model does; None while none is loaded."""
        self._tokenizer = tokenizer
        self._data_dir = data_dir
        self._background = background
        self._progress = progress
        self._name_files = name_files
        self._memories: dict[tuple, Memory] = {}
        self._loading = Lock()
        self._loaded: Profiles | None = None

    @cached_property
    def names(self) -> NamesIndex:
        """The index of characters, series and artists; asking for it starts building it where need be."""
        index = NamesIndex(self._data_dir or user_data_dir(), self._name_files, shipped=shipped("lexicon"))
        index.ensure(self._progress, background=self._background)
        return index

    @cached_property
    def _lexicon(self) -> Lexicon:
        lexicon = Lexicon()
        lexicon.use_corrections(self._corrections.categories)
        return lexicon

    @cached_property
    def _corrections(self) -> Corrections:
        return Corrections(self._data_dir or user_data_dir())

    @property
    def lexicon(self) -> Lexicon:
        """What tags mean. It looks names up in the index as soon as there is one."""
        self._lexicon.use_names(self.names.names)
        return self._lexicon

    @cached_property
    def series(self) -> SeriesTable:
        """Which work a character is from."""
        return SeriesTable(self._lexicon)

    @property
    def _profiles(self) -> Profiles:
        with self._loading:  # who asks while they are being read gets those, and not the next time those from before
            if self._loaded is None:
                self._loaded = load_profiles(shipped("profiles"), (self._data_dir or user_data_dir()) / "profiles")
            return self._loaded

    def reload_profiles(self) -> None:
        """Read the profile files anew at the next use."""
        with self._loading:
            self._loaded = None
        self.__dict__.pop("_scales", None)

    def rewrite(self, request: dict, draft: Profile | None = None) -> dict:
        """The answer of design section 7. Raises RequestError for a bad request, and nothing else.

        `draft`: a profile that is not among ours (yet), to be used whatever the request says.
        """
        return answers.whole(self._rewritten(read_request(request), draft))

    def preview(self, request: dict, known: str = "") -> dict:
        """A rewrite as the page draws it (`preview.py`). Raises RequestError for a bad request.

        `known` is the stamp of the profile's card that the page has; a card that it has is left out.
        """
        done = self._rewritten(read_request(request))
        shown = card(done.profile)
        return answers.for_page(done, None if shown["stamp"] == known else shown)

    def corrections(self) -> dict[str, str]:
        """What the user said tags are about: key -> category."""
        return {word: category.value for word, category in self._corrections.categories.items()}

    def correct(self, tag: str, category: str | None) -> dict[str, str]:
        """Remember what a tag is about, or forget it (None); gives all corrections. Raises CorrectionError."""
        if category is None:
            self._corrections.forget(tag)
        else:
            self._corrections.set(tag, category)
        self._lexicon.use_corrections(self._corrections.categories)
        self._memories.clear()
        return self.corrections()

    def export(self, request: dict, kind: str) -> dict:
        """The rewritten prompt and its settings for another front end: `text` to copy, and `notes` on what is lost.

        `kind` is one of `exporters.EXPORTERS`. Raises RequestError for a bad request or another kind.
        """
        if kind not in EXPORTERS:
            known = ", ".join(EXPORTERS)
            raise RequestError([say('as: expected one of {known}, got "{kind}"', known=known, kind=str(kind))])
        asked = read_request(request)
        profile, detection, problems = self._profile(asked)
        context = self._context(asked, profile)
        fitted = run(asked.prompt, asked.negative_prompt, context)
        settings = not_kept(asked, self._settings(asked, profile, fitted))
        text, notes = EXPORTERS[kind](recipe_of(asked, profile, fitted, settings))
        return {
            "profile": profile.id,
            "detection": detection_json(detection, profile),
            "as": kind,
            "text": text,
            "notes": list(notes),
            "diagnostics": [one.to_json() for one in (*problems, *unknown_words(context), *fitted.diagnostics)],
        }

    def check(self, request: dict) -> dict:
        """What the rules find in the prompts and settings as they are. Raises RequestError for a bad request."""
        asked = read_request(request)
        profile, detection, problems = self._profile(asked)
        found = findings(asked.prompt, asked.negative_prompt, self._context(asked, profile), self._scope(asked))
        return {
            "profile": profile.id,
            "detection": detection_json(detection, profile),
            "diagnostics": [one.to_json() for one in (*problems, *found)],
        }

    def fix(self, request: dict, unsafe: bool = False) -> dict:
        """Both prompts with all safe fixes applied, or with all fixes; what was fixed, and what is left to say.

        After safe fixes every tag that was typed is still there. Raises RequestError for a bad request.
        """
        asked = read_request(request)
        profile, detection, problems = self._profile(asked)
        context, scope = self._context(asked, profile), self._scope(asked)
        mended = mend(asked.prompt, asked.negative_prompt, context, scope, unsafe)
        left = findings(mended.prompt, mended.negative_prompt, context, scope)
        return {
            "profile": profile.id,
            "detection": detection_json(detection, profile),
            "prompt": mended.prompt,
            "negative_prompt": mended.negative_prompt,
            "fixed": [one.to_json() for one in mended.fixed],
            "diagnostics": [one.to_json() for one in (*problems, *left)],
        }

    def rules(self, profile: str | None = None) -> list[dict]:
        """Every check with its documentation; with a profile's id also that model's values and their sources."""
        known = self._by_id(profile) if profile else None
        return [rule_json(one, known) for one in all_rules()]

    def place(self, tags: Iterable[str]) -> list[dict]:
        """Category, reason and layer of each tag."""
        return [{"tag": tag, "key": key(tag), **self.lexicon.place(key(tag)).to_json()} for tag in tags]

    def profiles(self) -> list[dict]:
        """Each usable profile in short."""
        shown = ("id", "name", "version", "base", "summary", "covers")
        return [{name: getattr(one, name) for name in shown} for one in self._profiles.values() if not one.family]

    def has_profile(self, name: str) -> bool:
        """Whether a request may name this profile."""
        return name == "auto" or name in self._profiles

    def profile(self, name: str) -> dict:
        """One profile whole. Raises RequestError when there is none of that id."""
        return self._by_id(name).to_json()

    def sizes(self, name: str) -> dict:
        """The sizes of a profile: those its card names, and the best of each shape where it has a rule."""
        return sizes_of(self._by_id(name))

    @cached_property
    def own_profiles(self) -> OwnProfiles:
        """The files of the user's own profiles. After changing one, `reload_profiles`."""
        return OwnProfiles((self._data_dir or user_data_dir()) / "profiles")

    def broken_profiles(self) -> dict[str, str]:
        """File -> what is wrong with it, for each profile file that could not be read."""
        return {str(path): message for path, message in self._profiles.broken.items()}

    def rest(self) -> None:
        """Close what is open until it is next needed, so that this process can be copied."""
        self.names.names.rest()

    def names_status(self) -> dict:
        """What is known of names, and from where."""
        return self.names.status()

    def search_names(self, query: str, limit: int = 20, kind: str | None = None) -> list[dict]:
        """Names for what was typed, the best known first (`who.py`). Raises RequestError for a kind there is not."""
        return found_names(self.names.names, self.series, query, limit, kind)

    def characters(self, query: str, limit: int = 40, profile: str | None = None) -> list[dict]:
        """Characters for what was typed; with a profile's id also how it writes each (`written`, one text a form)."""
        found = self.search_names(query, limit, "character")
        return [{**one, **self._written(one["name"], profile)} for one in found]

    def character(self, tag: str, profile: str | None = None) -> dict | None:
        """What is known of the character (work, artist) of that tag, or None; with a profile, how that writes it."""
        told = who_is(key(tag), self.lexicon, self.series)
        return None if told is None else {**told, **self._written(told["name"], profile)}

    def _written(self, name: str, profile: str | None) -> dict:
        if profile is None:
            return {}
        asked = Request("", profile=profile)
        return {"written": written(name, self._context(asked, self._profile(asked)[0]))}

    def detect(self, facts: ModelFacts) -> Detection:
        """The profile for a checkpoint, with the reason."""
        return detect(facts, self._profiles)

    def _by_id(self, name: str) -> Profile:
        profile = self._profiles.get(name)
        if profile is None or profile.family:
            known = [one["id"] for one in self.profiles()]
            told, near = {"id": name, "known": ", ".join(known)}, get_close_matches(name, known, 1)
            if near:
                raise RequestError(
                    [say('profile: there is none with the id "{id}", did you mean "{near}"?', id=name, near=near[0])]
                )
            raise RequestError([say('profile: there is none with the id "{id}" (known: auto, {known})', **told)])
        return profile

    def _profile(self, asked: Request) -> tuple[Profile, Detection | None, list[Diagnostic]]:
        problems = [Diagnostic("P900", Severity.WARNING, message) for message in self._profiles.broken.values()]
        problems += self._missing_names()
        problems += [Diagnostic("T900", Severity.WARNING, problem) for problem in self._corrections.problems]
        detection = self.detect(asked.model) if asked.profile == "auto" else None
        profile = self._profiles[detection.profile_id] if detection else self._by_id(asked.profile)
        variant = asked.choices.negative
        if variant not in ("recommended", "off", *profile.negative.variants):
            known = ", ".join(profile.negative.variants) or say("none")
            message = say(
                '{model} has no negative called "{variant}" (known: {known}); the recommended one is used.',
                model=profile.name,
                variant=variant,
                known=known,
            )
            problems.append(Diagnostic("P901", Severity.WARNING, message, where="negative_prompt"))
        problems += [
            Diagnostic(
                "X005",
                Severity.HINT,
                say('No check has the code "{code}", so nothing is switched off by it.', code=code),
            )
            for code in unknown_codes(asked.rules_off)
        ]
        return profile, detection, problems

    def _rewritten(self, asked: Request, draft: Profile | None = None) -> answers.Rewrite:
        profile, detection, problems = (draft, None, []) if draft else self._profile(asked)
        origin, unknown = origin_of(asked, self._profiles)
        context = self._context(asked, profile)
        if origin:
            context = replace(context, source=self._profiles[origin.profile_id])
        fitted = run(asked.prompt, asked.negative_prompt, context)
        settings = self._settings(asked, profile, fitted)
        left = self._findings_of_rewrite(asked, context, fitted, not_kept(asked, settings))
        found = [*problems, *unknown, *unknown_words(context), *left, *fitted.diagnostics]
        return answers.Rewrite(asked, profile, detection, origin_json(origin, fitted, context), fitted, settings, found)

    @cached_property
    def _scales(self) -> Scales:
        return Scales(self._profiles)

    def _missing_names(self) -> list[Diagnostic]:
        """A hint while names of characters, series and artists are unknown: why, and what would help."""
        if self.names.names is not NO_NAMES and not self.names.lacks_package:
            return []
        why = self.names_status()["message"]
        return [Diagnostic("N900", Severity.HINT, say("Only the shipped lexicon is used: {reason}.", reason=why))]

    def _context(self, asked: Request, profile: Profile) -> Context:
        embeddings = frozenset(key(name) for name in asked.embeddings)
        lexicon = self.lexicon
        memory = self._memories.setdefault((profile, lexicon.names, embeddings), Memory())
        memory.tidy()
        return Context(
            profile, asked.choices, lexicon, self.series, embeddings=embeddings, memory=memory, scales=self._scales
        )

    def _scope(self, asked: Request) -> Scope:
        """What the rules are asked about prompts and settings that stay as they are."""
        return Scope(setup_of(asked, {}), frozenset(asked.rules_off), count_tokens=self._tokenizer())

    def _findings_of_rewrite(
        self, asked: Request, context: Context, fitted: Fitted, settings: Mapping
    ) -> list[Diagnostic]:
        """What is left to say of a prompt that was rewritten, and of settings that are set as the answer says."""
        if asked.diagnostics == "off":
            return []
        thorough = asked.diagnostics == "all"
        prompts = (fitted.positive, fitted.negative) if fitted.fitted else None
        count_tokens = self._tokenizer() if thorough else None
        scope = Scope(setup_of(asked, settings), frozenset(asked.rules_off), thorough, prompts, count_tokens)
        return findings(asked.prompt, asked.negative_prompt, context, scope)

    def _settings(self, asked: Request, profile: Profile, fitted: Fitted) -> dict:
        planned = plan(profile, asked.choices, asked.setup)._asdict()
        return planned if fitted.fitted else dict.fromkeys(planned)
