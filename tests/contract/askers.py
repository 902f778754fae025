"""Which client method asks which operation: found by calling each with a wire that only notes what it is given."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
from collections.abc import AsyncIterator
from functools import cache
from types import SimpleNamespace
from typing import Any, get_args

from app.api.analytics import send_events
from app.event_config import Relay
from tests.contract.checker import find_operation

CLIENTS = (
    "app.api.client.StorefrontClient",
    "app.api.auth.AuthClient",
    "app.api.customer.CustomerClient",
    "app.api.subscriptions.SubscriptionClient",
    "app.api.courses.CourseClient",
    "app.setup.business.BusinessClient",
)


class _Asked(Exception):
    pass


class _NotingWire:
    """Takes the place of the wire: notes what would be sent, and sends nothing."""

    def __init__(self) -> None:
        self.asked: tuple[str, str] | None = None

    async def post_aside(self, path: str, *_more: Any) -> Any:
        await self.call("POST", path)

    async def call(self, method: str, path: str, **_more: Any) -> Any:
        self.asked = (method, path)
        raise _Asked


class _AnyBearer:
    async def access(self, *, refused: str | None = None) -> str:
        return "access"


@cache
def client_methods() -> dict[str, tuple[str, str]]:
    """`GET /v3/…/cart` to the class and method that asks it. An operation nobody asks is missing."""
    found: dict[str, tuple[str, str]] = {}
    for path in CLIENTS:
        module, _, name = path.rpartition(".")
        kind = getattr(importlib.import_module(module), name)
        for method, function in inspect.getmembers(kind, inspect.isfunction):
            if method.startswith("_") or method in ("close", "beside"):
                continue
            operation = _asked(kind, method, function)
            if operation is not None:
                found.setdefault(operation, (name, method))
    for relay in get_args(Relay):
        wire = _NotingWire()
        client: Any = SimpleNamespace(wire=wire, store_id="store_x", api_key="sfpk_x")
        with contextlib.suppress(_Asked):
            asyncio.run(send_events(client, relay, {}))
        assert wire.asked is not None
        told = find_operation(*wire.asked)
        assert told is not None, wire.asked
        found[told.name] = ("", "send_events")
    return found


def _asked(kind: type, method: str, function: Any) -> str | None:
    wire = _NotingWire()
    given: dict[str, Any] = {
        "wire": wire,
        "bearer": _AnyBearer(),
        "key": type("Key", (), {"header": staticmethod(lambda: "Bearer x")}),
        "store_id": "store_x",
        "api_key": "sfpk_x",
        "guest_token": lambda: None,
        "on_guest_token": lambda _token: None,
    }
    taken = inspect.signature(kind.__init__).parameters  # type: ignore[misc]
    client = kind(**{name: value for name, value in given.items() if name in taken})
    asyncio.run(_call(getattr(client, method), function))
    if wire.asked is None:
        return None
    operation = find_operation(*wire.asked)
    assert operation is not None, f"{kind.__name__}.{method} asks {wire.asked}, which is not in the contract"
    return operation.name


async def _call(bound: Any, function: Any) -> None:
    needed = {
        name: _stand_in(str(parameter.annotation))
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self" and parameter.default is inspect.Parameter.empty
    }
    try:
        result = bound(**needed)
        if isinstance(result, AsyncIterator):
            await anext(result)
        else:
            await result
    except (_Asked, AttributeError, TypeError):
        pass


def _stand_in(annotation: str) -> Any:
    stand_ins = {"int": 1, "str": "x", "bool": True, "list[int]": [1], "list[str]": ["x"]}
    return stand_ins.get(annotation, {})
