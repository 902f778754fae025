"""The guest cart (NOTES sections 3 and 6)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.sandbox import carts
from app.sandbox.bodies import Fields, Invalid, parse_body, whole
from app.sandbox.routes import GUEST, guest_reply, not_found, public
from app.sandbox.state import Sandbox


async def read(request: Request, sandbox: Sandbox) -> Response:
    with sandbox.database.transaction():
        cart = carts.find_or_create(sandbox, request.headers.get(GUEST))
        return _reply(sandbox, cart)


async def add(request: Request, sandbox: Sandbox) -> Response:
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
    with sandbox.database.transaction():
        cart = carts.find_or_create(sandbox, request.headers.get(GUEST))
        carts.add(sandbox, cart, item, quantity)
        return _reply(sandbox, cart, 201)


async def update(request: Request, sandbox: Sandbox) -> Response:
    fields = Fields(parse_body(await request.body()))
    quantity = fields.id("quantity", required=True, digits=False, nullable=False)
    if quantity is not None and quantity > carts.MOST_OF_A_LINE:
        fields.fail("quantity", "is too large")
    fields.done("That quantity is not possible")
    with sandbox.database.transaction():
        cart, line_id = _line(request, sandbox)
        if cart is None or line_id is None or quantity is None:
            return not_found("Cart item not found")
        carts.set_quantity(sandbox, line_id, quantity)
        return _reply(sandbox, cart)


async def remove(request: Request, sandbox: Sandbox) -> Response:
    with sandbox.database.transaction():
        cart, line_id = _line(request, sandbox)
        if cart is None or line_id is None:
            return not_found("Cart item not found")
        carts.remove(sandbox, line_id)
        return _reply(sandbox, cart)


def _line(request: Request, sandbox: Sandbox) -> tuple[carts.Cart | None, int | None]:
    cart = carts.find(sandbox, request.headers.get(GUEST))
    line_id = whole(request.path_params["item_id"])
    known = cart is not None and line_id is not None and carts.has_line(sandbox, cart, line_id)
    return cart, line_id if known else None


def _reply(sandbox: Sandbox, cart: carts.Cart, status: int = 200) -> Response:
    return guest_reply(carts.wire(sandbox, cart), cart.token, status)


def routes() -> list[Route]:
    return [
        public("/cart", GET=read),
        public("/cart/items", POST=add),
        public("/cart/items/{item_id}", PATCH=update, DELETE=remove),
    ]
