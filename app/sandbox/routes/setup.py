"""The merchant's routes: publishable keys and registered origins, with a business key (NOTES section 16)."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import DEMO_STORE_ID, merchant
from app.sandbox.bodies import Fields, Unknown, parse_body
from app.sandbox.merchant import KEY, ORIGIN, READ, SCOPES, UPDATE, Grant
from app.sandbox.routes import Handler, answered, forbidden, not_found, picked, unauthorized, whole_list
from app.sandbox.state import Sandbox

STORES = "/v3/stores/{store_id}"
NUMBER = 1
"""The demo store's id as a number."""


def setup(path: str, **handlers: Handler) -> Route:
    """A route for whoever holds a business key. The key is looked at before the store: who has none learns nothing."""

    async def endpoint(request: Request) -> Response:
        # The contract names the same header twice: as a bearer token, and as a key alone.
        given = request.headers.get("Authorization", "")
        scheme, _, token = given.partition(" ")
        scopes = SCOPES.get(token.strip() if scheme.lower() == "bearer" else given.strip())
        if scopes is None:
            return unauthorized("This is not a business key")
        if (READ if request.method in ("GET", "HEAD") else UPDATE) not in scopes:
            return forbidden(f"This key lacks the scope {UPDATE}")
        if request.path_params["store_id"] not in (DEMO_STORE_ID, str(NUMBER)):
            return not_found("Store not found")
        return await answered(request, picked(request, handlers))

    return Route(STORES + path, endpoint, methods=list(handlers))


async def _listing(kind: str, _: Request, sandbox: Sandbox) -> Response:
    return whole_list([_wire(kind, grant) for grant in merchant.grants(sandbox, kind)])


async def issue_key(_: Request, sandbox: Sandbox) -> Response:
    return JSONResponse(_wire(KEY, merchant.issue_key(sandbox)))


async def register_origin(request: Request, sandbox: Sandbox) -> Response:
    fields = Fields(parse_body(await request.body()))
    origin = fields.text("origin", required=True, most=300, nullable=False)
    if origin and not merchant.is_origin(origin):
        fields.fail("origin", "must be an http or https origin, without a path")
    fields.done()
    return JSONResponse(_wire(ORIGIN, merchant.register_origin(sandbox, origin)))


async def _revoke(kind: str, request: Request, sandbox: Sandbox) -> Response:
    if not merchant.revoke(sandbox, kind, request.path_params["id"]):
        raise Unknown("There is no such key" if kind == KEY else "There is no such origin")
    return Response(status_code=204)


def _wire(kind: str, grant: Grant) -> dict[str, Any]:
    return {
        "id": grant.id,
        "token" if kind == KEY else "origin": grant.value,
        "status": "active" if grant.active else "revoked",
        "store_id": NUMBER,
        "created_by": None,
        "inserted_at": grant.created,
        "updated_at": grant.updated,
    }


def routes() -> list[Route]:
    return [
        setup("/public-api-keys", GET=partial(_listing, KEY), POST=issue_key),
        setup("/public-api-keys/{id}", DELETE=partial(_revoke, KEY)),
        setup("/storefront/allowed-origins", GET=partial(_listing, ORIGIN), POST=register_origin),
        setup("/storefront/allowed-origins/{id}", DELETE=partial(_revoke, ORIGIN)),
    ]
