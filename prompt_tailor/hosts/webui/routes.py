"""The REST routes under /prompt-tailor/v1. Each maps a JSON request to one call of `prompt_tailor.api`.

Plain dictionaries in and out: the webui's hosts have pydantic 1 or 2. Only JSON bodies are read, because a foreign
page could post a form or a text without the browser asking first.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from prompt_tailor.texts import ENGLISH, languages, page_catalogue, say, translated

from . import checkpoint
from .access import is_allowed

if TYPE_CHECKING:
    from prompt_tailor.api import Tailor

PREFIX = "/prompt-tailor/v1"
Call = Callable[["Tailor", Any, dict], Any]
"""Answers a request: the library, the JSON body, and the parameters in path and query."""
_FOUND_AT_MOST = 100
LANGUAGE = "lang"
"""The parameter `?lang=zh`, or key of the body, that says which language reasons and messages are wanted in."""


class BodyError(ValueError):
    """A request that cannot be answered as it is. The message can be shown to the user."""


def add(
    app: FastAPI,
    tailor: Callable[[], Tailor],
    logger: logging.Logger,
    more_posts: Mapping[str, Call] | None = None,
    more_gets: Mapping[str, Call] | None = None,
    page_key: str = "",
) -> None:
    """Add the routes to the webui's app. `tailor` gives the library; it is asked when the first request comes.

    `more_…`: further routes, the tab's. `page_key`: what the page's own requests carry, see `access.is_allowed`.
    """
    posts: dict[str, Call] = {
        "/rewrite": lambda library, body, _: library.rewrite(_with_checkpoint(body)),
        "/check": lambda library, body, _: library.check(_with_checkpoint(body)),
        "/export": lambda library, body, _: library.export(*_exporting(_with_checkpoint(body))),
        "/fix": lambda library, body, _: library.fix(*_fixing(_with_checkpoint(body))),
        "/place": lambda library, body, _: library.place(_tags(body)),
        "/preview": lambda library, body, _: _preview(library, body),
        "/second-look": lambda library, body, _: _second_look(library, body),
        "/fix-safe": lambda library, body, _: _fix_safe(library, body),
        "/corrections": lambda library, body, _: {"corrections": library.correct(*_correction(body))},
    }
    gets: dict[str, Call] = {
        "/profiles": lambda library, _, __: {"profiles": library.profiles(), "broken": library.broken_profiles()},
        "/profiles/{profile_id}": lambda library, _, path: library.profile(path["profile_id"]),
        "/names": lambda library, _, __: library.names_status(),
        "/names/search": lambda library, _, asked: {"names": library.search_names(*_search(asked))},
        "/rules": lambda library, _, __: {"rules": library.rules()},
        "/texts/{language}": lambda _, __, path: dict(page_catalogue(path["language"])),
        "/corrections": lambda library, _, __: {"corrections": library.corrections()},
    }
    for method, routes in (("POST", {**posts, **(more_posts or {})}), ("GET", {**gets, **(more_gets or {})})):
        for path, call in routes.items():
            answer = partial(_answer, tailor, call, logger)
            endpoint = _endpoint(app, page_key, answer, has_body=method == "POST")
            app.add_api_route(PREFIX + path, endpoint, methods=[method], name=f"Prompt Tailor {method} {path}")


def _endpoint(app: FastAPI, page_key: str, answer: Callable[[Any, dict], Response], has_body: bool) -> Callable:
    async def endpoint(request: Request):  # no return type: FastAPI would make a model of it
        language = request.query_params.get(LANGUAGE, ENGLISH)
        if not await is_allowed(app, request, page_key):
            refusal = say("This needs the webui's login or an API user's password.")
            return _error(translated(refusal, language), 401)
        try:
            body = await _json_body(request) if has_body else None
        except BodyError as error:
            return _error(translated(str(error), language), 400)
        return await run_in_threadpool(answer, body, {**request.query_params, **request.path_params})

    return endpoint


def _answer(tailor: Callable[[], Tailor], call: Call, logger: logging.Logger, body: Any, path: dict) -> Response:
    # Not at the top: this loads the library, and the webui's start must not wait for it.
    from prompt_tailor.api import CorrectionError, RequestError

    from .preview import PageError

    language = ENGLISH
    try:
        body, language = _language(body, path)
        return _json(translated(call(tailor(), body, path), language))
    except (RequestError, CorrectionError, BodyError, PageError) as error:
        return _error(translated(str(error), language), 422)
    except Exception as error:  # the client gets one line; where it happened is for the log
        logger.exception(f"A request failed: {type(error).__name__}: {error}")
        return _error(translated(say("Something failed in Prompt Tailor; the webui's log says what."), language), 500)


def _language(body: Any, parameters: dict) -> tuple[Any, str]:
    """The body without its wish for a language, and that language. Raises BodyError when there is none such."""
    given = parameters.get(LANGUAGE, ENGLISH)
    if isinstance(body, dict) and LANGUAGE in body:
        given = body[LANGUAGE]
        body = {name: value for name, value in body.items() if name != LANGUAGE}
    if given not in languages():
        raise BodyError(
            say('"lang": expected one of {known}, got {got}', known=", ".join(languages()), got=repr(given))
        )
    return body, given


def _error(message: str, status: int) -> Response:
    return _json({"error": message}, status, {"WWW-Authenticate": "Basic"} if status == 401 else None)


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer in ASCII: a prompt may hold half of a character pair, which UTF-8 cannot express."""
    return Response(json.dumps(value), status, headers, "application/json")


async def _json_body(request: Request) -> Any:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise BodyError(say("The body has to be JSON, with the content type application/json."))
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise BodyError(say("The body is not JSON, or too deep: {error}.", error=error)) from error


def _with_checkpoint(body: Any) -> Any:
    """The request for the checkpoint that is chosen in the webui, unless it names one; the webui's embeddings too."""
    if not isinstance(body, dict):
        return body
    known = {} if "model" in body else {"model": checkpoint.model_facts()}
    names = {} if "embeddings" in body else {"embeddings": checkpoint.embedding_names()}
    return {**body, **known, **names}


def _exporting(body: Any) -> tuple[Any, str]:
    """A request, and the front end that it is for (`"as": "comfyui"`)."""
    if not isinstance(body, dict):
        return body, "infotext"
    return {name: value for name, value in body.items() if name != "as"}, body.get("as", "infotext")


def _fixing(body: Any) -> tuple[Any, bool]:
    """A request, and whether its fixes may be unsafe ones (`"unsafe": true`)."""
    if not isinstance(body, dict):
        return body, False
    return {name: value for name, value in body.items() if name != "unsafe"}, body.get("unsafe") is True


def _search(asked: dict) -> tuple[str, int, str | None]:
    """`?query=…&limit=…&kind=…`: what is searched, at most how many names, and of which kind."""
    limit = asked.get("limit", str(_FOUND_AT_MOST))
    if not limit.isdecimal() or not 0 < int(limit) <= _FOUND_AT_MOST:
        raise BodyError(say('"limit": expected a number from 1 to {most}, got {got}', most=_FOUND_AT_MOST, got=limit))
    return asked.get("query", ""), int(limit), asked.get("kind")


def _tags(body: Any) -> list[str]:
    tags = body.get("tags") if isinstance(body, dict) else None
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise BodyError(say('Expected an object with "tags", a list of texts.'))
    return tags


def _preview(library: Tailor, body: Any) -> dict:
    from . import preview  # not at the top: the webui's start must not wait for it

    return preview.preview(library, body)


def _second_look(library: Tailor, body: Any) -> dict:
    from . import preview  # as above

    return preview.second_look(library, body)


def _fix_safe(library: Tailor, body: Any) -> dict:
    from . import preview  # as above

    return preview.fix_safe(library, body)


def _correction(body: Any) -> tuple[str, str | None]:
    """A tag and its category, None to forget what was said of it."""
    given = body if isinstance(body, dict) else {}
    tag, category = given.get("tag"), given.get("category")
    if not isinstance(tag, str) or not (category is None or isinstance(category, str)):
        raise BodyError(say('Expected an object with "tag", a text, and "category", a text or null.'))
    return tag, category
