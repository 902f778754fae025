"""Placing an order exactly once, finding out what became of it, and the orders placed here (NOTES sections 7 and 8)."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.api.errors import Conflict, Refused, Rejected, ShopError, SignedOut
from app.i18n import _
from app.records import AttemptState, OrderAttempt, PlacedOrder
from app.services.finding_out import look_for
from app.services.identity import account_digest
from app.services.once import Once
from app.services.own_orders import OwnOrders
from app.services.placing import (
    PlacingLock,
    cart_digest,
    found_order,
    is_open,
    known_better,
    line_words,
    meaning,
    placed_order,
)
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.bodies import Json
    from app.services.shop import Shop

DISK = "disk"
"""The reason of an attempt that was not sent because it could not be noted first."""


class OrderService:
    """Owns the state machine `draft -> submitting -> placed | rejected | unknown`.

    In `submitting` and `unknown` every trigger is inert. The attempt is on disk before the request leaves and
    `secret_slug` is on disk before anyone hears of success.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.attempt: OrderAttempt | None = None
        """The newest attempt that still matters: submitting, unknown and not dismissed, or just ended."""
        self.error: ShopError | None = None
        """Why the newest attempt was rejected or is unknown; None after a restart."""
        self.known: dict[str, PublicOrder] = {}
        """The freshest reply for each secret slug seen in this run."""
        self.changed = Signal()
        self.patience = 1.0
        """Seconds between two looks at an attempt that another process is sending."""
        self._lock = PlacingLock(shop.session.folder)
        self._watcher: asyncio.Task[None] | None = None
        self.own = OwnOrders(shop)
        """Those of the account beside those made here."""
        self.clock: Callable[[], float] = time.monotonic
        """Seconds, for `age`."""
        self._seen_at: dict[str, float] = {}
        self._changes: dict[str, int] = {}
        self._buyers = 0
        """Counts how often another buyer began."""
        # A question may wait long for its turn: one nobody waits for must not be asked then.
        self._fetches: Once[str, PublicOrder] = Once(keep=0, give_up=True)
        self._payments: Once[str, PublicOrder] = Once(keep=0, give_up=True)

    @property
    def placed(self) -> list[PlacedOrder]:
        """Orders made on this machine, newest first."""
        return self._shop.session.orders

    @property
    def can_place(self) -> bool:
        """False while an attempt is submitting or unknown (and not dismissed)."""
        return not any(is_open(attempt) for attempt in self._shop.session.attempts)

    def restore(self) -> None:
        """Read attempts from the session; one left `submitting` by a killed process becomes `unknown`."""
        if any(attempt.state == "submitting" for attempt in self._shop.session.attempts):
            self._look_after_strays()
        self._adopt()

    def rejection(self) -> str:
        """Why the order was not taken, in words for the buyer; empty when it was not rejected."""
        if self.attempt is None or self.attempt.state != "rejected":
            return ""
        if self.attempt.reason == DISK:
            return _(
                "Nothing can be saved on this machine, so the order was not sent. Free some space and try again."
            )
        if _asked_who(self.error) and self._shop.auth.signed_in:
            return _("Your sign-in had to be renewed first. Please place the order once more.")
        if self.error is None:
            return _("Please check what you filled in and try again.")
        from app.wording import explain

        words = explain(self.error)
        return f"{words.title} {words.advice}" + (f"\n{words.detail}" if words.detail else "")

    def place(self) -> bool:
        """Start placing the draft's order in a task owned here. False, and nothing happens, when it must not be.

        Watch `changed` and `attempt.state`; on `placed` `attempt.secret_slug` names the order. An attempt that could
        not be noted on disk ends `rejected` with the reason `disk`, and nothing is sent.
        """
        checkout = self._shop.checkout
        if not self.can_place or checkout.missing():
            return False
        signed_in = self._shop.auth.signed_in
        attempt = OrderAttempt(
            id=uuid.uuid4().hex,
            state="submitting",
            started_at=datetime.now(UTC).isoformat(timespec="seconds"),
            email=self._shop.auth.email if signed_in else checkout.draft.email.strip(),
            total=checkout.total,
            lines=line_words(checkout.lines),
            from_cart=not checkout.direct,
            cart="" if checkout.direct else cart_digest(self._shop.session.guest_token),
            account=account_digest(self._shop.auth.email) if signed_in else "",
        )
        body = checkout.order_body()
        try:
            if not self._lock.take() or self._others_are_open():
                self._lock.release()
                self._look_again()
                return False
            self._shop.session.save_attempt(attempt)
        except OSError:
            self._lock.release()
            attempt.state, attempt.reason = "rejected", DISK
            self.attempt, self.error = attempt, None
            self.changed.emit()
            return False
        self.attempt, self.error = attempt, None
        self._shop.count(lambda tracking: tracking.ordering(attempt.id))
        self._shop.spawn(lambda: self._submit(attempt, body, signed_in=signed_in), "place order")
        self.changed.emit()
        return True

    async def find_out(self) -> None:
        """For `unknown`: find the order, or note in the attempt what can be known of it. Raises ShopError."""
        self._look_again()
        attempt = self.attempt
        if attempt is not None and attempt.state == "unknown":
            order = await look_for(self._shop, attempt)
            if order is not None and self.attempt is attempt:
                self._placed(attempt, order)
                return
            self._note(attempt)
        self.changed.emit()

    def begin_again(self) -> None:
        """Another buyer: what the one before ordered as a customer is not known here any more."""
        kept = self._shop.session.order_slugs
        self._buyers += 1
        self.known = {slug: order for slug, order in self.known.items() if slug in kept}
        self.attempt = self.error = None
        self._adopt()
        self.changed.emit()

    def dismiss(self) -> None:
        """The buyer has read about the outcome and takes it from there: ordering is possible again."""
        attempt = self.attempt
        if attempt is None or attempt.state == "submitting":
            return
        attempt.dismissed = True
        self._note(attempt)
        self.attempt = self.error = None
        self._adopt()
        self.changed.emit()

    def is_kept(self, secret_slug: str) -> bool:
        """The order stands in `placed`: made here, or kept by `keep`."""
        return any(placed.secret_slug == secret_slug for placed in self.placed)

    def keep(self, secret_slug: str) -> None:
        """Put an order known by its link among those placed here. In a private session it lasts as long as that."""
        order = self.known.get(secret_slug)
        if order is not None and not self.is_kept(secret_slug):
            kept, auth = found_order(order), self._shop.auth
            kept.account = account_digest(auth.email) if auth.signed_in else ""  # gone when they sign out
            self._shop.session.save_order(kept)
            self.changed.emit()

    def age(self, secret_slug: str) -> float | None:
        """Seconds since the store last said how this order is; None when it has not in this run."""
        seen = self._seen_at.get(secret_slug)
        return self.clock() - seen if seen is not None else None

    async def fetch(self, secret_slug: str) -> PublicOrder:
        """The order as it is now; also updates what is kept of it here. Raises ShopError."""

        async def ask() -> PublicOrder:
            before = self.standing(secret_slug)
            order = await (await self._shop.client()).order(secret_slug)
            if before != self.standing(secret_slug):
                return self.known.get(secret_slug, order)
            return self.learned(secret_slug, order)

        return await self._fetches.get(secret_slug, ask, fresh=True)

    async def create_payment(self, secret_slug: str) -> PublicOrder:
        """Create or reuse the payment. One at a time per order. Raises ShopError."""

        async def ask() -> PublicOrder:
            buyer = self._buyers
            order = await (await self._shop.client()).create_payment(secret_slug)
            return self.written(secret_slug, order) if buyer == self._buyers else order

        return await self._payments.get(secret_slug, ask, fresh=True)

    # The one request that is never sent twice

    async def _submit(self, attempt: OrderAttempt, body: Json, *, signed_in: bool) -> None:
        """Send it, once, and write down what came of it; every way out of here does."""
        sent = False
        try:
            desk = await self._shop.desk()
            if desk.signed_in != signed_in:
                raise SignedOut  # what is asked for was agreed to as someone else
            sent = True
            order = await desk.checkout(body, direct=not attempt.from_cart)
        except BaseException as error:
            state, reason = meaning(error)
            self._failed(attempt, state if sent else "rejected", reason, error)
            if not isinstance(error, Exception):
                raise
        else:
            if order.secret_slug:
                self._placed(attempt, order)
            else:
                self._failed(attempt, "unknown", "broken_reply", None)

    def _placed(self, attempt: OrderAttempt, order: PublicOrder) -> None:
        self._shop.session.save_order(placed_order(order, attempt))
        self.known[order.secret_slug] = order
        self._seen_at[order.secret_slug] = self.clock()
        attempt.secret_slug = order.secret_slug
        self._close_attempt(attempt, "placed", "")
        self._shop.count(lambda tracking: tracking.ordered(attempt.id, order))
        try:
            self._shop.checkout.finished()
            if attempt.from_cart:
                self._shop.cart.emptied()
            else:
                self._shop.cart.forget_snapshots()
        finally:
            self.changed.emit()

    def _failed(
        self, attempt: OrderAttempt, state: AttemptState, reason: str, error: BaseException | None
    ) -> None:
        self._close_attempt(attempt, state, reason)
        self.error = error if isinstance(error, ShopError) else None
        if isinstance(error, Rejected | Conflict):
            self._shop.checkout.rejected(error.fields if isinstance(error, Rejected) else {})
            if attempt.from_cart:
                self._shop.spawn(lambda: self._shop.cart.refresh(fresh=True), "refresh cart", wait=False)
        self.changed.emit()

    def _close_attempt(self, attempt: OrderAttempt, state: AttemptState, reason: str) -> None:
        attempt.state, attempt.reason = state, reason
        self._note(attempt)
        self._lock.release()
        self.attempt, self.error = attempt, None

    def _note(self, attempt: OrderAttempt) -> None:
        """On disk if the disk lets us: what is not there is `submitting`, which the next start takes for unknown."""
        with contextlib.suppress(OSError):
            self._shop.session.save_attempt(attempt)

    # Attempts of others

    def _others_are_open(self) -> bool:
        """Another process may have been placing until a moment ago."""
        self._shop.session.reload_orders()
        return not self.can_place

    def _look_again(self) -> None:
        self._shop.session.reload_orders()
        self._look_after_strays()
        self._adopt()
        self.changed.emit()

    def _adopt(self) -> None:
        """Take up the newest attempt whose outcome the buyer still has to know."""
        mine = self.attempt
        if mine is not None and mine.state == "submitting" and self._lock.held:
            return
        still_open = next((attempt for attempt in self._shop.session.attempts if is_open(attempt)), None)
        if still_open is not None:
            self.attempt = still_open
        elif mine is not None and is_open(mine):
            # It was open when last seen; how it ended is what the disk says now.
            self.attempt = next((a for a in self._shop.session.attempts if a.id == mine.id), None)

    def _look_after_strays(self) -> None:
        """Attempts `submitting` on disk: unknown when nobody holds the lock any more, else watched until they end."""
        strays = [a for a in self._shop.session.attempts if a.state == "submitting"]
        if not strays or self._lock.held:
            return
        try:
            gone = self._lock.take()
        except OSError:
            gone = True
        if not gone:
            self._watch_other()
            return
        for attempt in strays:
            attempt.state, attempt.reason = "unknown", "killed"
            self._note(attempt)
        self._lock.release()

    def _watch_other(self) -> None:
        with contextlib.suppress(RuntimeError):  # no loop yet: the next question about it looks again
            asyncio.get_running_loop()
            if self._watcher is None or self._watcher.done():
                self._watcher = self._shop.spawn(self._wait_for_other, "order of another window", wait=False)

    async def _wait_for_other(self) -> None:
        """Look now and then until the process that is sending an order is done or dead."""
        while True:
            await asyncio.sleep(self.patience)
            self._look_again()
            if not any(attempt.state == "submitting" for attempt in self._shop.session.attempts):
                return

    def learned(self, secret_slug: str, order: PublicOrder) -> PublicOrder:
        """Keep a reply, and on disk what changed of an order made here."""
        self._seen_at[secret_slug] = self.clock()
        return self.heard(secret_slug, order)

    def written(self, secret_slug: str, order: PublicOrder) -> PublicOrder:
        """The same, of the answer to a change: nothing asked before it came is believed any more, or joined."""
        self._changes[secret_slug] = self._changes.get(secret_slug, 0) + 1
        self._fetches.forget(secret_slug)
        return self.learned(secret_slug, order)

    def standing(self, secret_slug: str) -> object:
        """Equal before and after a question whose answer still counts: nothing was changed, and nobody signed out."""
        return self._buyers, self._changes.get(secret_slug, 0)

    def heard(self, secret_slug: str, order: PublicOrder) -> PublicOrder:
        """The same, of something that is not the whole public order: `age` does not count from it."""
        self.known[secret_slug] = order
        kept = next((placed for placed in self.placed if placed.secret_slug == secret_slug), None)
        if kept is not None and (better := known_better(kept, order)) != kept:
            stored = self._shop.session.stored_order(secret_slug)
            if stored is not None:
                better.proof = stored.proof  # another window may be sending one
            self._shop.session.save_order(better)
        self._shop.count(lambda tracking: tracking.order_seen(order))
        self.changed.emit()
        return order


def _asked_who(error: ShopError | None) -> bool:
    """The bearer was refused and has been renewed since; an order is not sent again for that."""
    return isinstance(error, Refused) and not isinstance(error, SignedOut) and error.status == 401
