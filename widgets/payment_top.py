"""What is paid with, and how long there is: one line whose right end changes once a second."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from app.i18n import _
from widgets.fit import cut
from widgets.static import Static

HOUR, SOON = 3600, 300


class PaymentTop(Horizontal):
    """Method at the left, time at the right: a widget of its own, so that a second costs no more than its digits."""

    DEFAULT_CSS = """
    PaymentTop { height: 1; }
    PaymentTop Title { width: 1fr; height: 1; }
    PaymentTop #left-time { width: auto; height: 1; }
    """

    def compose(self) -> ComposeResult:
        yield Title()
        yield Static("", id="left-time", markup=False)

    def on_mount(self) -> None:
        self._time = ("", "")

    def show(self, title: str, left: int | None) -> None:
        """Draw these; `left` is seconds, None when there is nothing to count."""
        shown = self.query_one(Title)
        if shown.words != title:
            shown.words = title
            shown.refresh()
        narrow = self.screen.has_class("-narrow")
        words = "" if left is None else time_words(left, short=narrow)
        style = "bold $warn" if left is not None and left < SOON else "$dim"
        before, self._time = self._time, (words, style)
        if before != self._time:
            moves = len(before[0]) != len(words)
            self.query_one("#left-time", Static).update(Content.assemble((words, style)), layout=moves)


class Title(Widget):
    """Words cut to their place."""

    words = ""

    def render(self) -> Content:
        return Content(cut(self.words, max(1, self.size.width - 1))).stylize("bold")


def time_words(left: int, *, short: bool = False) -> str:
    """Seconds as a buyer counts them: minutes only while there are hours."""
    if left >= HOUR and short:
        return _("{hours} h {minutes:02d} min").format(hours=left // HOUR, minutes=left % HOUR // 60)
    if left >= HOUR:
        return _("{hours} h {minutes:02d} min left").format(hours=left // HOUR, minutes=left % HOUR // 60)
    return _("{minutes}:{seconds:02d} left").format(minutes=left // 60, seconds=left % 60)
