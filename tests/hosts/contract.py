"""The host under contract: the stand-in, or the webui that PROMPT_TAILOR_WEBUI names, both started the same way."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tests.hosts.webui_process import running_webui
from tests.serving import serving

REAL = os.environ.get("PROMPT_TAILOR_WEBUI", "")
PROBES = ("aa-probe", "zz-probe")
"""Folders that come before and after ours; the webui loads extensions in the order of their names."""

CHECKPOINT = "animagine-xl-4.0-opt"
FITTED = "1girl, smile, masterpiece, high score, great score, absurdres"
STYLES = 'name,prompt,negative_prompt\nsoft,"{prompt}, soft light",hard\nback,"white background, {prompt}",\n'
_QUICK = {"steps": False, "size": False}
_PAIR = re.compile(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')


@contextmanager
def running_host(folder: Path, *options: str) -> Iterator[str]:
    """Start the host with our extension, two probes and two styles in an empty data folder; gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "styles.csv").write_text(STYLES, encoding="utf-8", newline="\n")
    for name in PROBES:
        shutil.copytree(Path(__file__).with_name("probe"), folder / "extensions" / name)
    with running_webui(Path(REAL), folder, *options) if REAL else serving(folder, *options) as address:
        yield address


class Picture(NamedTuple):
    """One picture of an answer: its pixels' size, and what its infotext says."""

    encoded: str
    size: tuple[int, int]
    infotext: str

    @property
    def prompt(self) -> str:
        return "\n".join(self.infotext.split("\n")[:-1]).split("\nNegative prompt:")[0]

    @property
    def negative_prompt(self) -> str:
        return "\n".join(self.infotext.split("\n")[:-1]).partition("\nNegative prompt:")[2].strip()

    @property
    def encoded_pixels(self) -> bytes:
        """The picture without its texts."""
        return _open(self.encoded).tobytes()

    @property
    def values(self) -> dict[str, str]:
        """The pairs of the last line."""
        pairs = _PAIR.findall(self.infotext.split("\n")[-1])
        return {key: json.loads(value) if value[:1] == '"' else value for key, value in pairs}


class Result(NamedTuple):
    """What came of a job. `pictures` leaves out the grid, which `grid` holds where there is one."""

    pictures: list[Picture]
    grid: Picture | None
    info: dict

    def log(self, probe: str = PROBES[1]) -> list[tuple[str, dict]]:
        """The hooks that a probe met, each with what it saw."""
        return [(hook, seen) for hook, seen in self.info["extra_generation_params"][f"Contract probe {probe}"]["hooks"]]

    def seen(self, hook: str, probe: str = PROBES[1]) -> dict:
        """What a probe saw when it met a hook for the first time."""
        return next(seen for name, seen in self.log(probe) if name == hook)

    @property
    def report(self) -> dict:
        return self.info["extra_generation_params"]["Prompt Tailor report"]


class RefusedError(Exception):
    """The host answered with an error status."""

    def __init__(self, status: int, text: str):
        super().__init__(f"{status}: {text}")
        self.status, self.text = status, text


class Host:
    """Jobs for a running host, over its REST API."""

    def __init__(self, address: str, login: str | None = None):
        self.address = address
        self._headers = {"Content-Type": "application/json"}
        if login:
            self._headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"

    def call(self, path: str, body: Any = None) -> Any:
        """GET, or POST where there is a body. Raises RefusedError."""
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address + path, data, self._headers)) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RefusedError(error.code, error.read().decode(errors="replace")) from error

    def txt2img(self, *asked: Any, **fields: Any) -> Result:
        """A small txt2img job; takes what `generate` takes."""
        return self.generate("txt2img", *asked, **fields)

    def img2img(self, *asked: Any, **fields: Any) -> Result:
        """A small img2img job."""
        return self.generate("img2img", *asked, **fields)

    def generate(
        self,
        path: str,
        prompt: str = "smile, 1girl",
        ours: Mapping | None = None,
        probe: Mapping | None = None,
        **fields: Any,
    ) -> Result:
        """A small job. `ours` is the object for our script, `probe` what the last probe does in the hooks."""
        scripts = {"Prompt Tailor": {"args": [{"set": _QUICK, **(ours or {})}]}}
        if probe is not None:
            scripts[f"Contract probe {PROBES[1]}"] = {"args": [json.dumps(probe)]}
        body = {"prompt": prompt, "steps": 2, "width": 64, "height": 64, "seed": 7, "alwayson_scripts": scripts}
        # Forge fails on a hires job without modules of its own.
        body |= {"override_settings": {"sd_model_checkpoint": CHECKPOINT}, "hr_additional_modules": [], **fields}
        answer = self.call(f"/sdapi/v1/{path}", body)
        info = json.loads(answer["info"])
        pictures = self.pictures_of(answer)
        first = info["index_of_first_image"]
        return Result(pictures[first:], pictures[0] if first else None, info)

    def pictures_of(self, answer: Mapping) -> list[Picture]:
        """The pictures in an answer."""
        return [_picture(encoded) for encoded in answer["images"]]

    @cached_property
    def version(self) -> tuple[int, ...]:
        """(1, 10, 1); the stand-in and Forge are what they say they stand for."""
        text = self.txt2img("1girl", {"enabled": False}).pictures[0].values.get("Version", "")
        found = re.search(r"v?(\d+)\.(\d+)\.(\d+)(?!.*v\d)", text)
        return tuple(int(number) for number in found.groups()) if found else (1, 10, 1)

    @cached_property
    def is_forge(self) -> bool:
        return "forge_preset" in self.call("/sdapi/v1/options")


def _picture(encoded: str) -> Picture:
    image = _open(encoded)
    return Picture(encoded, image.size, image.info.get("parameters", ""))


def _open(encoded: str) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(base64.b64decode(encoded.split(",")[-1])))
