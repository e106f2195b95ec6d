"""One generation: prompts and settings fitted before it starts, and each picture's prompt once styles are in it.

Everything is worked out before anything is assigned. When something fails, the job stays as the user made it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prompt_tailor import infotext
from prompt_tailor.hosts import report
from prompt_tailor.hosts.fitting import Fitting, Rewriter, Text, pairs_of
from prompt_tailor.hosts.panel import Panel
from prompt_tailor.hosts.pasted import Pasted
from prompt_tailor.texts import say

from . import checkpoint, couples, options, parameters, prompts, regions
from .language import for_page
from .ownership import ORDER, owned_settings

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

JOB = "prompt_tailor_job"
"""The attribute of a webui job that holds ours. Copies of the job share it, so it is replaced and never changed."""

_OUR_KEYS = (infotext.PROFILE_KEY, infotext.TYPED_KEY, infotext.CHOICES_KEY)


@dataclass(frozen=True)
class Job:
    """What we did to a generation. `fitting` is None when its prompt went through as typed."""

    typed: Mapping[str, Text]
    fitted: Mapping[str, Text]
    told: Mapping
    fitting: Fitting | None = None


class Tailoring:
    """Does the work of the hooks. `log` tells whether the user wants to read in the log what was done."""

    def __init__(self, tailor: Callable[[], Tailor], logger: logging.Logger):
        self._tailor = tailor
        self._logger = logger

    def before_process(
        self, p: Any, panel: Panel, default: Panel, problems: list[str], pasted: Pasted, log: bool
    ) -> None:
        """Fit the job's prompts and settings. `default` is the tab's panel, `problems` what was wrong with this one."""
        try:
            typed = _typed_by_the_user(p, pasted)
            panel, missing = panel.with_known_profile(self._tailor().has_profile)
            problems = [*problems, *missing]
            job, plan, keys = self._work_out(p, typed, panel, default, problems)
        except Exception as error:  # whatever fails in us, the picture is made as the user typed it
            message = self._failed(p, say("The prompt went through as typed"), error)
            setattr(p, JOB, Job({}, {}, report.failure(message)))
            return
        for name, text in job.fitted.items():
            setattr(p, name, text)
        plan.assign(p)
        _set_infotext(p, keys)
        setattr(p, JOB, job)
        for problem in problems:
            p.comment(f"Prompt Tailor: {for_page(problem)}")
        if log:
            self._logger.info(report.summary(job.told))

    def process(self, p: Any) -> None:
        """Fit each picture's prompt, where styles or other extensions made something else of ours."""
        job = getattr(p, JOB, None)
        if job is None or job.fitting is None:
            return
        try:
            new = prompts.fit_lists(job.fitting, p)
            reproducible = prompts.only_styles_were_applied(p, job.fitted)
        except Exception as error:  # as above; the lists stay as they are
            message = self._failed(p, say("The prompts with their styles stay as they are"), error)
            setattr(p, JOB, replace(job, told={**job.told, **report.failure(message)}))
            return
        for name, value in new.items():
            setattr(p, name, value)
        made_from = {**job.told["fitted"], **prompts.first_texts(p, job.told["fitted"])}
        setattr(p, JOB, replace(job, told={**job.told, "fitted": made_from, "styles": list(p.styles or ())}))
        if not reproducible:
            # Pasting has to give back this picture, and the typed wildcard would give another one.
            keys = {name: p.extra_generation_params.get(name) for name in _OUR_KEYS if name != infotext.TYPED_KEY}
            _set_infotext(p, {name: value for name, value in keys.items() if value is not None})

    def postprocess(self, p: Any, processed: Any) -> None:
        """Hand the report to the page and to API clients, with the result; it is in no picture."""
        job = getattr(p, JOB, None)
        if job is not None:
            told = {report.REPORT_KEY: for_page(dict(job.told))}
            processed.extra_generation_params = {**processed.extra_generation_params, **told}

    def forget(self, p: Any) -> None:
        """The job is not ours: it may be a copy of one that was."""
        setattr(p, JOB, None)

    def _work_out(
        self, p: Any, typed: dict[str, Text], panel: Panel, default: Panel, problems: list[str]
    ) -> tuple[Job, parameters.Plan, dict[str, str]]:
        owned = owned_settings(p)
        pair = pairs_of(typed["prompt"], typed["negative_prompt"])[0]
        panel = panel.about(pair.prompt)
        fitting = Fitting(self._rewriter(p), self._request(p, panel, owned))
        first = fitting.answer(pair)
        choices = panel.changed_from(default)
        if not first["fitted"]:
            # The webui strips the comment that says so; what was typed has to bring it back when it is pasted.
            keys = infotext.write(infotext.OFF, _typed(p, typed), choices)
            told = {"notices": [say("The prompt says that it is to stay as it is.")]}
            return Job(typed, {}, told), parameters.Plan(), keys
        fitted = prompts.fit_texts(fitting, typed)
        plan = parameters.plan(p, first["settings"], panel, owned)
        if regions.by_last_words(p):
            plan.left.append(report.Left(ORDER, regions.WHY))
        shown = [_first_texts(texts) for texts in (typed, fitted)]
        card = self._tailor().profile(first["profile"])
        told = report.report(first, card, *shown, plan.changes, plan.left, problems)
        keys = infotext.write(infotext.profile_text(card["id"], card["version"]), _typed(p, typed), choices)
        return Job(typed, fitted, told, fitting), plan, keys

    def _rewriter(self, p: Any) -> Rewriter:
        separator = couples.separator(p)
        return self._tailor() if separator is None else couples.ByRegion(self._tailor(), separator)

    def _request(self, p: Any, panel: Panel, owned: Mapping[str, str]) -> dict:
        choices = replace(panel.choices, order="off") if ORDER in owned else panel.choices
        if regions.by_last_words(p):
            choices = regions.untouched(choices)
        return {
            "profile": panel.profile,
            "model": checkpoint.painting_facts(p.override_settings.get("sd_model_checkpoint")),
            "from": panel.written_for,
            "choices": choices.to_json(),
            "embeddings": checkpoint.embedding_names(),
            **parameters.current_settings(p),
            **parameters.checked_settings(p),
            "keep": parameters.kept(panel.set - set(owned)),
            "rules_off": options.rules_off(),
            "diagnostics": "all",
        }

    def _failed(self, p: Any, outcome: str, error: Exception) -> str:
        """Say in the log and under the picture that something of ours failed; returns what was said."""
        message = say("{outcome}: {error}", outcome=outcome, error=f"{type(error).__name__}: {error}")
        self._logger.error(message)
        self._logger.debug("Where it failed:", exc_info=error)
        p.comment(f"Prompt Tailor: {for_page(message)}")
        return message


def _typed_by_the_user(p: Any, pasted: Pasted) -> dict[str, Text]:
    """The prompts as typed. The webui hands in one job again and again (img2img batch, loopback), with our own
    result in it; then what was typed is what we remember. `pasted` tells it of prompts from a picture."""
    before = getattr(p, JOB, None)
    texts = prompts.typed_texts(p)
    known = pasted if before is None else {name: (before.fitted.get(name), text) for name, text in before.typed.items()}
    return {name: known[name][1] if name in known and text == known[name][0] else text for name, text in texts.items()}


def _typed(p: Any, typed: Mapping[str, Text]) -> infotext.Typed | None:
    """What the picture is to remember; nothing when each picture of the job has its own prompt."""
    texts = {name: text for name, text in typed.items() if isinstance(text, str)}
    return infotext.Typed(**texts, styles=tuple(p.styles or ())) if len(texts) == len(typed) else None


def _first_texts(texts: Mapping[str, Text]) -> dict[str, str]:
    return {name: text[0] if isinstance(text, list) else text for name, text in texts.items()}


def _set_infotext(p: Any, keys: Mapping[str, str]) -> None:
    """Put our keys among the job's own. The dictionary is replaced, because copies of a job share it."""
    others = {name: value for name, value in p.extra_generation_params.items() if name not in _OUR_KEYS}
    p.extra_generation_params = {**others, **keys}
