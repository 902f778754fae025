"""Textual's terminal driver, fitted to a start that has already drawn the first frame."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from app.terminal import OTHER_SCREEN


class ShopDriver(LinuxDriver):
    """Does not switch to the other screen at the start: we are on it, and many terminals would wipe the frame."""

    _switched = False

    def write(self, data: str) -> None:
        if data == OTHER_SCREEN and not self._switched:
            # Coming back from a suspension later (ctrl+z) it has to switch like any other.
            self._switched = True
            return
        super().write(data)
