"""A job's prompts: reading and writing them wherever the webui keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from modules import shared

from prompt_tailor.hosts.fitting import Fitting, Pair, Text

MAIN = ("prompt", "negative_prompt")
HIRES = ("hr_prompt", "hr_negative_prompt")


def typed_texts(p: Any) -> dict[str, Text]:
    """The prompts of a job before the webui works on them; the second pass's only where they are used."""
    texts = {name: getattr(p, name) or "" for name in MAIN}
    if getattr(p, "enable_hr", False):
        texts |= {name: getattr(p, name, "") for name in HIRES if getattr(p, name, "")}
    return texts


def fit_texts(fitting: Fitting, typed: dict[str, Text]) -> dict[str, Text]:
    """The fitted prompts. An empty one of the second pass follows the first pass by itself."""
    prompt, negative = fitting.fit_texts(typed["prompt"], typed["negative_prompt"])
    fitted: dict[str, Text] = {"prompt": prompt, "negative_prompt": negative}
    if not any(name in typed for name in HIRES):
        return fitted
    second = [typed.get(name) or typed[main] for name, main in zip(HIRES, MAIN, strict=True)]
    results = dict(zip(HIRES, fitting.fit_texts(*second), strict=True))
    return fitted | {name: results[name] for name in HIRES if name in typed}


def fit_lists(fitting: Fitting, p: Any) -> dict[str, Any]:
    """New values for the lists with one prompt for each picture, and for what the grid shows.

    Only what changes is in the answer; the lists keep their lengths.
    """
    new = _fit_list(fitting, p, "all_prompts", "all_negative_prompts")
    if getattr(p, "all_hr_prompts", None) and getattr(p, "all_hr_negative_prompts", None):
        new |= _fit_list(fitting, p, "all_hr_prompts", "all_hr_negative_prompts")
    main = fitting.fit(Pair(p.main_prompt, p.main_negative_prompt)) if hasattr(p, "main_prompt") else None
    if main is not None:
        new |= {"main_prompt": main.prompt, "main_negative_prompt": main.negative_prompt}
    return {name: value for name, value in new.items() if value != getattr(p, name)}


def _fit_list(fitting: Fitting, p: Any, positives: str, negatives: str) -> dict[str, list[str]]:
    pairs = zip(getattr(p, positives), getattr(p, negatives), strict=True)
    fitted = [fitting.fit(Pair(*pair)) for pair in pairs]
    return {positives: [pair.prompt for pair in fitted], negatives: [pair.negative_prompt for pair in fitted]}


def first_texts(p: Any, names: Iterable[str]) -> dict[str, str]:
    """What the first picture is made from, for those of the job's prompts that pictures have one each of."""
    lists = {name: getattr(p, f"all_{name}s", None) for name in names}
    return {name: texts[0] for name, texts in lists.items() if texts}


def with_styles(pair: Pair, styles: list[str]) -> Pair:
    """A prompt and its negative with the styles of these names, as the webui puts them together."""
    known = shared.prompt_styles
    return Pair(
        known.apply_styles_to_prompt(pair.prompt, styles),
        known.apply_negative_styles_to_prompt(pair.negative_prompt, styles),
    )


def only_styles_were_applied(p: Any, fitted: Mapping[str, Text]) -> bool:
    """Whether each picture's prompt is the job's prompt with its styles, and no other extension made more of it.

    `fitted` is what we gave the job. sd-dynamic-prompts writes its first prompt over the job's own, styles and all.
    """
    styles = shared.prompt_styles
    prompt, negative = ([getattr(p, name), fitted.get(name, "")] for name in MAIN)
    expected = _styled(styles.apply_styles_to_prompt, prompt, p.styles)
    expected_negative = _styled(styles.apply_negative_styles_to_prompt, negative, p.styles)
    return set(p.all_prompts) <= expected and set(p.all_negative_prompts) <= expected_negative


def _styled(apply: Callable[[str, list[str]], str], texts: list[Text], styles: list[str]) -> set[str]:
    return {apply(one, styles) for text in texts for one in (text if isinstance(text, list) else [text])}
