"""The subscriptions of a signed-in customer (NOTES section 12)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import subscriptions
from app.sandbox.accounts import Customer
from app.sandbox.bodies import Fields, parse_body
from app.sandbox.routes import CustomerHandler, base_url, customer, whole_list
from app.sandbox.routes.paging import paged
from app.sandbox.state import Sandbox
from app.sandbox.subscription_wire import detail, entry, option
from app.sandbox.subscriptions import DOWNGRADE, STATUSES, UPGRADE, Record

PAGE = 25


async def listing(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """Newest first. A status that is none is passed over: the contract has no 400 here."""
    asked = request.query_params.get("status")
    records = subscriptions.all_of(sandbox, customer)
    if asked in STATUSES:
        records = [record for record in records if record["status"] == asked]

    def wire(record: Record) -> dict[str, Any]:
        return entry(sandbox, record, customer, base_url(request))

    return paged(request, records, wire, default=PAGE, most=PAGE)


async def read(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    with subscriptions.changing(sandbox, customer, request.path_params["id"]) as record:
        return JSONResponse(detail(sandbox, record, customer, base_url(request)))


async def _change(
    act: Callable[[Sandbox, Record], None], request: Request, sandbox: Sandbox, customer: Customer
) -> Response:
    with subscriptions.changing(sandbox, customer, request.path_params["id"]) as record:
        act(sandbox, record)
        return JSONResponse(detail(sandbox, record, customer, base_url(request)))


async def _options(direction: str, request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    with subscriptions.changing_item(sandbox, customer, request.path_params["id"]) as (record, item):
        ids = subscriptions.options(sandbox, record, item, direction)
    return whole_list([option(sandbox, id, base_url(request)) for id in ids])


async def _move(direction: str, request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    fields = Fields(parse_body(await request.body()))
    variant_id = fields.id("variant_id", required=True, digits=False, nullable=False)
    fields.done()
    assert variant_id is not None
    with subscriptions.changing_item(sandbox, customer, request.path_params["id"]) as (record, item):
        subscriptions.change(sandbox, record, item, direction, variant_id)
        return JSONResponse(detail(sandbox, record, customer, base_url(request)))


def routes() -> list[Route]:
    cancel: CustomerHandler = partial(_change, subscriptions.cancel)
    resume: CustomerHandler = partial(_change, subscriptions.resume)
    return [
        customer("/subscriptions", GET=listing),
        customer("/subscriptions/{id}", GET=read),
        customer("/subscriptions/{id}/cancel", POST=cancel),
        customer("/subscriptions/{id}/resume", POST=resume),
        *(
            customer(
                f"/subscription-items/{{id}}/{direction}",
                GET=partial(_options, direction),
                POST=partial(_move, direction),
            )
            for direction in (UPGRADE, DOWNGRADE)
        ),
    ]
