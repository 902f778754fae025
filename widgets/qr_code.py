"""A QR drawn in cells, black on white in every theme, in the largest form that fits."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from app.qr import drawing

INK = "#000000 on #ffffff"

USUAL = 150
"""Letters in what stores send, about: a QR that is on its way takes the place of one of this size."""


class QrCode(Widget):
    """Half blocks where there are rows enough, else sextants, else the words in `instead`."""

    DEFAULT_CSS = "QrCode { width: auto; height: auto; }"

    data: reactive[str] = reactive("", layout=True)
    room: reactive[tuple[int, int]] = reactive((80, 24), layout=True)
    """Columns and rows the screen can spare."""
    awaited: reactive[str] = reactive("", layout=True)
    """Words that keep the place of a QR that is on its way."""
    usual: reactive[int] = reactive(USUAL, layout=True)
    """How many letters that one is likely to hold."""
    instead: reactive[Content] = reactive(Content(""), layout=True)
    """What to do when the QR does not fit."""

    class Clicked(Message):
        """The QR was clicked."""

    def rows(self) -> list[str]:
        """The drawing as text, empty when it does not fit or there is nothing to draw."""
        return drawing(self.data, *self.room)

    def _place(self) -> list[str]:
        """The drawing, or one of the usual size for the place of what is on its way."""
        return drawing(self.data or ("a" * self.usual if self.awaited else ""), *self.room)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        rows = self._place()
        return len(rows[0]) if rows else min(40, max(10, self.room[0]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._place()) or super().get_content_height(container, viewport, width)

    def watch_awaited(self, awaited: str) -> None:
        self.set_class(bool(awaited), "-awaited")

    def render(self) -> Content:
        rows = self.rows()
        if rows:
            return Content("\n".join(rows)).stylize(INK)
        if self.awaited and not self.data:
            width, height = self.content_size
            pad = " " * max(0, (width - cell_len(self.awaited)) // 2)
            return Content.assemble("\n" * max(0, (height - 1) // 2), pad, (self.awaited, "$dim"))
        return self.instead

    def on_click(self) -> None:
        self.post_message(self.Clicked())


class QrPage(Widget):
    """The QR alone on a white screen, for a camera that is far away or a terminal without sextants."""

    DEFAULT_CSS = """
    QrPage { display: none; width: 100%; height: 100%; background: #ffffff; color: #000000;
             content-align: center middle; text-align: left; }
    """

    data: reactive[str] = reactive("")
    caption: reactive[str] = reactive("")
    """Below the QR when there are rows left for it."""
    instead: reactive[str] = reactive("")
    """When it does not fit even here."""

    class Closed(Message):
        """It was clicked."""

    def render(self) -> Content:
        width, height = self.size
        rows = drawing(self.data, width, height, quiet=1)
        if not rows:
            return Content(self.instead).stylize(INK)
        if self.caption and len(rows) + 1 <= height and cell_len(self.caption) <= width:
            wide = max(len(rows[0]), cell_len(self.caption))
            lines = [line.center(wide) for line in rows]
            rows = [*lines, self.caption.center(wide)]
        return Content("\n".join(rows)).stylize(INK)

    def on_click(self) -> None:
        self.post_message(self.Closed())
