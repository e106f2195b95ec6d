"""Token counts by the text encoder that the webui has loaded; a stand-in for it counts words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("webui")
START, END, WORD = -1, 0, 7


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that loads a model with this encoder."""
    from modules import sd_models

    def put(model: Any) -> None:
        monkeypatch.setattr(sd_models, "model_data", SimpleNamespace(sd_model=model), raising=False)

    return put


def tokenize_line(text: str) -> tuple[list[Any], int]:
    """Chunks as the webui makes them: a start mark, 75 tokens filled up with end marks, an end mark."""
    if "1.2.3" in text:
        raise ValueError("could not convert string to float")
    words = [WORD] * len(text.split())
    chunks = [words[at : at + 75] for at in range(0, max(len(words), 1), 75)]
    filled = [SimpleNamespace(tokens=[START, *chunk, *[END] * (75 - len(chunk)), END]) for chunk in chunks]
    return filled, len(words)


ENCODER = SimpleNamespace(tokenize_line=tokenize_line)


@pytest.mark.parametrize(
    "model",
    [
        SimpleNamespace(cond_stage_model=ENCODER),
        SimpleNamespace(cond_stage_model=SimpleNamespace(embedders=[SimpleNamespace(), ENCODER])),
        SimpleNamespace(text_processing_engine_l=ENCODER),
    ],
    ids=["SD 1.5", "SDXL", "Forge"],
)
@pytest.mark.parametrize(("words", "chunks"), [(0, [0]), (3, [3]), (75, [75]), (80, [75, 5])])
def test_tokens_are_counted_by_chunk(load: Any, model: Any, words: int, chunks: list[int]) -> None:
    from prompt_tailor.hosts.webui import tokens

    load(model)
    assert tokens.chunks("x " * words, positive=False) == chunks


def test_nothing_is_said_where_nobody_can_count(load: Any) -> None:
    from modules.call_queue import queue_lock

    from prompt_tailor.hosts.webui import tokens

    load(None)
    assert tokens.chunks("x", positive=True) is None
    load(SimpleNamespace(cond_stage_model=ENCODER))
    assert tokens.chunks("(x:1.2.3)", positive=False) is None
    with queue_lock:  # a picture is being made
        assert tokens.chunks("x", positive=False) is None
    assert tokens.chunks("x", positive=False) == [1]
