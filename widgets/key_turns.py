"""Keys that come faster than the screen follows: each finds the focus that the one before it left."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen

PATIENCE = 2.0
"""Seconds after which the next key goes on whatever became of the last one: no key is ever stuck."""

_WITHIN = frozenset(("up", "down", "left", "right", "pageup", "pagedown", "backspace", "delete"))
"""Held down, these repeat; a repetition has nothing to wait for."""


class KeyTurns:
    """Between the terminal and the focus.

    Textual gives a key to what has the focus when the key arrives. Over a slow line keys arrive in bursts, and the
    letters after a Tab or an Enter would all still go to the field before it.
    """

    def __init__(self, app: App[None], deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        """`deliver` hands an event to what has the focus."""
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Key | Paste] = deque()
        self._last = ""
        self._trailing = False
        """Repetitions were delivered that nobody has waited for: whatever other key comes next must."""
        self._typed = False
        """Letters were: a key that does not go to the field, because its binding comes first, must wait for them."""
        self._turn: asyncio.Task[None] | None = None

    async def take(self, event: Key | Paste) -> None:
        """Deliver it now, or as soon as the key before it has done its work."""
        self._waiting.append(event)
        if self._turn is None:
            await self._go_on()

    async def _go_on(self) -> None:
        self._turn = None
        while self._waiting:
            event = self._waiting[0]
            before = self._app.focused
            if (self._trailing and not self._repeats(event)) or (self._typed and self._goes_ahead(event)):
                self._trailing = self._typed = False
                self._turn = asyncio.create_task(self._settle(before), name="key turn")
                return
            self._waiting.popleft()
            moves = self._may_move(event)
            await self._deliver(event)
            if moves:
                self._turn = asyncio.create_task(self._settle(before), name="key turn")
                return

    def _repeats(self, event: Key | Paste) -> bool:
        return isinstance(event, Key) and event.key == self._last and event.key in _WITHIN

    def _goes_ahead(self, event: Key | Paste) -> bool:
        """Whether it is answered before what has the focus gets to see it."""
        active = self._app.screen.active_bindings.get(event.key) if isinstance(event, Key) else None
        return active is not None and active.binding.priority

    def _may_move(self, event: Key | Paste) -> bool:
        """Whether what has the focus, or the place in it, may be another once this is handled."""
        if isinstance(event, Paste):
            self._last = ""
            return False
        self._trailing = self._repeats(event)
        self._last = event.key
        focused = self._app.focused
        typed = focused is not None and focused.check_consume_key(event.key, event.character)
        self._typed = typed
        return not (typed or self._trailing)

    async def _settle(self, before: DOMNode | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                # What a key sets off bubbles up from what had the focus, and ends on the screen.
                for node in before.ancestors_with_self if before is not None else [self._app.screen]:
                    if node is not self._app:
                        await _passed(node, node.call_later)
                        await _passed(node, node.call_later)
                # The screen may be another one now or in a moment, and may move the focus after it is laid out.
                settled: Screen[Any] | None = None
                while settled is not self._app.screen:
                    settled = self._app.screen
                    await _passed(settled, settled.call_later)
                    await _passed(settled, settled.call_after_refresh)
        self._app.call_later(self._go_on)


async def _passed(pump: MessagePump, later: Callable[..., bool]) -> None:
    """Until what was waiting before this has been done; no longer than `pump` does anything."""
    done = asyncio.get_running_loop().create_future()
    if later(done.cancel):
        ends = [end for end in (done, pump._task) if end is not None]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
