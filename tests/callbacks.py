"""How many arguments a callback takes, found out once for each piece of code rather than for each object made of it."""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from textual import _callback

_count = _callback._count_parameters
_known: dict[object, int] = {}


def parameters(func: Callable[..., Any]) -> int:
    """In place of `_count_parameters`. Raises what that raises, each time anew."""
    key = _code(func)
    if key is None:
        return _count(func)
    if key not in _known:
        _known[key] = _count(func)
    return _known[key]


def _code(func: Callable[..., Any]) -> object:
    """What all callbacks of this kind share; None where each may take something else."""
    if isinstance(func, BuiltinMethodType):
        return type(func.__self__), func.__name__
    bound = isinstance(func, MethodType)
    plain = func.__func__ if isinstance(func, MethodType) else func
    if not isinstance(plain, FunctionType) or {"__wrapped__", "__signature__"} & plain.__dict__.keys():
        return None
    return plain.__code__, bound
