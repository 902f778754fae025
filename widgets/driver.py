"""Textual's terminal driver, fitted to a start that has already drawn the first frame."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from app.launch import OTHER_SCREEN


class ShopDriver(LinuxDriver):
    """Does not switch to the other screen: we are on it, and many terminals would wipe the frame."""

    def write(self, data: str) -> None:
        if data != OTHER_SCREEN:
            super().write(data)
