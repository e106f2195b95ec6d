"""The noise that a picture is painted from, where a second seed varies it."""

from __future__ import annotations

from collections.abc import Sequence

import torch


def generators(seeds: Sequence[int]) -> list[torch.Generator]:
    """What draws the noise of each picture. On the processor: so one seed gives one picture on every machine."""
    return [torch.Generator("cpu").manual_seed(int(seed) % 2**63) for seed in seeds]


def noise(
    drawn: Sequence[torch.Generator],
    subseeds: Sequence[int],
    strength: float,
    shape: tuple[int, ...],
    kind: torch.dtype,
) -> torch.Tensor:
    """For each picture the noise that is that share of the way from its seed's to its second seed's.

    On an arc, as `modules.rng.slerp` of the webui: noise halfway on a straight line would be fainter. `drawn` goes on
    from there, as it does where a pipeline draws its noise itself.
    """
    pairs = zip(drawn, generators(subseeds), strict=True)
    return torch.cat([_between(*(_draw(one, shape, kind) for one in pair), strength).to(kind) for pair in pairs])


def _draw(generator: torch.Generator, shape: tuple[int, ...], kind: torch.dtype) -> torch.Tensor:
    return torch.randn((1, *shape), generator=generator, dtype=kind).float()


def _between(first: torch.Tensor, second: torch.Tensor, strength: float) -> torch.Tensor:
    angle = torch.acos((first * second).sum() / (first.norm() * second.norm()))
    if angle < 0.01:  # of one seed twice
        return first
    return (torch.sin((1 - strength) * angle) * first + torch.sin(strength * angle) * second) / torch.sin(angle)
