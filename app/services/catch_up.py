"""What happened to the orders placed here while nobody looked: asked once, soon after a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.api.errors import RateLimited, ShopError, Unreachable
from app.services.payment import UNTOUCHED, payment_view

if TYPE_CHECKING:
    from app.records import PlacedOrder
    from app.services.shop import Shop

NEWEST = 5
"""How many orders are asked about: the older ones are asked about when the buyer opens them."""


async def paid_meanwhile(shop: Shop) -> list[PlacedOrder]:
    """The orders that were open when last seen and are paid now, newest first.

    One question for each of the newest few, one after the other. Never raises ShopError: an order that cannot be
    asked about stays as it was, and a store that cannot be reached is left alone.
    """
    paid: list[PlacedOrder] = []
    for kept in [order for order in shop.orders.placed if _awaits_money(order)][:NEWEST]:
        slug = kept.secret_slug
        if slug in shop.orders.known:
            continue  # seen in this run: what has become of it is on a screen
        try:
            order = await shop.orders.fetch(slug)
        except (RateLimited, Unreachable):
            break
        except ShopError:
            continue
        if payment_view(order).paid:
            paid += [now for now in shop.orders.placed if now.secret_slug == slug]
    return paid


def _awaits_money(kept: PlacedOrder) -> bool:
    settled = kept.payment_status.lower() in ("paid", "settled", "expired")
    return not settled and kept.status.lower() in UNTOUCHED and kept.payment_method != "cod"
