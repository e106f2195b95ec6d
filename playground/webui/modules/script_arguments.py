"""What hooks get beside the job: small objects whose content a script may replace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image


@dataclass
class PostSampleArgs:
    """What was sampled, before it is decoded."""

    samples: Any


@dataclass
class PostprocessImageArgs:
    """One picture, and its number in the job."""

    image: Image.Image
    index: int = 0


@dataclass
class PostprocessBatchListArgs:
    """The pictures of a batch; a script may add and drop some."""

    images: list[Image.Image]
