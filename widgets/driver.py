"""Textual's terminal driver, fitted to a start that has already drawn the first frame, to thin lines and to shells."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from functools import cached_property
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from app.terminal import MAIN_SCREEN, OTHER_SCREEN
from widgets.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.terminal import Terminal

GLANCE = 0.5
"""Seconds between two looks whether a shop that goes on in the background (`bg`) has its terminal again."""


class ShopDriver(LinuxDriver):
    """Does not switch to the other screen at the start: we are on it, and many terminals would wipe the frame.

    Stopped (SIGTSTP) it gives the terminal back first; continued (SIGCONT) it takes it again and paints everything.
    """

    terminal: Terminal | None = None
    """What holds the terminal as it was before we came."""
    _away = False
    """The terminal is the shell's: nothing is written to it."""
    _ended = False
    _glance: asyncio.TimerHandle | None = None
    _painted: Size | None = None
    """The size of what is written."""

    def write(self, data: str) -> None:
        if self._away or data == OTHER_SCREEN:
            return  # whoever opens the terminal has switched to the other screen
        if data == MAIN_SCREEN and getattr(self._app, "next_store", None) is not None:
            return  # the next store opens in its place
        size = next((screen.outer_size for screen in self._app.screen_stack[-1:]), None)
        if size and size != self._painted:
            # Frames in the old size may still have come after the terminal said that it has another.
            self._shown.forget()
            self._painted = size
        super().write(self._shown.news(data))

    @cached_property
    def _shown(self) -> Shown:
        return Shown()

    # A terminal moves its rows about when its size changes: told of by a signal, or among the keys.

    def start_application_mode(self) -> None:
        self._shown.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Textual asks for the size inside the signal handler. A second signal that interrupts it there is answered
        # first, and the older size is told last and stays.
        signal.signal(signal.SIGWINCH, lambda *_: self._soon(self._tell_size))

    def _tell_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.process_message(Resize(size, size))

    def process_message(self, message: Message) -> None:
        if isinstance(message, Resize):
            self._shown.forget()
        super().process_message(message)

    # Stopped and continued. Textual does both inside the signal handler, wherever that interrupts us, and starts a
    # second reader of keys when it was stopped without a word (SIGSTOP).

    def _sigtstp_application(self, *_: object) -> None:
        self._soon(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(self._continued)

    def _soon(self, what: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_soon_threadsafe(what)

    def _stop(self) -> None:
        if self._ended or self._writer_thread is None:
            return  # a moment later it is over, or has begun
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continued(self) -> None:
        if self._glance is not None:
            self._glance.cancel()
            self._glance = None
        if self._ended or self._writer_thread is None:
            return
        if not self._in_front():
            self._glance = asyncio.get_running_loop().call_later(GLANCE, self._continued)
            return
        self._give_back()
        self._away = False
        if self.terminal is not None:
            self.terminal.open("")
        self.resume_application_mode()
        self._app.refresh(layout=True)

    def _give_back(self) -> None:
        if self._away:
            return
        super().stop_application_mode()
        super().close()
        self._away = True
        if self.terminal is not None:
            self.terminal.close()

    def _in_front(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True  # no shell gives the terminal to one job after the other

    # The end, which may come while the terminal is the shell's.

    def disable_input(self) -> None:
        if not self._away:
            super().disable_input()

    def stop_application_mode(self) -> None:
        self._ended = True
        if not self._away:
            super().stop_application_mode()

    def close(self) -> None:
        if not self._away:
            super().close()
