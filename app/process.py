"""How the process ends when it is told to: SIGTERM, SIGHUP, or a terminal that has gone.

Left alone, all three kill a Textual app with the terminal in disarray, or leave an orphan that spins. Here each ends
the app as leaving does; what does not end in time is ended. State needs no last-moment save: it is saved on change.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys

TYPE_CHECKING = False  # as in typing: the launch frame waits for what is imported here
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Protocol

    class Leaving(Protocol):
        """What is asked of the app: to leave, with a status for the shell."""

        def exit(self, result: None = None, return_code: int = 0) -> None: ...


GRACE = 1.5
"""Seconds an orderly end may take; the bar is 2."""
HANGUP_STATUS = 129

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def guard(restore: Callable[[], None]) -> Iterator[None]:
    """While Textual is not there yet: a signal first gives the terminal back with `restore`, then ends the process."""

    def end(number: int, _frame: FrameType | None) -> None:
        restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = {number: signal.signal(number, end) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            # An inherited "ignore" (nohup) is not put back: an orphan that ignores SIGHUP never ends.
            signal.signal(number, signal.SIG_DFL if handler is signal.SIG_IGN else handler)


def install(app: Leaving, restore: Callable[[], None] | None = None) -> Callable[[], None]:
    """From now on, in a running loop: signals and a closed terminal make `app` exit, within `GRACE` seconds.

    `restore` gives the terminal back when the app has to be cut short. Outside the main thread only the terminal is
    watched. Gives what ends all this once the app has ended and the process goes on.
    """
    import asyncio
    import threading

    loop = asyncio.get_running_loop()
    begun = threading.Event()

    def leave(status: int) -> None:
        if begun.is_set():
            return
        begun.set()
        last = threading.Timer(GRACE, _cut_short, (status, restore))
        last.daemon = True
        last.start()
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(app.exit, None, status)

    def on_signal(number: int, _frame: FrameType | None) -> None:
        leave(128 + number)

    before = {}
    for number in _SIGNALS:
        with contextlib.suppress(ValueError):
            before[number] = signal.signal(number, on_signal)
    end_waking = _woken_by_signals(loop)
    end_watch = _watch_terminal(lambda: leave(HANGUP_STATUS))

    def let_go() -> None:
        end_watch()
        end_waking()
        for number, handler in before.items():
            signal.signal(number, handler)
        for name in ("SIGTSTP", "SIGCONT"):  # Textual's, which never lets go of them
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_DFL)

    return let_go


def _woken_by_signals(loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
    """No signal waits for the next key: one that comes just as the loop goes to sleep would not wake it.

    What it is for, another size of the terminal above all, would stay undone until something else happens. Gives what
    ends it.
    """
    if sys.platform == "win32":
        return lambda: None
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    try:
        before = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    except ValueError:  # outside the main thread, which alone is told of signals
        os.close(woken)
        os.close(wake)
        return lambda: None
    loop.add_reader(woken, os.read, woken, 4096)

    def end() -> None:
        signal.set_wakeup_fd(before)
        loop.remove_reader(woken)
        os.close(woken)
        os.close(wake)

    return end


def _watch_terminal(gone: Callable[[], None]) -> Callable[[], None]:
    """Call `gone` when the terminal hangs up: a thread that sleeps in the kernel until then, no polling.

    Gives what ends it.
    """
    import select
    import threading

    try:
        descriptor = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
        if not hasattr(select, "poll") or not os.isatty(descriptor):
            return lambda: None
    except (OSError, ValueError):
        return lambda: None
    poller = select.poll()
    # No event is asked for: hang-up and error are reported all the same, keys are not.
    poller.register(descriptor, 0)
    woken, wake = os.pipe()
    poller.register(woken, select.POLLIN)

    def wait() -> None:
        with contextlib.suppress(OSError):
            happened = dict(poller.poll())
            if woken not in happened and any(
                event & (select.POLLHUP | select.POLLERR) for event in happened.values()
            ):
                gone()

    watch = threading.Thread(target=wait, name="terminal-watch", daemon=True)
    watch.start()

    def end() -> None:
        os.write(wake, b".")
        watch.join()
        os.close(wake)
        os.close(woken)

    return end


def _cut_short(status: int, restore: Callable[[], None] | None) -> None:
    import threading

    # Writing to a terminal that takes nothing any more may block: then without it.
    last = threading.Timer(0.3, os._exit, (status,))
    last.daemon = True
    last.start()
    if restore is not None:
        restore()
    os._exit(status)
