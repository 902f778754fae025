"""The cart of a customer: the same lines as a guest's, found by who is signed in (NOTES section 6)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import carts
from app.sandbox.accounts import Customer
from app.sandbox.bodies import Invalid
from app.sandbox.routes import customer
from app.sandbox.routes.cart import named_line, wanted, wanted_quantity
from app.sandbox.state import Sandbox


async def read(_: Request, sandbox: Sandbox, customer: Customer) -> Response:
    with sandbox.database.transaction():
        return _reply(sandbox, carts.of_customer(sandbox, customer.id))


async def add(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    item, quantity = await wanted(request, sandbox)
    with sandbox.database.transaction():
        cart = carts.of_customer(sandbox, customer.id)
        carts.add(sandbox, cart, item, quantity)
        return _reply(sandbox, cart, 201)


async def update(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """The contract has no 404 here."""
    quantity = await wanted_quantity(request)
    with sandbox.database.transaction():
        cart = carts.of_customer(sandbox, customer.id)
        line_id = named_line(request, sandbox, cart)
        if line_id is None:
            raise Invalid("Cart item not found")
        carts.set_quantity(sandbox, line_id, quantity)
        return _reply(sandbox, cart)


async def remove(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """The contract has neither 400 nor 404 here: what is not in the cart is out of it."""
    with sandbox.database.transaction():
        cart = carts.of_customer(sandbox, customer.id)
        line_id = named_line(request, sandbox, cart)
        if line_id is not None:
            carts.remove(sandbox, line_id)
        return _reply(sandbox, cart)


def _reply(sandbox: Sandbox, cart: carts.Cart, status: int = 200) -> Response:
    return JSONResponse(carts.wire(sandbox, cart), status_code=status)


def routes() -> list[Route]:
    return [
        customer("/cart", GET=read),
        customer("/cart/items", POST=add),
        customer("/cart/items/{item_id}", PATCH=update, DELETE=remove),
    ]
