"""One job's texts: each pair is asked for once, lists keep their lengths, results stay as they are."""

from __future__ import annotations

import pytest

from prompt_tailor.hosts.fitting import Fitting, Pair, pairs_of


class Shouting:
    """Fits a prompt by upper case; "x" in the prompt keeps the negative as it is."""

    def __init__(self) -> None:
        self.asked: list[dict] = []

    def rewrite(self, request: dict) -> dict:
        self.asked.append(request)
        negative = request["negative_prompt"]
        negative = negative if "x" in request["prompt"] else f"{negative}, bad"
        return {"prompt": request["prompt"].upper(), "negative_prompt": negative}


@pytest.fixture
def rewriter() -> Shouting:
    return Shouting()


def test_each_pair_is_asked_for_once_with_the_job_s_request(rewriter: Shouting) -> None:
    fitting = Fitting(rewriter, {"profile": "aidxl"})
    assert fitting.fit(Pair("a", "n")) == fitting.fit(Pair("a", "n")) == Pair("A", "n, bad")
    assert rewriter.asked == [{"profile": "aidxl", "prompt": "a", "negative_prompt": "n"}]


def test_a_result_is_not_fitted_again(rewriter: Shouting) -> None:
    fitting = Fitting(rewriter, {})
    once = fitting.fit(Pair("a", "n"))
    assert fitting.fit(once) == once and len(rewriter.asked) == 1


def test_texts_stay_texts(rewriter: Shouting) -> None:
    assert Fitting(rewriter, {}).fit_texts("a", "n") == ("A", "n, bad")


def test_lists_keep_their_lengths(rewriter: Shouting) -> None:
    assert Fitting(rewriter, {}).fit_texts(["a", "b", "a"], "n") == (["A", "B", "A"], "n, bad")
    assert Fitting(rewriter, {}).fit_texts("a", ["n", "m"]) == ("A", ["n, bad", "m, bad"])


def test_a_negative_that_comes_out_differently_becomes_a_list(rewriter: Shouting) -> None:
    assert Fitting(rewriter, {}).fit_texts(["a", "x"], "n") == (["A", "X"], ["n, bad", "n"])


def test_lists_of_different_lengths_are_an_error() -> None:
    with pytest.raises(ValueError):
        pairs_of(["a", "b"], ["n", "m", "o"])
