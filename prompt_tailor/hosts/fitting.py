"""One job's prompts, fitted with one request: each different pair of texts is rewritten once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

Text = str | list[str]
"""A prompt, or one for each picture: Prompt matrix hands the webui lists."""


class Rewriter(Protocol):
    """What is needed of `prompt_tailor.api.Tailor`."""

    def rewrite(self, request: dict) -> dict: ...


class Pair(NamedTuple):
    """A prompt with its negative prompt. They are fitted together: what one holds keeps words out of the other."""

    prompt: str
    negative_prompt: str


class Fitting:
    """Fits the texts of one job. Keeps its answers, so that the same texts give the same result at no cost."""

    def __init__(self, tailor: Rewriter, request: Mapping):
        self._tailor = tailor
        self._request = dict(request)
        self._answers: dict[Pair, dict] = {}
        self._results: set[Pair] = set()

    def answer(self, pair: Pair) -> dict:
        """The whole answer for a pair. Raises RequestError."""
        if pair not in self._answers:
            self._answers[pair] = self._tailor.rewrite({**self._request, **pair._asdict()})
            self._results.add(_result(self._answers[pair]))
        return self._answers[pair]

    def fit(self, pair: Pair) -> Pair:
        """The fitted pair. What this job has fitted before stays as it is."""
        return pair if pair in self._results else _result(self.answer(pair))

    def fit_texts(self, prompt: Text, negative: Text) -> tuple[Text, Text]:
        """The same for texts or lists of them; a text stays one text as long as all its results are the same."""
        pairs = pairs_of(prompt, negative)
        fitted = [_result(self.answer(pair)) for pair in pairs]
        positives, negatives = [pair.prompt for pair in fitted], [pair.negative_prompt for pair in fitted]
        return _like(prompt, positives), _like(negative, negatives)


def pairs_of(prompt: Text, negative: Text) -> list[Pair]:
    """One pair for each picture that the texts are for; a single text stands for all of them."""
    count = max(len(text) if isinstance(text, list) else 1 for text in (prompt, negative))
    positives = prompt if isinstance(prompt, list) else [prompt] * count
    negatives = negative if isinstance(negative, list) else [negative] * count
    return [Pair(*texts) for texts in zip(positives, negatives, strict=True)]


def _like(text: Text, results: list[str]) -> Text:
    single = isinstance(text, str) and len(set(results)) == 1
    return results[0] if single else results


def _result(answer: Mapping) -> Pair:
    return Pair(answer["prompt"], answer["negative_prompt"])
