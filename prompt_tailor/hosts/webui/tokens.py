"""How many tokens a prompt has, by the text encoder that the webui has loaded. Where there is none: nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from modules.call_queue import queue_lock

_logger = logging.getLogger(__name__)


def chunks(text: str, positive: bool, steps: int | None = None) -> list[int] | None:
    """Tokens of each chunk of 75 of the longest prompt that this one can become; None where nobody can tell.

    Networks are no tokens, and of a schedule or alternation each step is its own prompt. Sources: the webui's
    `modules/ui.py:update_token_counter` and the text encoder's `tokenize_line`.
    """
    tokenize = _encoder("tokenize_line")
    if tokenize is None or not queue_lock.acquire(blocking=False):
        return None  # while a picture is made, the encoder is busy; the webui's own counter waits too
    try:
        counted = [_counts(tokenize(one)) for one in _encoded(text, positive, steps or 20)]
    except Exception as error:  # a malformed weight such as `(a:1.2.3)` stops the webui's own counter, too
        _logger.debug("The webui could not count tokens: %s", error)
        return None
    finally:
        queue_lock.release()
    return max(counted, key=lambda counts: (len(counts), sum(counts)))


def counter() -> Callable[[str], int] | None:
    """What counts the tokens of a text, emphasis and chunks aside; None where no encoder is loaded, or it is busy."""
    encoder = _encoder("tokenize")
    if encoder is None or _is_busy():
        return None
    return lambda text: len(encoder([text])[0])


def _is_busy() -> bool:
    """Whether a picture is being made. The webui's lock (`modules/fifo_lock.py`) can only be asked by trying it."""
    free = queue_lock.acquire(blocking=False)
    if free:
        queue_lock.release()
    return not free


def _encoded(text: str, positive: bool, steps: int) -> list[str]:
    """The texts that the encoder gets. While somebody types, a prompt may be half done and not readable."""
    try:
        from modules import extra_networks, prompt_parser  # here: they import torch

        plain, _ = extra_networks.parse_prompt(text)
        prompts = prompt_parser.get_multicond_prompt_list([plain])[1] if positive else [plain]
        schedules = prompt_parser.get_learned_conditioning_prompt_schedules(prompts, steps)
    except Exception:  # the webui's parser raises whatever its grammar does; its own counter does the same
        return [text]
    return list(dict.fromkeys(piece for schedule in schedules for _, piece in schedule)) or [text]


def _counts(found: Any) -> list[int]:
    """The tokens of each chunk, less the filling: a chunk is filled up with weightless end marks."""
    parts, total = found
    counts = [_length(part.tokens) for part in parts]
    return counts if counts else [total]


def _length(tokens: list[int]) -> int:
    """Tokens between the start mark and the first of the end marks that fill the chunk."""
    inner = tokens[1:]
    end = inner[-1]
    return inner.index(end)


def _encoder(method: str) -> Callable[..., Any] | None:
    """A method of the loaded encoder; of two encoders the first, whose chunks the webui counts."""
    from modules import sd_models

    model = getattr(getattr(sd_models, "model_data", None), "sd_model", None)
    encoder = getattr(model, "text_processing_engine_l", None) or getattr(model, "cond_stage_model", None)
    found = (getattr(one, method, None) for one in getattr(encoder, "embedders", (encoder,)))
    return next(filter(None, found), None)
