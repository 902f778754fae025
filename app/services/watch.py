"""Watching a payment: created once, its details waited for, then asked about until it is paid (NOTES section 8)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.api.errors import BrokenReply, Conflict, NotFound, RateLimited, Refused, Rejected, ShopError
from app.services.payment import PaymentView, needs_creating, payment_view
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.shop import Shop

INFO_TRIES, INFO_PAUSE = 15, 1.5
POLL_PAUSE = 5.0
UNFOCUSED_PAUSE = 20.0
"""Seconds between two questions while the buyer looks at something else than this terminal."""
LONGEST_PAUSE = 60.0
_LOOK_AT_THE_CLOCK = 60.0
"""Seconds after which the time is read again: a machine that slept has not counted them."""
_AT_ONCE = 0.001


class PaymentWatch:
    """Follows one order while someone looks at it: `run` in a worker of the screen, cancelled with it.

    `sleep`, `now` (aware) and `clock` (seconds, never set back) are for tests.
    """

    def __init__(
        self,
        shop: Shop,
        secret_slug: str,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shop = shop
        self._slug = secret_slug
        self._sleep = sleep
        self._now = now
        self._clock = clock
        self._stopped = False
        self._ran = False
        self._unfocused = False
        self._failures = 0
        self._asked_at = 0.0
        """When the last question ended, by `clock`."""
        self._asked_late = False
        """The last answer came when the time to pay was over."""
        self._barred_until = 0.0
        self._made: set[str] = set()
        """Methods whose payment has been created in this run: an answer that lost the details makes no other."""
        self._wake = asyncio.Event()
        self.error: ShopError | None = None
        """Why the last question had no answer; None again with the next answer. BrokenReply also when the store has
        not given the payment's details after all tries: running again asks for them again."""
        self.asking = False
        """A question is out."""
        self.changed = Signal()
        """Also emitted at the moment the payment expires."""

    @property
    def order(self) -> PublicOrder | None:
        """The order as last seen."""
        return self._shop.orders.known.get(self._slug)

    @property
    def view(self) -> PaymentView | None:
        """How it is to be paid; None while the order is not known."""
        order = self.order
        return payment_view(order, self._now()) if order is not None else None

    @property
    def unfocused(self) -> bool:
        """The terminal has lost the focus: the store is asked less often. Set it as the focus comes and goes."""
        return self._unfocused

    @unfocused.setter
    def unfocused(self, unfocused: bool) -> None:
        self._unfocused = unfocused
        self._wake.set()

    def stop(self) -> None:
        """End `run` before its next question."""
        self._stopped = True
        self._wake.set()

    async def check(self) -> None:
        """The buyer asks now, whether `run` is under way or over; `error` and `view` say what came of it.

        Nothing is asked while the store has told us to stay away. Never raises ShopError.
        """
        if self._clock() >= self._barred_until:
            await self._ask(self._fetch)
            self._wake.set()
        else:
            self.changed.emit()

    async def run(self, *, seen_again: bool = False) -> None:
        """Until paid, over, stopped or gone. Never raises ShopError.

        The first run takes the order as known from the checkout, if that is not long ago; a later one is the buyer
        asking again, or with `seen_again` going on where it was left, after one question.
        """
        self._stopped, again, self._ran = False, self._ran and not seen_again, True
        self._failures, self._asked_late = 0, False
        self._made.clear()
        if not await self._begin(again=again, seen_again=seen_again):
            return
        while (view := self._open()) is not None:
            if view.waiting_for_info and view.method not in self._made:
                self._made.add(view.method)
                if not await self._details():
                    break
            elif view.polls:
                await self._rest(POLL_PAUSE)
                if self._open() is not None and not await self._ask(self._fetch):
                    return
            elif view.expires_at is not None:
                await self._rest(None)
            else:
                return
        await self._last_look()

    async def _begin(self, *, again: bool, seen_again: bool) -> bool:
        """The order as it is now. False when the watch is over."""
        view = self.view
        if view is None:
            return await self._insist(self._fetch)
        if again:
            if view.ended is None and needs_creating(view.method):
                self._made.add(view.method)
                return await self._details()
            return await self._insist(self._fetch)
        age = self._shop.orders.age(self._slug)
        if view.waiting_for_info or not (seen_again or age is None or age > POLL_PAUSE):
            return True
        if view.kind == "cod" or not (view.ended in (None, "conflict") or view.by_clock):
            return True
        return await self._insist(self._fetch)

    async def _details(self) -> bool:
        """Create the payment and wait for what is to be shown. False when nothing came of it."""
        if not await self._insist(self._create):
            # Refused, maybe because the order is no longer what it was: then that is what the buyer has to see.
            refused = self.error
            if not isinstance(refused, Conflict | Rejected) or not await self._ask(self._fetch):
                return False
            if self._open_and_waiting():
                self._say(refused)
                return False
        for _try in range(INFO_TRIES):
            if not self._open_and_waiting():
                return True
            await self._rest(INFO_PAUSE)
            if self._open() is not None and not await self._ask(self._fetch):
                return False
        if self._open_and_waiting():
            self._say(BrokenReply())
            return False
        return True

    async def _last_look(self) -> None:
        """When only the clock has ended it: one question more, for what was paid in the last moment."""
        view = self.view
        if view is not None and view.by_clock and not self._stopped and not self._asked_late:
            await self._ask(self._fetch)

    # One question

    async def _insist(self, question: Callable[[], Awaitable[PublicOrder]]) -> bool:
        """Ask until answered, with growing pauses. False when the watch is over."""
        while await self._ask(question):
            if self.error is None:
                return True
            await self._rest(POLL_PAUSE)
            if self._stopped:
                return False
        return False

    async def _ask(self, question: Callable[[], Awaitable[PublicOrder]]) -> bool:
        """One question; False when the store has answered it with no: asking again would not change that."""
        self.asking = True
        try:
            await question()
        except ShopError as error:
            self.error = error
            self._failures += 1
            if isinstance(error, RateLimited):
                self._barred_until = self._clock() + error.wait
        else:
            self.error, self._failures = None, 0
            view = self.view
            self._asked_late = view is not None and view.by_clock
        finally:
            self.asking = False
            self._asked_at = self._clock()
            self.changed.emit()
        return not isinstance(self.error, NotFound | Refused | Rejected | Conflict)

    def _say(self, error: ShopError) -> None:
        self.error = error
        self.changed.emit()

    async def _fetch(self) -> PublicOrder:
        return await self._shop.orders.fetch(self._slug)

    async def _create(self) -> PublicOrder:
        return await self._shop.orders.create_payment(self._slug)

    # The time between two questions

    async def _rest(self, usual: float | None) -> None:
        """Until the next question is due, counted from the last one; with `usual` None until the payment expires.

        Ends early when the watch is stopped, and when the payment expires while all goes well.
        """
        begun = self._clock()
        while not self._stopped:
            due = float("inf")
            if usual is not None:
                due = max(begun, self._asked_at) + self._pause(usual) - self._clock()
            if due <= _AT_ONCE:
                return
            view = self._open()
            expires = view.expires_at if view is not None else None
            left = (expires - self._now()).total_seconds() if expires is not None else due
            if view is None and usual is None:
                return
            await self._slept(max(min(due, left, _LOOK_AT_THE_CLOCK), 0))
            if expires is not None and self._now() >= expires:
                self.changed.emit()
                if self.error is None:
                    return

    def _pause(self, usual: float) -> float:
        """Seconds between two questions: longer with each failure, and at least what the store asked for."""
        if usual == POLL_PAUSE and self._unfocused:
            usual = UNFOCUSED_PAUSE
        if self.error is None:
            return usual
        asked = self.error.wait if isinstance(self.error, RateLimited) else 0.0
        return max(asked, usual, min(POLL_PAUSE * (1 << min(self._failures - 1, 10)), LONGEST_PAUSE))

    async def _slept(self, seconds: float) -> None:
        """That long, or until woken."""
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        waking = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait((sleeping, waking), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waking.cancel()
            self._wake.clear()

    def _open(self) -> PaymentView | None:
        """The view while there is something to pay and somebody who looks."""
        view = self.view
        return view if view is not None and view.ended is None and not self._stopped else None

    def _open_and_waiting(self) -> bool:
        view = self._open()
        return view is not None and view.waiting_for_info
