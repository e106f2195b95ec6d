"""The fields of a generation request: their defaults, and values of their types.

The webui makes a pydantic model of the arguments of the job's class (A1111 v1.10.1 `modules.api.models`). Its rules are
written out here, because the playground runs with two versions of pydantic, whose rules differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, NamedTuple

from modules.processing import StableDiffusionProcessing, StableDiffusionProcessingImg2Img

from playground.api_errors import UnfitError

_NOT_ALLOWED = ("sd_model", "outpath_samples", "outpath_grids", "extra_generation_params")
_SWITCH = {"true": ("1", "on", "t", "true", "y", "yes"), "false": ("0", "off", "f", "false", "n", "no")}
_NAME = re.compile(r"\w+")


def _switch(value: Any) -> bool:
    for answer, words in _SWITCH.items():
        if str(value).lower() in words:
            return answer == "true"
    raise ValueError(value)


def _text(value: Any) -> str:
    if isinstance(value, (dict, list)):
        raise ValueError(value)
    return str(value)


def _only(kind: type) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        if not isinstance(value, kind):
            raise ValueError(value)
        return value

    return checked


_TYPES: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "str": (_text, "str type expected", "type_error.str"),
    "int": (int, "value is not a valid integer", "type_error.integer"),
    "float": (float, "value is not a valid float", "type_error.float"),
    "bool": (_switch, "value could not be parsed to a boolean", "type_error.bool"),
    "list": (_only(list), "value is not a valid list", "type_error.list"),
    "dict": (_only(dict), "value is not a valid dict", "type_error.dict"),
    "Any": (lambda value: value, "", ""),
}
"""For each type what makes a value of it, and what pydantic says, and calls it, where that cannot be."""


class RequestField(NamedTuple):
    """What a field holds; `kind` is the name of its type."""

    kind: str
    default: Any = None
    may_be_none: bool = True

    def read(self, value: Any) -> Any:
        """The value as this type. Raises TypeError, ValueError or OverflowError."""
        return None if value is None else _TYPES[self.kind][0](value)


_OWN = {
    "force_task_id": RequestField("str"),
    "sampler_index": RequestField("str", "Euler", may_be_none=False),
    "script_name": RequestField("str"),
    "script_args": RequestField("list", [], may_be_none=False),
    "send_images": RequestField("bool", True, may_be_none=False),
    "save_images": RequestField("bool", False, may_be_none=False),
    "alwayson_scripts": RequestField("dict", {}, may_be_none=False),
    "infotext": RequestField("str"),
}
_OF_IMG2IMG = {
    "init_images": RequestField("list"),
    "mask": RequestField("str"),
    "denoising_strength": RequestField("float", 0.75, may_be_none=False),
    "include_init_images": RequestField("bool", False, may_be_none=False),
}
"""What the API adds to the arguments of the classes."""


def of_kind(kind: type[StableDiffusionProcessing]) -> dict[str, RequestField]:
    """The fields of a request for a job of that class. Where its base has the same field, the base's default counts."""
    declared = {field.name: field for one in (kind, StableDiffusionProcessing) for field in fields(one) if field.init}
    known = {name: _of_argument(field) for name, field in declared.items() if name not in _NOT_ALLOWED}
    more = _OF_IMG2IMG if issubclass(kind, StableDiffusionProcessingImg2Img) else {}
    return {**known, **_OWN, **more}


def read(request: dict[str, Any], kind: type[StableDiffusionProcessing]) -> dict[str, Any]:
    """All fields of a request with values of their types; what is no field is left out. Raises UnfitError."""
    known = of_kind(kind)
    values = {name: field.default for name, field in known.items()}
    found = []
    for name in (name for name in known if name in request):
        field, value = known[name], request[name]
        if value is None and not field.may_be_none:
            found.append(_problem(name, "none is not an allowed value", "type_error.none.not_allowed"))
            continue
        try:
            values[name] = field.read(value)
        except (TypeError, ValueError, OverflowError):
            found.append({**_problem(name, *_TYPES[field.kind][1:]), "input": value})
    if found:
        raise UnfitError(found)
    return values


def text_of(request: dict[str, Any], name: str) -> str:
    """The text of a field that must be there. Raises UnfitError."""
    if name not in request:
        raise UnfitError([_problem(name, "field required", "value_error.missing")])
    if not isinstance(request[name], str):
        raise UnfitError([_problem(name, *_TYPES["str"][1:])])
    return request[name]


def _of_argument(field: Field) -> RequestField:
    kind = _NAME.match(field.type)[0]
    return RequestField(kind, None if field.default is MISSING else field.default)


def _problem(name: str, message: str, kind: str) -> dict[str, Any]:
    return {"loc": ["body", name], "msg": message, "type": kind}
