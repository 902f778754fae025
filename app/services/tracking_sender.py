"""Sending what is in the queue, behind the buyer's back: one process at a time, one request at a time, with patience."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from app.api.errors import RateLimited, ServerFault, ShopError, Unreachable
from app.services.placing import PlacingLock

if TYPE_CHECKING:
    from app.event_config import EventConfig, Relay
    from app.services.shop import Shop
    from app.services.tracking_queue import Entry, EventQueue

LOCK = "events.lock"
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
OTHERS_TURN = 30.0
"""Seconds between two looks whether the process that sends is still there."""


class EventSender:
    """`run` sends until nothing is left.

    A relay that does not answer is left alone for longer and longer, the others are not. Rather not told at all than
    twice: what may have arrived does not go again, not even in the next run. What did not leave, or had a relay say
    that it failed, does; an answer that is no (4xx) ends it.
    """

    def __init__(
        self,
        shop: Shop,
        config: EventConfig,
        queue: EventQueue,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._shop = shop
        self._config = config
        self._queue = queue
        self._sleep = sleep
        self._clock = clock
        self._jitter = jitter
        self._wake = asyncio.Event()
        self._failures: dict[Relay, int] = {}
        self._not_before: dict[Relay, float] = {}
        self._tries: dict[str, int] = {}

    def more(self) -> None:
        """There is something new."""
        self._wake.set()

    async def run(self) -> None:
        """Never raises but for being cancelled; what has not gone by then stays for the next run."""
        lock = PlacingLock(self._shop.session.folder, LOCK)
        try:
            while not _taken(lock):
                await self._slept(OTHERS_TURN)
            self._queue.taken_over()
            while entries := self._waiting():
                entry = self._next(entries)
                if entry is None:
                    soonest = min(self._not_before[one.relay] for one in entries)
                    await self._slept(soonest - self._clock())
                else:
                    await self._send(entry)
        finally:
            lock.release()

    def _waiting(self) -> list[Entry]:
        """What is to be sent, without what the store no longer wants told; nothing for a buyer who wants none of it."""
        if self._shop.tracking is None:
            self._shop.session.forget_events()
            return []
        kept = []
        for entry in self._queue.entries():
            if entry.relay in self._config.relays:
                kept.append(entry)
            else:
                self._queue.remove(entry)
        return kept

    def _next(self, entries: list[Entry]) -> Entry | None:
        """The one tried least among those whose relay may be asked now: one that always fails stops no other."""
        now = self._clock()
        ready = [one for one in entries if self._not_before.get(one.relay, 0.0) <= now]
        return min(ready, key=lambda one: self._tries.get(one.name, 0), default=None)

    async def _send(self, entry: Entry) -> None:
        """Once; whatever comes of it is seen to here."""
        self._tries[entry.name] = self._tries.get(entry.name, 0) + 1
        try:
            client = await self._shop.client()
            from app.api.analytics import send_events

            if not self._queue.leaves(entry):
                self._later(entry.relay, None)
                return
            await send_events(client, entry.relay, entry.body)
        except ShopError as error:
            if _worth_another(error, entry.relay):
                self._queue.stays(entry)
            else:
                self._done(entry)
            self._later(entry.relay, error)
        else:
            self._failures.pop(entry.relay, None)
            self._done(entry)

    def _done(self, entry: Entry) -> None:
        self._queue.remove(entry)
        self._tries.pop(entry.name, None)

    def _later(self, relay: Relay, error: ShopError | None) -> None:
        """Let this relay rest, all of them when the store asks for it; a plain no costs nobody any time."""
        if error is not None and not isinstance(error, Unreachable | ServerFault | RateLimited):
            return
        failures = self._failures.get(relay, 0)
        self._failures[relay] = failures + 1
        pause = min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE) * (0.75 + self._jitter() / 2)
        resting: tuple[Relay, ...] = (relay,)
        if isinstance(error, RateLimited):
            pause, resting = max(pause, error.wait), self._config.relays
        until = self._clock() + pause
        for one in resting:
            self._not_before[one] = max(until, self._not_before.get(one, 0.0))

    async def _slept(self, seconds: float) -> None:
        """That long, or until there is something new."""
        self._wake.clear()
        sleeping = asyncio.ensure_future(self._sleep(max(seconds, 0.0)))
        waking = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait((sleeping, waking), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in (sleeping, waking):
                one.cancel()
            # Not awaited one by one: that they are cancelled and that this is would look the same.
            await asyncio.wait((sleeping, waking))


def _taken(lock: PlacingLock) -> bool:
    try:
        return lock.take()
    except OSError:
        return False


def _worth_another(error: ShopError, relay: Relay) -> bool:
    """Whether it goes again. Meta and TikTok know by its id what they took before they failed, SnackVideo does not."""
    if isinstance(error, Unreachable):
        return not error.sent
    return isinstance(error, RateLimited) or (
        isinstance(error, ServerFault) and error.status >= 500 and relay != "snackvideo"
    )
