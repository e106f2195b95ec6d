"""Prompts as both text encoders give them to the image model: 75-token chunks, BREAK, weights.

The weights are applied by compel. It moves a word's embedding towards or away from that of an empty prompt, where the
webui multiplies the embedding and restores its mean: the direction is the same, the pixels are not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import torch
from compel.embeddings_provider import EmbeddingsProvider, ReturnedEmbeddingsType, SplitLongTextMode
from modules.prompt_parser import parse_prompt_attention

_TOKENS = 77


class Conditioning(NamedTuple):
    """The embeddings of prompts: of each token, and of the whole. The first dimension counts the prompts."""

    tokens: torch.Tensor
    pooled: torch.Tensor

    @classmethod
    def joined(cls, several: Iterable[Conditioning]) -> Conditioning:
        """The embeddings of several prompts one after the other."""
        tokens, pooled = zip(*several, strict=True)
        return cls(torch.cat(tokens), torch.cat(pooled))


class _Skipping:
    """A text encoder whose last but one layer is another one: clip skip. Compel takes the last but one."""

    def __init__(self, encoder: Any, skip: int) -> None:
        self._encoder, self._skip = encoder, skip
        self.device, self.dtype = encoder.device, encoder.dtype

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        output = self._encoder(*args, **kwargs)
        output.hidden_states = (output.hidden_states[-self._skip], output.hidden_states[-1])
        return output


class TextEncoders:
    """SDXL's two text encoders. `clip_skip` changes the first; 2 is what SDXL is made for."""

    def __init__(self, pipeline: Any, clip_skip: int = 2) -> None:
        first = pipeline.text_encoder if clip_skip == 2 else _Skipping(pipeline.text_encoder, clip_skip)
        pairs = ((pipeline.tokenizer, first), (pipeline.tokenizer_2, pipeline.text_encoder_2))
        self._device = pipeline.text_encoder.device
        self._providers = [
            EmbeddingsProvider(
                tokenizer,
                encoder,
                dtype_for_device_getter=lambda device: pipeline.text_encoder.dtype,
                truncate=False,
                returned_embeddings_type=ReturnedEmbeddingsType.PENULTIMATE_HIDDEN_STATES_NON_NORMALIZED,
                split_long_text_mode=SplitLongTextMode.PHRASES,
            )
            for tokenizer, encoder in pairs
        ]

    @torch.no_grad()
    def encode(self, prompts: Collection[str]) -> dict[str, Conditioning]:
        """The embeddings of each prompt, all filled up with empty chunks to the length of the longest."""
        tokens = {text: self._tokens(text) for text in prompts}
        longest = max(one.shape[1] for one in tokens.values())
        empty = self._tokens("")
        filled = {
            text: torch.cat([one, *[empty] * ((longest - one.shape[1]) // _TOKENS)], dim=1)
            for text, one in tokens.items()
        }
        return {text: Conditioning(filled[text], self._pooled(text)) for text in prompts}

    def _tokens(self, text: str) -> torch.Tensor:
        parts = [_fragments(part) for part in _parts(text)]
        return torch.cat([self._encode_part(*part) for part in parts], dim=1)

    def _encode_part(self, texts: list[str], weights: list[float]) -> torch.Tensor:
        """One part between BREAKs; both encoders' embeddings side by side."""
        encoded = [
            provider.get_embeddings_for_weighted_prompt_fragments([texts], [weights], device=self._device)
            for provider in self._providers
        ]
        return torch.cat(encoded, dim=-1)

    def _pooled(self, text: str) -> torch.Tensor:
        """The whole prompt's embedding: the second encoder's, of the first chunk, without weights as in the webui."""
        texts, _ = _fragments(_parts(text)[0])
        return self._providers[1].get_pooled_embeddings(["".join(texts)], device=self._device)


def _parts(text: str) -> list[list]:
    """The fragments between BREAKs."""
    parts: list[list] = [[]]
    for fragment in parse_prompt_attention(text):
        if fragment == ["BREAK", -1.0]:
            parts.append([])
        else:
            parts[-1].append(fragment)
    return parts


def _fragments(part: list) -> tuple[list[str], list[float]]:
    part = part or [["", 1.0]]
    return [text for text, _ in part], [float(weight) for _, weight in part]
