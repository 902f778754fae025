"""A customer's subscriptions: lists, single ones, and what is changed about them (NOTES section 12)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING

from app.api.errors import BrokenReply, Conflict, NotFound, Rejected, ShopError
from app.services.once import Once
from app.services.paged import Paged
from app.services.subscription_change import Change, Step, happened, lost
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription, VariantOption
    from app.api.pages import Page
    from app.api.subscriptions import SubscriptionClient
    from app.services.shop import Shop

STATUSES = ("", "active", "unactivated", "canceled", "expired", "failed")
"""What a list can be of; the first is all."""


class SubscriptionService:
    """Nothing of it is ever written to disk. A reply that comes after its customer has left changes nothing here.

    Each subscription has one change at a time, sent once; while it runs, and while its outcome is not known, nothing
    else is asked for.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.changed = Signal()
        self.known: dict[str, Subscription] = {}
        """Those asked for one by one, by id, as they were told last."""
        self.changes: dict[str, Change] = {}
        """The last change of each, by id, until it has been read."""
        self.offered: dict[int, VariantOption] = {}
        """What items could be changed to, by id: a change that waits names nothing else."""
        self._lists: dict[str, Paged[Subscription]] = {}
        self._reads: Once[str, Subscription] = Once(keep=0)
        self._writes: dict[str, int] = {}
        """How many changes of each were begun or have ended: what was asked before that is old."""
        self._life = 0
        """Counts how often all was forgotten."""

    def listed(self, status: str = "") -> Paged[Subscription]:
        """Those of a status, newest first."""
        if status not in self._lists:
            self._lists[status] = Paged(partial(self._pages, status), self._tell)
        return self._lists[status]

    def find(self, subscription_id: str) -> Subscription | None:
        """As known: alone, else as a row of a list, which says less."""
        rows = (row for listed in self._lists.values() for row in listed.rows if row.id == subscription_id)
        return self.known.get(subscription_id) or next(rows, None)

    def inert(self, subscription_id: str) -> bool:
        """A change of it runs, or its outcome is not known."""
        change = self.changes.get(subscription_id)
        return change is not None and change.under_way

    async def fetch(self, subscription_id: str) -> Subscription:
        """As it is now; this also settles a change whose outcome is not known. Raises ShopError."""
        life, writes = self._life, self._writes.get(subscription_id, 0)

        async def ask() -> Subscription:
            return await (await self._client()).subscription(subscription_id)

        now = await self._reads.get(f"{subscription_id} {writes}", ask, fresh=True)
        if life == self._life and writes == self._writes.get(subscription_id, 0):
            change = self.changes.get(subscription_id)
            if change is not None and change.state == "unknown":
                self._settle(change, now)
            self._learned(now)
        return now

    async def options(self, step: Step, item_id: str) -> list[VariantOption]:
        """What an item can be changed to, each once, as the store offers it now. Raises ShopError."""
        life = self._life
        client = await self._client()
        offered = await (client.upgrades(item_id) if step == "upgrade" else client.downgrades(item_id))
        options = {option.id: option for option in offered}
        if life == self._life:
            self.offered |= options
        return list(options.values())

    async def order_slug(self, order_id: str) -> str:
        """The handle of an order that belongs to a subscription; what is known of it can be shown. Raises ShopError."""
        life = self._life
        order = await (await self._shop.auth.customer()).order(order_id)
        if not order.secret_slug:
            raise NotFound
        if life == self._life:
            self._shop.orders.own.learned(order)
        return order.secret_slug

    def cancel(self, subscription_id: str) -> bool:
        """End it with its period. False, and nothing is sent, while a change of it is under way."""
        return self._start(subscription_id, Change("cancel"))

    def resume(self, subscription_id: str) -> bool:
        """Let it go on after all. False as for `cancel`."""
        return self._start(subscription_id, Change("resume"))

    def step(self, subscription_id: str, step: Step, item_id: str, variant: VariantOption) -> bool:
        """Change an item to one of its `options`. False as for `cancel`."""
        return self._start(subscription_id, Change(step, item_id, variant))

    def read(self, subscription_id: str) -> None:
        """The buyer has seen what became of the last change."""
        if subscription_id in self.changes and not self.inert(subscription_id):
            del self.changes[subscription_id]
            self.changed.emit()

    def forget(self) -> None:
        """Nobody is signed in any more: nothing of them stays in memory."""
        self._life += 1
        for listed in self._lists.values():
            listed.forget()
        self._lists, self.known, self.changes, self._writes, self.offered = {}, {}, {}, {}, {}
        self._reads = Once(keep=0)
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    async def _client(self) -> SubscriptionClient:
        from app.api.subscriptions import SubscriptionClient

        return SubscriptionClient.beside(await self._shop.auth.customer())

    async def _pages(self, status: str, cursor: str | None) -> AsyncIterator[Page[Subscription]]:
        return (await self._client()).subscriptions(status=status, start=cursor)

    # Changes

    def _start(self, subscription_id: str, change: Change) -> bool:
        if self.inert(subscription_id):
            return False
        change.before = self.find(subscription_id)
        self.changes[subscription_id] = change
        self._count(subscription_id)
        self._shop.spawn(lambda: self._run(subscription_id, change), f"{change.kind} subscription")
        self.changed.emit()
        return True

    def _count(self, subscription_id: str) -> None:
        self._writes[subscription_id] = self._writes.get(subscription_id, 0) + 1

    async def _run(self, subscription_id: str, change: Change) -> None:
        life = self._life
        try:
            now = await self._send(subscription_id, change)
            if now.id != subscription_id:
                raise BrokenReply
        except ShopError as error:
            if life == self._life:
                await self._went_wrong(subscription_id, change, error)
            return
        if life != self._life:
            return
        self._count(subscription_id)
        asked_for_ending = change.kind in ("cancel", "resume")
        change.state = "not_done" if asked_for_ending and not happened(change, now) else "done"
        self._learned(now)

    async def _send(self, subscription_id: str, change: Change) -> Subscription:
        client = await self._client()
        match change.kind, change.variant:
            case "cancel", _:
                return await client.cancel(subscription_id)
            case "upgrade", variant if variant is not None:
                return await client.upgrade(change.item_id, variant.id)
            case "downgrade", variant if variant is not None:
                return await client.downgrade(change.item_id, variant.id)
            case _:
                return await client.resume(subscription_id)

    async def _went_wrong(self, subscription_id: str, change: Change, error: ShopError) -> None:
        """The store did not take it: say so. Its answer was lost: look how the subscription is now."""
        may_have_happened = lost(error)
        change.error = error
        change.state = "checking" if may_have_happened else "failed"
        self.changed.emit()
        if not may_have_happened and not isinstance(error, Rejected | Conflict | NotFound):
            self._count(subscription_id)
            return
        life = self._life
        try:
            now = await (await self._client()).subscription(subscription_id)
        except ShopError as failure:
            if life == self._life:
                if may_have_happened:
                    change.state, change.error = "unknown", failure
                self._count(subscription_id)
                self.changed.emit()
            return
        if life != self._life:
            return
        self._count(subscription_id)
        if may_have_happened:
            self._settle(change, now)
        elif isinstance(
            error, NotFound
        ):  # it is there: what cannot be done to it as it is now is refused so as well
            change.error = Conflict(error.detail)
        self._learned(now)

    def _settle(self, change: Change, now: Subscription) -> None:
        change.state = "done" if happened(change, now) else "not_done"
        change.error = None

    def _learned(self, now: Subscription) -> None:
        """A subscription as it is now, wherever it is shown."""
        self.known[now.id] = now
        for status, listed in self._lists.items():
            fits = status in ("", now.status)
            listed.rows = [
                now if row.id == now.id else row for row in listed.rows if row.id != now.id or fits
            ]
        self.changed.emit()
