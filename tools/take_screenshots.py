"""Take the pictures of the README: the panel and the tab's workbench, in the playground, by a headless Chromium.

    python -m tools.take_screenshots            into docs/; needs what the page tests need, and tipo-kgen

The pictures have few colours, so that they stay small.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tests.pages import Opener, chromium
from tests.serving import serving

FOLDER = Path(__file__).resolve().parents[1] / "docs"
TYPED = "smile, long_hair, masterpiece, ganyu (genshin impact), 1girl, (horns:1.1), from above, <lora:snow:0.6>"
WIDTH = 1500
COLOURS = 256
NAMES_READY = "fetch('prompt-tailor/v1/names').then(answer => answer.json()).then(names => names.state === 'ready')"


def panel(page: Any) -> bytes:
    """The accordion, open, with a prompt above it."""
    page.fill("#txt2img_prompt textarea", TYPED)
    added = page.locator("#prompt_tailor_txt2img").get_by_text("high score").first
    added.wait_for(state="attached")
    head = page.locator("#prompt_tailor_txt2img .label-wrap").first
    if "open" not in (head.get_attribute("class") or "").split():
        head.click()
    added.wait_for()
    page.wait_for_timeout(500)
    return page.locator("#prompt_tailor_txt2img").screenshot()


def workbench(page: Any) -> bytes:
    """The workbench with the same prompt, down to the first steps."""
    page.locator("#tabs > .tab-nav > button", has_text="Prompt Tailor").click()
    page.fill("#prompt-tailor-workbench textarea >> nth=0", TYPED)
    page.locator("#prompt-tailor-workbench .pt-step").first.wait_for()
    page.wait_for_timeout(500)
    whole = page.locator("#prompt_tailor_tab").bounding_box()
    return page.screenshot(clip={**whole, "height": min(whole["height"], 900)})


PICTURES: dict[str, Callable[[Any], bytes]] = {"panel": panel, "workbench": workbench}


def save(name: str, data: bytes) -> Path:
    """Write a picture with few colours."""
    path = FOLDER / f"{name}.png"
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main() -> int:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as address, chromium() as browser:
        opener = Opener(browser)
        page = opener(address, "?__theme=light", viewport={"width": WIDTH, "height": 1400})
        while not page.evaluate(NAMES_READY):
            page.wait_for_timeout(1000)
        for name, take in PICTURES.items():
            path = save(name, take(page))
            print(f"{path} ({path.stat().st_size // 1024} KiB)")
        opener.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
