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


def image_grid(images: list[Image.Image], batch_size: int = 1, rows: int | None = None) -> Image.Image:
    """The pictures side by side, a batch in each row, or in the given number of rows."""
    rows = rows or max(1, len(images) // batch_size)
    columns = -(-len(images) // rows)
    width, height = max(image.width for image in images), max(image.height for image in images)
    grid = Image.new("RGB", (columns * width, rows * height), "black")
    for place, image in enumerate(images):
        grid.paste(image, (place % columns * width, place // columns * height))
    return grid
