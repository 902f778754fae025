"""Keeps the shop window as it looks, for the next start to show before anything is imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from screens.base import ShopScreen

REST = 0.8
"""Seconds without a change after which the screen is worth keeping."""


class FrameKeeper:
    """Of one screen; asked whenever that has changed."""

    def __init__(self, screen: ShopScreen[None], at_first: Callable[[], bool]) -> None:
        """`at_first`: whether the screen shows what the next start will show first."""
        self._screen = screen
        self._at_first = at_first
        self._timer: Timer | None = None
        self._kept = ("", "")

    def later(self) -> None:
        """Keep it once nothing has changed for a while."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(REST, self.keep)

    def keep(self) -> None:
        """Keep it now, unless it is what was kept last or nothing that a start would show; never of a private shop."""
        self._timer = None
        screen = self._screen
        session, environ = screen.shop.session, screen.etalase.environ
        if session.private or not self._at_first():
            return
        from app.launch import frame_key, save_frame
        from screens.first_frame import first_frame

        key, frame = frame_key(session, (screen.size.width, screen.size.height), environ), first_frame(screen)
        if self._kept != (key, frame):
            self._kept = (key, frame)
            screen.run_worker(
                lambda: save_frame(session, key, frame), thread=True, group="frame", exit_on_error=False
            )
