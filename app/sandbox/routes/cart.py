"""The guest cart, and its way into a customer's (NOTES sections 3 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.sandbox import carts
from app.sandbox.bodies import Fields, Invalid, parse_body, whole
from app.sandbox.routes import GUEST, guest_reply, not_found, public, signed_in
from app.sandbox.state import Sandbox

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.catalogue import Item


async def read(request: Request, sandbox: Sandbox) -> Response:
    with sandbox.database.transaction():
        cart = carts.find_or_create(sandbox, request.headers.get(GUEST))
        return _reply(sandbox, cart)


async def add(request: Request, sandbox: Sandbox) -> Response:
    item, quantity = await wanted(request, sandbox)
    with sandbox.database.transaction():
        cart = carts.find_or_create(sandbox, request.headers.get(GUEST))
        carts.add(sandbox, cart, item, quantity)
        return _reply(sandbox, cart, 201)


async def wanted(request: Request, sandbox: Sandbox) -> tuple[Item, int]:
    """What a CartItemRequest asks for, and how many. Raises Invalid."""
    body = parse_body(await request.body())
    type = body.get("type")
    if type not in ("variant", "bundle_price_option"):
        raise Invalid("Please check the item", {"type": ["must be variant or bundle_price_option"]})
    fields = Fields(body, allowed=("type", f"{type}_id", "quantity"))
    id = fields.id(f"{type}_id", required=True, nullable=False)
    quantity = fields.id("quantity", digits=False, nullable=False) if "quantity" in body else 1
    item = sandbox.catalogue.item(type, id) if id else None
    if id and item is None:
        fields.fail(f"{type}_id", "is not available")
    fields.done("That cannot be added")
    if item is None or quantity is None:
        raise Invalid("That cannot be added")
    return item, quantity


async def update(request: Request, sandbox: Sandbox) -> Response:
    quantity = await wanted_quantity(request)
    with sandbox.database.transaction():
        cart = carts.find(sandbox, request.headers.get(GUEST))
        line_id = named_line(request, sandbox, cart)
        if cart is None or line_id is None:
            return not_found("Cart item not found")
        carts.set_quantity(sandbox, line_id, quantity)
        return _reply(sandbox, cart)


async def wanted_quantity(request: Request) -> int:
    """The quantity a CartItemUpdateRequest asks for. Raises Invalid."""
    fields = Fields(parse_body(await request.body()))
    quantity = fields.id("quantity", required=True, digits=False, nullable=False)
    if quantity is not None and quantity > carts.MOST_OF_A_LINE:
        fields.fail("quantity", "is too large")
    fields.done("That quantity is not possible")
    if quantity is None:
        raise Invalid("That quantity is not possible")
    return quantity


async def remove(request: Request, sandbox: Sandbox) -> Response:
    with sandbox.database.transaction():
        cart = carts.find(sandbox, request.headers.get(GUEST))
        line_id = named_line(request, sandbox, cart)
        if cart is None or line_id is None:
            return not_found("Cart item not found")
        carts.remove(sandbox, line_id)
        return _reply(sandbox, cart)


async def merge(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """Merging what was merged already changes nothing: the old token leads nowhere."""
    with sandbox.database.transaction():
        own = carts.of_customer(sandbox, customer.id)
        guest = carts.find(sandbox, request.headers.get(GUEST))
        if guest is not None:
            carts.merge(sandbox, guest, own)
        fresh = carts.find_or_create(sandbox, None)
        return guest_reply(carts.wire(sandbox, own), fresh.token)


def named_line(request: Request, sandbox: Sandbox, cart: carts.Cart | None) -> int | None:
    """The id of the line in the path; None when the cart has no such line."""
    line_id = whole(request.path_params["item_id"])
    known = cart is not None and line_id is not None and carts.has_line(sandbox, cart, line_id)
    return line_id if known else None


def _reply(sandbox: Sandbox, cart: carts.Cart, status: int = 200) -> Response:
    return guest_reply(carts.wire(sandbox, cart), cart.token, status)


def routes() -> list[Route]:
    return [
        public("/cart", GET=read),
        public("/cart/merge", POST=signed_in(merge)),
        public("/cart/items", POST=add),
        public("/cart/items/{item_id}", PATCH=update, DELETE=remove),
    ]
