"""Textual's terminal driver, fitted to a start that has already drawn the first frame and to thin lines."""

from __future__ import annotations

from functools import cached_property

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message

from app.terminal import MAIN_SCREEN, OTHER_SCREEN
from widgets.shown import Shown


class ShopDriver(LinuxDriver):
    """Does not switch to the other screen at the start: we are on it, and many terminals would wipe the frame."""

    _switched = False

    def write(self, data: str) -> None:
        if data == OTHER_SCREEN and not self._switched:
            # Coming back from a suspension later (ctrl+z) it has to switch like any other.
            self._switched = True
            return
        if data == MAIN_SCREEN and getattr(self._app, "next_store", None) is not None:
            return  # the next store opens in its place
        super().write(self._shown.news(data))

    @cached_property
    def _shown(self) -> Shown:
        return Shown()

    # A terminal moves its rows about when its size changes: told of by a signal, or among the keys.

    def _get_terminal_size(self) -> tuple[int, int]:
        self._shown.forget()
        return super()._get_terminal_size()

    def process_message(self, message: Message) -> None:
        if isinstance(message, Resize):
            self._shown.forget()
        super().process_message(message)
