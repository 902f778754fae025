"""What became of an order whose answer was lost, as far as it can be known without ordering again (NOTES section 7)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.services.identity import account_digest
from app.services.payment_info import read_time
from app.services.placing import cart_digest

if TYPE_CHECKING:
    from app.api.models.account import CustomerOrder
    from app.api.models.order import PublicOrder
    from app.records import OrderAttempt
    from app.services.shop import Shop

CLOCKS_DIFFER = timedelta(minutes=2)
"""By so much the store's clock may be behind ours."""


async def look_for(shop: Shop, attempt: OrderAttempt) -> PublicOrder | None:
    """The order among the customer's newest, if it is there; else what can be known is noted in the attempt.

    A guest has no list of orders: there the cart, which an order empties, is asked. `cart_emptied` stays None when
    nothing can be known: bought directly, no guest token, another cart than the one ordered, or a reply that does
    not say what the cart holds. Raises ShopError.
    """
    auth = shop.auth
    if attempt.account:
        if not auth.signed_in or account_digest(auth.email) != attempt.account:
            return None
        found = await _newest(shop, attempt)
        attempt.listed = found is not None
        if found is not None:
            return found
    if attempt.from_cart:
        await _ask_cart(shop, attempt)
    return None


async def _newest(shop: Shop, attempt: OrderAttempt) -> CustomerOrder | None:
    """On the first page only: whatever was ordered a moment ago is there."""
    begun = read_time(attempt.started_at)
    seen = {order.secret_slug for order in shop.orders.placed}
    async for page in (await shop.auth.customer()).orders():
        for order in page.items:
            made = read_time(order.draft_time or order.created_at)
            if (
                order.secret_slug not in seen
                and made is not None
                and begun is not None
                and made >= begun - CLOCKS_DIFFER
                and (attempt.total is None or order.gross_revenue == attempt.total)
            ):
                return order
        break
    return None


async def _ask_cart(shop: Shop, attempt: OrderAttempt) -> None:
    token = shop.session.guest_token
    if not attempt.account and (token is None or attempt.cart not in ("", cart_digest(token))):
        return
    cart = await (await shop.desk()).cart()
    said = cart.model_fields_set & {"items", "item_count"}
    if said and shop.session.guest_token == token:
        attempt.cart_emptied = not cart.items and not cart.item_count
