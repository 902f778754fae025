"""Telling a store's advertisers what is looked at and bought, without the buyer ever waiting for it (NOTES section 10).

Made only when the store has turned it on and the buyer has not turned it off: see `Shop.tracking`.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from app.attribution import Attribution
from app.event_config import Moment, Relay
from app.services.tracking_bodies import (
    CountedItem,
    Happening,
    counted,
    event_body,
    event_id,
    event_name,
    known_items,
)
from app.services.tracking_queue import EventQueue
from app.services.tracking_sender import EventSender

if TYPE_CHECKING:
    import asyncio

    from app.api.models.order import PublicOrder
    from app.event_config import EventConfig
    from app.links import Link
    from app.records import LineSnapshot
    from app.services.shop import Shop

P = ParamSpec("P")

MOST_ATTEMPTS = 5
"""Attempts whose items are remembered: normally there is one."""


def _harmless(
    work: Callable[Concatenate[TrackingService, P], None],
) -> Callable[Concatenate[TrackingService, P], None]:
    """Whatever goes wrong in counting, the buyer's own business goes on."""

    def safely(self: TrackingService, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            work(self, *args, **kwargs)
        except Exception as error:
            self.fault = error

    functools.update_wrapper(safely, work)
    return safely


class TrackingService:
    """What the other services and the screens tell of: one call a happening, at the point where it has succeeded.

    Each returns at once and never raises; the requests are `EventSender`'s.
    """

    def __init__(self, shop: Shop, config: EventConfig) -> None:
        self._shop = shop
        self._config = config
        folder = shop.session.folder
        self.attribution = Attribution(folder / "events" if folder is not None else None)
        self.queue = EventQueue(folder / "events" if folder is not None else None)
        self.sender = EventSender(shop, config, self.queue)
        self.fault: Exception | None = None
        """The last thing that went wrong here, which nobody was told of."""
        self._sending: asyncio.Task[None] | None = None
        self._ordering: dict[str, tuple[CountedItem, ...]] = {}
        """By attempt: what is bought is no longer in the cart when the order is made."""

    @_harmless
    def resume(self) -> None:
        """Send what the last run could not."""
        if not self.queue.empty:
            self._send()

    @_harmless
    def came_by(self, link: Link) -> None:
        """The buyer has followed a link: which advertisement it was from."""
        self.attribution.take(link.query, self._config.relays)

    @_harmless
    def viewed(self, snapshot: LineSnapshot) -> None:
        """The page of a thing is in front of the buyer."""
        self._tell("ViewContent", [counted(snapshot, 1)], snapshot.price)

    @_harmless
    def added(self, snapshot: LineSnapshot, quantity: int) -> None:
        """So many of it have come into the cart."""
        value = snapshot.price * quantity if snapshot.price is not None else None
        self._tell("AddToCart", [counted(snapshot, quantity)], value)

    @_harmless
    def checkout_opened(self) -> None:
        """The buyer stands before the checkout; with nothing to buy that is nothing."""
        checkout = self._shop.checkout
        totals = [line.total for line in checkout.lines]
        if totals:
            known = [total for total in totals if total is not None]
            value = sum(known, Decimal(0)) if len(known) == len(totals) else None
            self._tell("InitiateCheckout", self._bought(), value)

    @_harmless
    def ordering(self, attempt_id: str) -> None:
        """An order is about to be sent."""
        self._ordering[attempt_id] = known_items(self._bought())
        while len(self._ordering) > MOST_ATTEMPTS:
            self._ordering.pop(next(iter(self._ordering)))

    @_harmless
    def ordered(self, attempt_id: str, order: PublicOrder) -> None:
        """The store has made the order."""
        items = self._ordering.pop(attempt_id, ())
        if order.is_probably_spam or not order.order_id:
            return
        if self._config.purchase == "created":
            self._tell_purchase(order, items)
        else:
            self.queue.wait_for(order.order_id, {"items": [item.dump() for item in items]})
            self._look_whether_paid(order)

    @_harmless
    def order_seen(self, order: PublicOrder) -> None:
        """The store has said how an order is: those made here may count now that they are paid."""
        if self._config.purchase == "paid":
            self._look_whether_paid(order)

    def begin_again(self) -> None:
        """Another buyer: nothing of the one before is told any more."""
        self.close()
        self._ordering.clear()
        self.queue.forget()
        self._shop.session.forget_events()
        self.attribution.forget()

    def close(self) -> None:
        """Stop sending; what has not gone stays for the next run."""
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def _look_whether_paid(self, order: PublicOrder) -> None:
        from app.services.payment import payment_view

        if not order.order_id or not payment_view(order).paid:
            return
        awaited = self.queue.arrived(order.order_id)
        if awaited is not None and not order.is_probably_spam:
            rows = awaited.get("items")
            items = [CountedItem.load(row) for row in (rows if isinstance(rows, list) else [])]
            self._tell_purchase(order, known_items(items))

    def _tell_purchase(self, order: PublicOrder, items: tuple[CountedItem, ...]) -> None:
        self._queue_up(Happening("Purchase", order.order_id, items, order.gross_revenue))

    def _tell(self, moment: Moment, items: list[CountedItem | None], value: Decimal | None) -> None:
        self._queue_up(Happening(moment, str(uuid.uuid4()), known_items(items), value))

    def _queue_up(self, happening: Happening) -> None:
        of_order = happening.moment == "Purchase"
        for relay in self._config.relays:
            body = event_body(relay, happening, self._config, self.attribution.ids(relay))
            if body is None or (of_order and not self._first_time(relay, happening)):
                continue
            self.queue.add(relay, body, of_order=of_order)
        self._send()

    def _first_time(self, relay: Relay, happening: Happening) -> bool:
        """Marked before it is queued: rather not told at all than twice."""
        name = event_name(relay, happening.moment, self._config)
        return self.queue.mark(f"{relay} {event_id(name, happening)}")

    def _bought(self) -> list[CountedItem | None]:
        shop = self._shop
        direct, snapshots = shop.session.draft.direct, shop.session.snapshots
        if direct:
            return [counted(snapshots.get(item.key), item.quantity) for item in direct]
        return [counted(line.snapshot, line.quantity) for line in shop.cart.lines]

    def _send(self) -> None:
        if self._sending is None or self._sending.done():
            self._sending = self._shop.spawn(self.sender.run, "events", wait=False)
        else:
            self.sender.more()
