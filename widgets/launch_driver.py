"""Textual's driver, started over a terminal that already shows the launch frame."""

from __future__ import annotations

from textual.driver import Driver

from app.launch import OTHER_SCREEN


def over_launch_frame(driver: type[Driver]) -> type[Driver]:
    """The same driver, but it does not switch to the other screen a second time: many terminals clear it then."""

    class LaunchedDriver(driver):  # type: ignore[misc, valid-type]
        _switched = False

        def write(self, data: str) -> None:
            if not self._switched and data == OTHER_SCREEN:
                self._switched = True
                return
            super().write(data)

    return LaunchedDriver
