"""Who may use our routes. The webui guards its own with --api-auth and --gradio-auth, but not those of extensions."""

from __future__ import annotations

from secrets import compare_digest

from fastapi import FastAPI, HTTPException, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from modules import shared

PAGE_HEADER = "X-Prompt-Tailor-Page"
"""Our scripts send the page's key with it (`javascript/lib/rest.mjs`)."""
_COOKIES = ("access-token", "access-token-unsecure")


async def is_allowed(app: FastAPI, request: Request, page_key: str = "") -> bool:
    """Whether a request carries what the webui asks for: an API user's password, the page's login, or the page's key.

    The key stands in the page itself. So it is known to whoever may open the page, which --api-auth alone does not
    guard, and who may do by the page what our routes do.
    """
    if page_key and compare_digest(request.headers.get(PAGE_HEADER, "").encode(), page_key.encode()):
        return True
    users = _api_users()
    login = getattr(app, "auth", None) is not None
    if not users and not login:
        return True
    return (login and _is_logged_in(app, request)) or (bool(users) and _is_user(await _credentials(request), users))


def _api_users() -> dict[str, str]:
    """Name -> password, from `--api-auth name:password,name:password`."""
    given = getattr(shared.cmd_opts, "api_auth", None) or ""
    pairs = (entry.split(":", 1) for entry in given.split(",") if ":" in entry)
    return {name: password for name, password in pairs}


def _is_logged_in(app: FastAPI, request: Request) -> bool:
    # gradio 4 gives each app its own cookie; gradio 3 has one name for all.
    suffix = f"-{app.cookie_id}" if hasattr(app, "cookie_id") else ""
    tokens = (request.cookies.get(name + suffix) for name in _COOKIES)
    return any(token in app.tokens for token in tokens if token)


async def _credentials(request: Request) -> HTTPBasicCredentials | None:
    try:
        return await HTTPBasic(auto_error=False)(request)
    except HTTPException:  # a header that is none
        return None


def _is_user(given: HTTPBasicCredentials | None, users: dict[str, str]) -> bool:
    if given is None or given.username not in users:
        return False
    return compare_digest(given.password.encode(), users[given.username].encode())
