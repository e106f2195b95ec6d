"""What the API answers where something fails: JSON, as the webui's `modules.api.api.api_middleware` has it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse


class UnfitError(Exception):
    """Fields of a request hold something else than they must. `found` has an entry for each, as pydantic has it."""

    def __init__(self, found: list[dict[str, Any]]) -> None:
        super().__init__("; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in found))
        self.found = found


def install(app: FastAPI) -> None:
    """Answer failures of all routes so. The app runs already: what calls its handlers is built anew."""
    app.add_exception_handler(UnfitError, _unfit)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _failed)  # it is printed besides
    app.middleware_stack = app.build_middleware_stack()


def _unfit(request: Request, problem: UnfitError) -> JSONResponse:
    """As FastAPI answers a body that does not fit its model."""
    return JSONResponse(jsonable_encoder({"detail": problem.found}), 422)


def _refused(request: Request, problem: HTTPException) -> JSONResponse:
    return _told(problem, problem.status_code, problem.detail, "")


def _failed(request: Request, problem: Exception) -> JSONResponse:
    return _told(problem, 500, "", str(problem))


def _told(problem: Exception, status: int, detail: Any, text: str) -> JSONResponse:
    told = {"error": type(problem).__name__, "detail": detail, "body": "", "errors": text}
    return JSONResponse(jsonable_encoder(told), status)
