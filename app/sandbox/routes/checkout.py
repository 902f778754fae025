"""Couriers, totals, codes and the order itself (NOTES sections 7 and 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import carts, discounts
from app.sandbox.bodies import Fields, parse_body
from app.sandbox.couriers import WAREHOUSE_UNIQUE_ID
from app.sandbox.placing import place_order
from app.sandbox.publicorder import public_order
from app.sandbox.purchase import (
    basket_of,
    courier_of,
    destination_of,
    method_of,
    quotes,
    totals_of,
    verdict_of,
)
from app.sandbox.routes import GUEST, base_url, guest_reply, public, whole_list
from app.sandbox.state import Sandbox

if TYPE_CHECKING:
    from app.sandbox.areas import Area
    from app.sandbox.couriers import Quote
    from app.sandbox.methods import Method
    from app.sandbox.purchase import Basket


async def shipping_options(request: Request, sandbox: Sandbox) -> Response:
    body = parse_body(await request.body(), may_be_empty=True)
    fields = Fields(body)
    method = method_of(sandbox, fields)
    fields.done()
    basket = basket_of(sandbox, body, _cart(request, sandbox))
    area = destination_of(sandbox, body.get("destination"), required=basket.needs_delivery)
    return couriers_reply(basket, area, method)


async def summary(request: Request, sandbox: Sandbox) -> Response:
    """A preview: without a courier yet, sending counts 0; a code that does not count is 0 too."""
    body = parse_body(await request.body(), may_be_empty=True)
    fields = Fields(body)
    method = method_of(sandbox, fields)
    # The older edition's preview knows no code: one that is sent all the same changes nothing.
    code = "" if sandbox.manner.older else fields.text("discount_code_code")
    fields.done()
    basket = basket_of(sandbox, body, _cart(request, sandbox))
    area = destination_of(sandbox, body.get("destination"), required=False)
    return totals_reply(sandbox, body, basket, area, method, code)


def couriers_reply(basket: Basket, area: Area | None, method: Method | None) -> Response:
    """Who takes it there; nobody when nothing is sent."""
    if not basket.needs_delivery or area is None:
        return whole_list([])
    return whole_list([_option(one) for one in quotes(basket, area, method)])


def totals_reply(
    sandbox: Sandbox,
    body: dict[str, Any],
    basket: Basket,
    area: Area | None,
    method: Method | None,
    code: str,
) -> Response:
    """What it comes to, with the courier the body chose."""
    quote = courier_of(sandbox, body, basket, area)
    totals = totals_of(sandbox, basket, quote, method, verdict_of(sandbox, code, basket, quote, method))
    reply = {
        "product_price": str(totals.product_price),
        "shipping_cost": str(totals.shipping_cost),
        "other_income": str(totals.other_income),
        "other_income_name": totals.other_income_name,
        "service_fee": str(totals.service_fee),
        "gross_revenue": str(totals.gross_revenue),
    }
    if sandbox.manner.older:
        del reply["service_fee"]
    return JSONResponse(reply)


async def check_code(request: Request, sandbox: Sandbox) -> Response:
    """The items of the body, else of the cart, else the price it was told."""
    body = parse_body(await request.body())
    fields = Fields(body)
    code = fields.text("code", required=True, nullable=False)
    method = method_of(sandbox, fields)
    price = fields.money("net_product_price")
    shipping = fields.money("shipping_cost")
    fields.done()
    cart = _cart(request, sandbox)
    if "items" in body or (cart is not None and carts.lines(sandbox, cart)):
        basket = basket_of(sandbox, body, cart)
        price = basket.product_price
        area = destination_of(sandbox, body.get("destination"), required=False)
        quote = courier_of(sandbox, body, basket, area)
        shipping = quote.cost if quote else shipping if basket.needs_delivery else 0
    verdict = discounts.judge(
        code,
        now=sandbox.now(),
        product_price=max(0, price or 0),
        shipping_cost=None if shipping is None else max(0, shipping),
        method=method.code if method else None,
    )
    return JSONResponse(
        {
            "discount_code": discounts.wire(verdict.code) if verdict.code else None,
            "eligibility_details": verdict.details,
            "is_eligible": verdict.is_eligible,
            "discount_code_discount": str(verdict.amount),
        }
    )


async def checkout(request: Request, sandbox: Sandbox) -> Response:
    body = parse_body(await request.body())
    cart = _cart(request, sandbox)
    record = place_order(sandbox, body, cart)
    return guest_reply(public_order(sandbox, record, base_url(request)), cart.token if cart else None, 201)


def _cart(request: Request, sandbox: Sandbox) -> carts.Cart | None:
    return carts.find(sandbox, request.headers.get(GUEST))


def _option(quote: Quote) -> dict[str, Any]:
    return {
        "courier_service_id": quote.courier_service_id,
        "courier_code": quote.courier_code,
        "service_code": quote.service_code,
        "name": quote.name,
        "cost": str(quote.cost),
        "etd": quote.etd,
        "is_cod": quote.is_cod,
        "warehouse_unique_id": WAREHOUSE_UNIQUE_ID,
        "courier_aggregator_code": quote.courier_aggregator_code,
    }


def routes() -> list[Route]:
    return [
        public("/checkout", POST=checkout),
        public("/checkout/shipping-options", POST=shipping_options),
        public("/checkout/summary", POST=summary),
        public("/discount-codes/check", POST=check_code),
    ]
