"""The routes of the demo store, one module for each part of the contract, and what all of them share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import DEMO_STORE_ID, accounts, merchant, tokens
from app.sandbox.accounts import Customer
from app.sandbox.bodies import Forbidden, Invalid, Unknown
from app.sandbox.state import Sandbox

PUBLIC = "/v3/stores/{store_id}/public"
CUSTOMER = "/v3/stores/{store_id}/customers/me"
GUEST = "X-Scalev-Guest-Token"
KEY = "X-Scalev-Storefront-Api-Key"

Handler = Callable[[Request, Sandbox], Awaitable[Response]]
CustomerHandler = Callable[[Request, Sandbox, Customer], Awaitable[Response]]


def public(path: str, **handlers: Handler) -> Route:
    """A route under the store, with a handler for each method.

    Key and store are checked first, and the error does not say which was wrong.
    """

    async def endpoint(request: Request) -> Response:
        known = merchant.opens(request.app.state.sandbox, request.headers.get(KEY))
        if not known or request.path_params["store_id"] != DEMO_STORE_ID:
            return not_found("Store not found")
        return await answered(request, picked(request, handlers))

    return Route(PUBLIC + path, endpoint, methods=list(handlers))


def customer(path: str, **handlers: CustomerHandler) -> Route:
    """A route of the signed-in customer: the bearer token says who and of which store, a key is not needed."""

    async def endpoint(request: Request) -> Response:
        if request.path_params["store_id"] != DEMO_STORE_ID:
            return unauthorized()
        return await answered(request, signed_in(picked(request, handlers)))

    return Route(CUSTOMER + path, endpoint, methods=list(handlers))


def signed_in(handler: CustomerHandler) -> Handler:
    """The same for whoever the bearer token says; 401 for no token and one that does not work (any more)."""

    async def handled(request: Request, sandbox: Sandbox) -> Response:
        id = tokens.customer_id(sandbox, bearer(request))
        known = None if id is None else accounts.by_id(sandbox, id)
        return unauthorized() if known is None else await handler(request, sandbox, known)

    return handled


def bearer(request: Request) -> str:
    """The access token of a request; empty without one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


H = TypeVar("H")


def picked(request: Request, handlers: dict[str, H]) -> H:
    """The handler of a request's method."""
    return handlers["GET" if request.method == "HEAD" else request.method]


async def answered(request: Request, handler: Handler) -> Response:
    """What the handler says, refusals in the contract's shape."""
    try:
        return await handler(request, request.app.state.sandbox)
    except Invalid as error:
        return JSONResponse({"message": error.message, "errors": error.errors}, status_code=400)
    except Unknown as error:
        return not_found(error.what)
    except Forbidden as error:
        return forbidden(error.what)


def unauthorized(what: str = "Please sign in", code: str = "unauthorized") -> Response:
    return JSONResponse(
        {"error": what, "error_code": code}, status_code=401, headers={"WWW-Authenticate": "Bearer"}
    )


def forbidden(what: str) -> Response:
    return JSONResponse({"error": what, "error_code": "forbidden"}, status_code=403)


def not_found(what: str) -> Response:
    return JSONResponse({"error": what, "error_code": "not_found"}, status_code=404)


def base_url(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def whole_list(rows: list[dict[str, Any]]) -> Response:
    return JSONResponse({"data": rows, "is_paginated": False})


def guest_reply(body: dict[str, Any], token: str | None, status: int = 200) -> Response:
    """A reply that carries the guest token when a guest cart took part."""
    return JSONResponse(body, status_code=status, headers={GUEST: token} if token else None)
