"""Checkout of a signed-in customer (NOTES section 7)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import addresses
from app.sandbox.accounts import Customer
from app.sandbox.bodies import Fields, parse_body
from app.sandbox.customer_placing import cart_named, place_customer_order
from app.sandbox.methods import BANKS, offered
from app.sandbox.publicorder import ACCOUNTS, public_order
from app.sandbox.purchase import area_of, basket_of, check_postal_code, method_of
from app.sandbox.routes import base_url, customer, whole_list
from app.sandbox.routes.checkout import couriers_reply, totals_reply
from app.sandbox.state import Sandbox


async def saved_addresses(_: Request, sandbox: Sandbox, customer: Customer) -> Response:
    return whole_list([addresses.wire(sandbox, one) for one in addresses.all_of(sandbox, customer.id)])


async def methods(_: Request, sandbox: Sandbox, customer: Customer) -> Response:
    reply: dict[str, Any] = {
        "payment_methods": [row["code"] for row in offered(sandbox.manner)],
        "payment_accounts": [_account(one) for one in ACCOUNTS],
    }
    if sandbox.manner.older:
        reply["xendit_va_bank_codes"] = {code: method.bank for code, method in BANKS.items()}
    return JSONResponse(reply)


async def shipping_options(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    body = parse_body(await request.body())
    fields = Fields(body)
    method = method_of(sandbox, fields)
    fields.done()
    basket = basket_of(sandbox, body, cart_named(sandbox, customer, body))
    area = area_of(sandbox, fields, "location_id", required=basket.needs_delivery)
    check_postal_code(fields, "postal_code", required=basket.needs_delivery)
    fields.done()
    return couriers_reply(basket, area, method)


async def summary(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """A preview: without a courier yet, sending counts 0; a code that does not count is 0 too."""
    body = parse_body(await request.body())
    fields = Fields(body)
    method = method_of(sandbox, fields)
    # The older edition's preview knows no code: one that is sent all the same changes nothing.
    code = "" if sandbox.manner.older else fields.text("discount_code_code")
    area = area_of(sandbox, fields, "location_id", required=False)
    check_postal_code(fields, "postal_code", required=False)
    fields.done()
    basket = basket_of(sandbox, body, cart_named(sandbox, customer, body))
    return totals_reply(sandbox, body, basket, area, method, code)


async def checkout(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    record = place_customer_order(sandbox, customer, parse_body(await request.body()))
    return JSONResponse(public_order(sandbox, record, base_url(request)), status_code=201)


def _account(account: dict[str, Any]) -> dict[str, Any]:
    entity = account["financial_entity"]
    names = ("id", "method", "account_number", "account_holder")
    return {name: account[name] for name in names} | {
        "financial_entity_code": entity["code"],
        "financial_entity_name": entity["name"],
    }


def routes() -> list[Route]:
    return [
        customer("/checkout", POST=checkout),
        customer("/checkout/addresses", GET=saved_addresses),
        customer("/checkout/payment-methods", GET=methods),
        customer("/checkout/shipping-options", POST=shipping_options),
        customer("/checkout/summary", POST=summary),
    ]
