"""Put the webui's script functions, and the extension's own scripts and style, into the page's head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gradio import routes
from modules import shared

from playground.host import EXTENSION, PLAYGROUND


def tags() -> str:
    """The HTML: the stand-in's `script.js` and style first, then the extension's, as the webui orders them."""
    scripts = [PLAYGROUND / "webui" / "script.js", *sorted((EXTENSION / "javascript").glob("*.js"))]
    modules = sorted((EXTENSION / "javascript").glob("*.mjs"))
    styles = [file for file in (PLAYGROUND / "webui" / "style.css", EXTENSION / "style.css") if file.is_file()]
    return "\n".join(
        [f"<script>window.localization = {localization()}</script>"]
        + [f'<script type="text/javascript" src="{url(file)}"></script>' for file in scripts]
        + [f'<script type="module" src="{url(file)}"></script>' for file in modules]
        + [f'<link rel="stylesheet" property="stylesheet" href="{url(file)}">' for file in styles]
    )


def localization() -> str:
    """The page's translation that the option `localization` names, as JSON: English text -> text."""
    file = EXTENSION / "localizations" / f"{shared.opts.localization}.json"
    return file.read_text(encoding="utf-8").replace("<", "\\u003c") if file.is_file() else "{}"


def url(file: Path) -> str:
    """Where gradio serves a local file; the time of its last change defeats the browser's cache."""
    return f"file={file.as_posix()}?{file.stat().st_mtime}"


def install() -> None:
    """Add the tags to every page that gradio serves, around its template call: gradio 3 has no setting for it."""
    original = routes.templates.TemplateResponse

    def with_tags(*args: Any, **kwargs: Any) -> Any:
        response = original(*args, **kwargs)
        response.body = response.body.replace(b"</head>", f"{tags()}</head>".encode(), 1)
        response.init_headers()
        return response

    routes.templates.TemplateResponse = with_tags
