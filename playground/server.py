"""Serve the playground's page and routes."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import webbrowser
from typing import Any

import gradio as gr
from modules import script_callbacks, shared

from playground import api, head, host
from playground.pages.main_page import create_ui


def serve(demo: gr.Blocks, port: int, *, open_browser: bool) -> None:
    """Print the running page's address, open it in a browser, and wait until the server is stopped."""
    address = f"http://127.0.0.1:{port}"
    print(f"Prompt Tailor playground: {address}  (Ctrl-C stops it)", flush=True)
    if open_browser and not (has_desktop() and webbrowser.open(address)):
        print("No browser could be opened here: open that address yourself.", flush=True)
    try:
        demo.block_thread()
    except KeyboardInterrupt:
        demo.close()


def start(port: int) -> gr.Blocks:
    """Build the page and start to serve it in a thread; returns the running page."""
    head.install()
    script_callbacks.call("before_ui")
    shared.demo = demo = create_ui()
    with contextlib.redirect_stdout(io.StringIO()):  # gradio 3 prints its address in spite of `quiet`
        app, _, _ = demo.queue().launch(
            server_name="127.0.0.1",
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            show_api=False,
            share=False,
            allowed_paths=[str(host.EXTENSION)],
            auth=login(shared.cmd_opts.gradio_auth),
        )
    serve_routes(app, demo)
    return demo


def serve_routes(app: Any, demo: gr.Blocks) -> None:
    """Add the webui's routes, then let extensions add theirs."""
    api.add_routes(app)
    script_callbacks.call("app_started", demo, app)


def login(users: str | None) -> list[tuple[str, str]] | None:
    """The names and passwords of `--gradio-auth`, as gradio wants them."""
    return [tuple(user.strip().split(":", 1)) for user in users.split(",")] if users else None


def has_desktop() -> bool:
    """Whether a browser window could open; on a Linux server a text browser would take over the terminal."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
