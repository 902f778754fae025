"""What the tour says of what it does: two lines over the header, and how to take over."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from app.i18n import _

ROOM_FOR_BOTH = 24
"""Columns that a caption needs beside the word on how to take over."""


class TourCaption(Widget):
    """Lies over the two lines of the header, so that the page below stays as a buyer sees it."""

    DEFAULT_CSS = """
    TourCaption { layer: notice; dock: top; width: 100%; height: 2; padding: 0 1; background: $raised; color: $ink; }
    """

    caption: reactive[str] = reactive("")
    over = False
    """Nothing follows: the hint on taking over has nothing to say."""

    def render(self) -> Content:
        hint = "" if self.over else _("any key: you take over")
        words = Content.assemble(("▶ ", "bold $accent"), (self.caption, "bold"))
        width = self.size.width - 2
        if not hint or width - cell_len(hint) < ROOM_FOR_BOTH:
            return words
        lines = words.wrap(width - cell_len(hint) - 2)
        first = lines[0]
        gap = " " * (width - first.cell_length - cell_len(hint))
        return Content("\n").join([Content.assemble(first, gap, (hint, "$dim")), *lines[1:]])
