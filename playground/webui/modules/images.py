"""Pictures with their infotext."""

from __future__ import annotations

import base64
import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def png_bytes(image: Image.Image, infotext: str) -> bytes:
    """A PNG file that carries the infotext where the webui puts it."""
    info = PngInfo()
    info.add_text("parameters", infotext)
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", pnginfo=info)
    return buffer.getvalue()


def png_base64(image: Image.Image, infotext: str) -> str:
    """The same, as the API sends it."""
    return base64.b64encode(png_bytes(image, infotext)).decode()


def read_info_from_image(image: Image.Image) -> tuple[str | None, dict]:
    """The infotext in a picture, and everything else that it carries."""
    items = dict(image.info)
    return items.pop("parameters", None), items
