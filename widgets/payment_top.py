"""What is paid with, and how long there is: one line whose right end changes once a second."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from app.i18n import _
from widgets.fit import cut

HOUR, SOON = 3600, 300


class PaymentTop(Widget):
    """Method at the left, time at the right; only the row itself is painted again, never the layout."""

    DEFAULT_CSS = "PaymentTop { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = ("", "", "")

    def show(self, title: str, left: int | None) -> None:
        """Draw these; `left` is seconds, None when there is nothing to count."""
        words = "" if left is None else time_words(left)
        style = "bold $warn" if left is not None and left < SOON else "$dim"
        if (shown := (title, words, style)) != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        title, words, style = self._shown
        width = self.content_size.width
        title = cut(title, max(8, width - cell_len(words) - 2))
        gap = " " * max(1, width - cell_len(title) - cell_len(words))
        return Content.assemble((title, "bold"), gap, (words, style))


def time_words(left: int) -> str:
    """Seconds as a buyer counts them: minutes only while there are hours."""
    if left >= HOUR:
        return _("{hours} h {minutes:02d} min left").format(hours=left // HOUR, minutes=left % HOUR // 60)
    return _("{minutes}:{seconds:02d} left").format(minutes=left // 60, seconds=left % 60)
