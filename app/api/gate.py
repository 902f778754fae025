"""When to send: the gate a 429 closes for the whole client, and which failures are worth another try."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from app.api.errors import ServerFault, ShopError, Unreachable
from app.api.reply import Reply

Sleep = Callable[[float], Awaitable[object]]

UNKNOWN_PAUSE = 10.0
"""Seconds to pause when a 429 does not say."""
LONGEST_PAUSE = 120.0
SHORTEST_PAUSE = 1.0


def pause_asked(reply: Reply, now: float) -> float:
    """How many seconds a 429 asks to stay away: until X-Ratelimit-Reset by the store's own clock (NOTES
    section 14).

    `now`: our clock in Unix seconds, used when the reply carries no Date. Always between SHORTEST_PAUSE and
    LONGEST_PAUSE.
    """
    here = _date(reply.header("Date")) or now
    pause = UNKNOWN_PAUSE
    reset = _number(reply.header("X-Ratelimit-Reset"))
    after = reply.header("Retry-After")
    if reset is not None:
        # A value that small is no moment of this century but a duration.
        pause = reset - here if reset > 1e9 else reset
    elif after is not None:
        moment = _date(after)
        seconds = _number(after) if moment is None else moment - here
        pause = UNKNOWN_PAUSE if seconds is None else seconds
    return min(max(pause, SHORTEST_PAUSE), LONGEST_PAUSE)


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None  # also false for nan


def _date(text: str | None) -> float | None:
    try:
        return parsedate_to_datetime(text or "").timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


class Gate:
    """Open, or closed until a moment; everyone who wants to send waits here meanwhile.

    `on_wait(seconds)` is called when it closes or its closing is prolonged, `on_wait(0)` when it opens again.
    Waiting holds nothing: a caller that is cancelled leaves the gate as it was.
    """

    def __init__(
        self,
        on_wait: Callable[[float], None] | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._on_wait = on_wait or (lambda _: None)
        self._clock = clock
        self._sleep = sleep
        self._until = 0.0
        self._open = asyncio.Event()
        self._open.set()
        self._opening: asyncio.Task[None] | None = None

    async def passed(self) -> None:
        """Returns when requests may be sent."""
        await self._open.wait()

    def shut(self, seconds: float) -> None:
        """Close for `seconds` from now, unless it is already closed for longer."""
        until = self._clock() + seconds
        if self._opening is not None and until <= self._until + 0.5:
            return
        self._until = until
        self._open.clear()
        self._on_wait(seconds)
        if self._opening is None:
            self._opening = asyncio.create_task(self._open_later(), name="rate limit")

    async def _open_later(self) -> None:
        while (left := self._until - self._clock()) > 0:
            await self._sleep(left)
        self._opening = None
        self._open.set()
        self._on_wait(0)

    def dispose(self) -> None:
        """Open for good, for the end of the client: whoever waits goes on and finds the transport closed."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        self._open.set()


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Which failures of a repeatable call are tried again, and after how long.

    Worth it: no answer, or a gateway saying the store is away (502, 503, 504). Not worth it: a certificate
    that does not hold, and 500 or a broken reply, which are answers; sent again the store would only fail
    again. A silence is tried once more only, because each costs the buyer the whole read timeout.
    """

    tries_again: int = 2
    tries_again_after_silence: int = 1
    after_limit: int = 2
    """How often a call is sent again after a 429 …"""
    longest_wait: float = 60.0
    """… and only when the pause is no longer than this."""
    first_delay: float = 0.5
    jitter: Callable[[], float] = random.random

    def again(self, error: ShopError, tries: int) -> bool:
        """Whether a repeatable call that failed so after `tries` earlier repeats is sent once more."""
        if isinstance(error, Unreachable):
            if error.kind == "tls":
                return False
            return tries < (self.tries_again_after_silence if error.kind == "timeout" else self.tries_again)
        return isinstance(error, ServerFault) and error.status in (502, 503, 504) and tries < self.tries_again

    def delay(self, tries: int) -> float:
        """Seconds before repeat number `tries` (from 0): 0.5, 1 … give or take a quarter, so that many do not
        march in step."""
        return float(self.first_delay * 2**tries * (0.75 + self.jitter() / 2))
