"""Values that are worked out when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 - named as it is used: `@lazy`
    """`functools.cached_property` as it is from Python 3.12 on: without a lock.

    Before, the lock takes longer than working out most of the values that a prompt's parts keep. Two threads may work
    out the same value at once; either is kept.
    """

    def __init__(self, make: Callable[[Any], Value]):
        """`make` is the method that works the value out."""
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:  # asked of the class, by `help` for example
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
