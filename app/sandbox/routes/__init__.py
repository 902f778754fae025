"""The routes of the demo store, one module for each part of the contract, and what all of them share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID
from app.sandbox.bodies import Invalid
from app.sandbox.state import Sandbox

PUBLIC = "/v3/stores/{store_id}/public"
GUEST = "X-Scalev-Guest-Token"
KEY = "X-Scalev-Storefront-Api-Key"

Handler = Callable[[Request, Sandbox], Awaitable[Response]]


def public(path: str, **handlers: Handler) -> Route:
    """A route under the store, with a handler for each method.

    Key and store are checked first, and the error does not say which was wrong.
    """

    async def endpoint(request: Request) -> Response:
        known = request.headers.get(KEY) == DEMO_API_KEY
        if not known or request.path_params["store_id"] != DEMO_STORE_ID:
            return not_found("Store not found")
        handler = handlers["GET" if request.method == "HEAD" else request.method]
        try:
            return await handler(request, request.app.state.sandbox)
        except Invalid as error:
            return JSONResponse({"message": error.message, "errors": error.errors}, status_code=400)

    return Route(PUBLIC + path, endpoint, methods=list(handlers))


def not_found(what: str) -> Response:
    return JSONResponse({"error": what, "error_code": "not_found"}, status_code=404)


def base_url(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def whole_list(rows: list[dict[str, Any]]) -> Response:
    return JSONResponse({"data": rows, "is_paginated": False})


def guest_reply(body: dict[str, Any], token: str | None, status: int = 200) -> Response:
    """A reply that carries the guest token when a guest cart took part."""
    return JSONResponse(body, status_code=status, headers={GUEST: token} if token else None)
