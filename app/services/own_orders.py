"""One list of orders: the account's, and beside them those made here without signing in (NOTES sections 8 and 13)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.api.errors import NotFound
from app.records import PlacedOrder
from app.services.identity import account_digest
from app.services.payment_info import read_time
from app.services.placing import found_order, known_better

if TYPE_CHECKING:
    from app.api.models.account import CustomerOrder
    from app.api.models.order import PublicOrder
    from app.services.shop import Shop

_NEVER = datetime.min.replace(tzinfo=UTC)


class OwnOrders:
    """What a buyer calls their orders. For a guest: those made here."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    @property
    def rows(self) -> list[PlacedOrder]:
        """Newest first, each once. Older ones of this machine wait until the account's page with their time is there:
        nothing is put in between what was seen already."""
        kept = self._shop.orders.placed
        if not self._shop.auth.signed_in:
            return kept
        here = {order.secret_slug: order for order in kept}
        listed: dict[str, PlacedOrder] = {}
        for order in self._shop.account.orders.rows:
            if order.secret_slug:
                listed.setdefault(order.secret_slug, self._as_placed(order, here.get(order.secret_slug)))
        oldest = min(map(_moment, listed.values()), default=_NEVER)
        rest = [order for order in kept if order.secret_slug not in listed]
        if self.more_to_come:
            rest = [order for order in rest if _moment(order) >= oldest]
        return sorted([*listed.values(), *rest], key=_moment, reverse=True)

    @property
    def more_to_come(self) -> bool:
        """The account has orders that are not here yet."""
        orders = self._shop.account.orders
        return orders.state == "partial" or (bool(orders.rows) and orders.state in ("loading", "failed"))

    def made_here(self, order: PlacedOrder) -> bool:
        """Made on this machine by somebody who was not signed in, though now they are."""
        return self._shop.auth.signed_in and not order.account

    def find(self, secret_slug: str) -> CustomerOrder | None:
        """The account's order of that slug, among those loaded."""
        rows = self._shop.account.orders.rows
        return next((order for order in rows if order.secret_slug == secret_slug), None)

    async def refresh(self) -> None:
        """The account's newest orders as they are now. Errors end in `account.orders.error`."""
        await self._shop.account.orders.load(fresh=True)
        self._learn()

    async def more(self) -> None:
        """The page after those known; the one that failed, again. Errors end in `account.orders.error`."""
        orders = self._shop.account.orders
        await (orders.load() if orders.state == "failed" else orders.more())
        self._learn()

    async def fetch(self, secret_slug: str) -> PublicOrder:
        """The order as it is now: the account's in the shape only its customer gets. Raises ShopError."""
        own, orders = self.find(secret_slug), self._shop.orders
        if own is None:
            return await orders.fetch(secret_slug)
        before = orders.standing(secret_slug)
        try:
            order = await (await self._shop.auth.customer()).order(own.id)
        except NotFound:
            if before != orders.standing(secret_slug):
                raise
            return await orders.fetch(secret_slug)
        if before != orders.standing(secret_slug):
            return orders.known.get(secret_slug, order)
        return self.learned(order)

    def learned(self, order: CustomerOrder) -> PublicOrder:
        """Keep what a customer is told of their order; of what that shape is silent about, what was known stays."""
        from app.api.models.order import PublicOrder

        orders = self._shop.orders
        before = orders.known.get(order.secret_slug)
        if before is not None:
            said = {
                name: getattr(order, name) for name in order.model_fields_set & set(PublicOrder.model_fields)
            }
            return orders.heard(order.secret_slug, before.model_copy(update=said))
        return orders.heard(order.secret_slug, order)

    def _learn(self) -> None:
        """What is kept of the account's orders on this machine follows the list."""
        here = {order.secret_slug for order in self._shop.orders.placed}
        for order in self._shop.account.orders.rows:
            if order.secret_slug in here:
                self.learned(order)

    def _as_placed(self, order: CustomerOrder, kept: PlacedOrder | None) -> PlacedOrder:
        if kept is not None:
            row = known_better(kept, order)
        else:
            row = found_order(order)
            row.placed_at = order.draft_time or order.created_at
        row.account = account_digest(self._shop.auth.email)
        return row


def _moment(order: PlacedOrder) -> datetime:
    return read_time(order.placed_at) or _NEVER
