"""The orders of a signed-in customer, in the shape only they get (NOTES sections 7 and 13)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import orders
from app.sandbox.accounts import Customer
from app.sandbox.bodies import Unknown
from app.sandbox.customer_order import customer_order
from app.sandbox.customer_placing import order_with_id, slugs_of
from app.sandbox.routes import base_url, customer
from app.sandbox.routes.paging import paged
from app.sandbox.state import Sandbox


async def listing(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """Newest first."""

    def wire(slug: str) -> dict[str, Any]:
        record = orders.find(sandbox, slug)
        assert record is not None
        return customer_order(sandbox, record, customer, base_url(request))

    return paged(request, slugs_of(sandbox, customer), wire)


async def read(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    record = order_with_id(sandbox, customer, request.path_params["id"])
    if record is None:
        raise Unknown("Order not found")
    return JSONResponse(customer_order(sandbox, record, customer, base_url(request)))


def routes() -> list[Route]:
    return [customer("/orders", GET=listing), customer("/orders/{id}", GET=read)]
