"""The countdown while the store asks us to pause."""

from __future__ import annotations

from time import monotonic

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from app.i18n import _


class WaitBar(Widget):
    """One line above the keys, shown only while the store's rate limit holds; repaints once a second, then never."""

    _until = 0.0
    _timer: Timer | None = None

    @property
    def left(self) -> float:
        """Seconds of the pause still to come."""
        return max(0.0, self._until - monotonic())

    def on_mount(self) -> None:
        # A screen opened or drawn anew during a pause has not heard of it; the shop window below has.
        for bar in self.app.screen_stack[0].query(WaitBar):
            if bar is not self and bar.left:
                self.wait(bar.left)

    def wait(self, seconds: float) -> None:
        """Count down from `seconds`; 0 hides the bar."""
        self._until = monotonic() + seconds
        self.set_class(seconds > 0, "-waiting")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if seconds > 0:
            self._timer = self.set_interval(1, self._tick)
            self.refresh()

    def _tick(self) -> None:
        if monotonic() >= self._until:
            self.wait(0)
        else:
            self.refresh()

    def render(self) -> Content:
        left = max(1, round(self.left))
        return Content(_("Busy: the shop asks us to wait {seconds} s").format(seconds=left))
