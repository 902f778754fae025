"""Watching a payment: created once, its details waited for, then asked about until it is paid (NOTES section 8)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.api.errors import BrokenReply, NotFound, RateLimited, Refused, Rejected, ShopError
from app.services.payment import PaymentView, needs_creating, payment_view
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.shop import Shop

INFO_TRIES, INFO_PAUSE = 15, 1.5
POLL_PAUSE = 5.0
LONGEST_PAUSE = 60.0


class PaymentWatch:
    """Follows one order while someone looks at it: `run` in a worker of the screen, cancelled with it."""

    def __init__(
        self,
        shop: Shop,
        secret_slug: str,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._shop = shop
        self._slug = secret_slug
        self._sleep = sleep
        self._now = now
        self._stopped = False
        self._ran = False
        self._failures = 0
        self.error: ShopError | None = None
        """Why the last question had no answer; None again with the next answer. BrokenReply also when the store has
        not given the payment's details after all tries: running again asks for them again."""
        self.changed = Signal()

    @property
    def order(self) -> PublicOrder | None:
        """The order as last seen."""
        return self._shop.orders.known.get(self._slug)

    @property
    def view(self) -> PaymentView | None:
        """How it is to be paid; None while the order is not known."""
        order = self.order
        return payment_view(order, self._now()) if order is not None else None

    def stop(self) -> None:
        """End `run` before its next question."""
        self._stopped = True

    async def run(self, *, seen_again: bool = False) -> None:
        """Until paid, over, stopped or gone. Never raises ShopError.

        The first run takes the order as known from the checkout; a later one is the buyer asking again, or
        with `seen_again` only going on where it was left.
        """
        self._stopped, again, self._ran = False, self._ran and not seen_again, True
        self._failures = 0
        if self.order is None or again:
            anew = again and self.order is not None and needs_creating(self.order.payment_method)
            if not await self._insist(self._create if anew else self._fetch):
                return
        view = self.view
        if view is not None and view.by_clock and not again:
            # What is known may be old: it may have been paid in the last minute.
            await self._ask(self._fetch)
            view = self.view
        if view is None or not self._goes_on(view):
            return
        if view.waiting_for_info and not await self._details():
            return
        while (view := self.view) is not None and view.polls and self._goes_on(view):
            await self._sleep(self._pause(POLL_PAUSE))
            if self._stopped or not await self._ask(self._fetch):
                return

    async def _details(self) -> bool:
        """Create the payment and wait for what is to be shown. False when the watch is over."""
        if not await self._insist(self._create):
            return False
        for _try in range(INFO_TRIES):
            view = self.view
            if view is None or not self._goes_on(view):
                return False
            if not view.waiting_for_info:
                return True
            await self._sleep(self._pause(INFO_PAUSE))
            if self._stopped or not await self._ask(self._fetch):
                return False
        view = self.view
        if view is not None and view.waiting_for_info:
            self.error = BrokenReply()
            self.changed.emit()
            return False
        return True

    async def _insist(self, question: Callable[[], Awaitable[PublicOrder]]) -> bool:
        """Ask until answered, with growing pauses. False when the watch is over."""
        while await self._ask(question):
            if self.error is None:
                return True
            await self._sleep(self._pause(POLL_PAUSE))
            if self._stopped:
                return False
        return False

    async def _ask(self, question: Callable[[], Awaitable[PublicOrder]]) -> bool:
        """One question; False when the store has answered it with no: asking again would not change that."""
        try:
            await question()
        except (NotFound, Refused, Rejected) as error:
            self.error = error
            return False
        except ShopError as error:
            self.error = error
            self._failures += 1
        else:
            self.error, self._failures = None, 0
        finally:
            self.changed.emit()
        return True

    def _pause(self, usual: float) -> float:
        """Seconds until the next question: longer with each failure, and at least what the store asked for."""
        if self.error is None:
            return usual
        asked = self.error.wait if isinstance(self.error, RateLimited) else 0.0
        return max(asked, min(POLL_PAUSE * (1 << min(self._failures - 1, 10)), LONGEST_PAUSE))

    def _goes_on(self, view: PaymentView) -> bool:
        return view.ended is None and not self._stopped

    async def _fetch(self) -> PublicOrder:
        return await self._shop.orders.fetch(self._slug)

    async def _create(self) -> PublicOrder:
        return await self._shop.orders.create_payment(self._slug)
