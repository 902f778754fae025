"""When an app in a test has nothing left to do: known from its event loop, not guessed from the clock.

Textual's own ways send every widget on screen a message and watch how busy the processor is: most of a test's time,
and on a busy machine no answer.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from textual.app import App, ScreenError
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout

SOON = 0.02
"""Seconds: longer than a screen waits to be drawn. What is to happen within them is waited for."""
LONGEST = 1.0
"""Seconds until something that never rests is left to itself."""
LOOKS = 3
"""Turns of the loop in a row without anything to do: what was sent to a socket here is read in the next one."""
PATIENCE = 30.0


async def at_rest(app: App[Any], _at_least: float = 0.0) -> None:
    """In place of `wait_for_idle`: until nothing is ready to run, due soon or under way in a thread, and all is drawn;
    at most a second."""
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + LONGEST
    quiet = 0
    while quiet < LOOKS and monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready or _drawn(app):
            quiet = 0
        elif (pause := _pause(loop, app)) is not None:
            quiet = 0
            await asyncio.sleep(pause)
        else:
            quiet += 1


def _drawn(app: App[Any]) -> bool:
    """Draw what is to be drawn now rather than at the next sixtieth of a second; whether there was anything."""
    screen: Any = app._screen_stack[-1] if app._running and app._screen_stack else None
    if screen is None or not screen.is_running or not screen._update_timer._active.is_set():
        return False
    screen._on_timer_update()
    return True


def _pause(loop: Any, app: App[Any]) -> float | None:
    """Seconds until there may be something to do, None when nothing is to come."""
    timers = [screen._update_timer for screen in app._screen_stack]
    tasks: list[Any] = [timer._task for timer in timers if timer._task and not timer._active.is_set()]
    idle = [task._fut_waiter for task in tasks]
    now: float = loop.time()
    due: list[float] = [
        one._when
        for one in loop._scheduled
        if one._when < now + SOON and not one._cancelled and not (one._args and one._args[0] in idle)
    ]
    if due:
        return max(0.0, min(due) - now)
    threads: ThreadPoolExecutor | None = loop._default_executor
    if threads is None or threads._idle_semaphore._value >= len(threads._threads):
        return None
    return 0.001


async def taken_in(pilot: Pilot[None], timeout: float = PATIENCE) -> bool:
    """In place of `Pilot._wait_for_screen`: only who is not waiting for a message is asked to say when it is.

    Raises WaitForScreenTimeout.
    """
    app: Any = pilot.app
    try:
        pumps: list[Any] = [app, *app.screen.walk_children(with_self=True)]
    except ScreenError:
        return False
    all_done = asyncio.Event()

    def done() -> None:
        asked.pop()
        if not asked:
            all_done.set()

    asked = [pump for pump in pumps if not _waits(pump) and pump.call_later(done)]
    if not asked:
        return True
    ends = [asyncio.ensure_future(all_done.wait()), asyncio.ensure_future(app._exception_event.wait())]
    try:
        ended, _pending = await asyncio.wait(ends, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for end in ends:
            end.cancel()
    if not ended:
        raise WaitForScreenTimeout("a widget does not come to its messages")
    return not asked


def _waits(pump: MessagePump) -> bool:
    """Whether all it was sent is done: its task stands at the empty queue."""
    queue: Any = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)
