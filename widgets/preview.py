"""The item under the cursor, larger: picture, name, price, words."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from app.i18n import _
from app.services.feed import FeedItem
from widgets import stock
from widgets.item_words import price_words, what_words
from widgets.picture import Picture
from widgets.static import Static

WIDTH = 36
"""Cells of the pane, as in styles/catalog.tcss: known before anything is laid out."""


class Preview(Widget):
    """Follows the cursor once it rests, because a large picture is a lot to send for every key."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.item: FeedItem | None = None

    def compose(self) -> ComposeResult:
        yield Picture(id="preview-picture")
        yield Static(id="preview-words", markup=False)

    def show(self, item: FeedItem | None) -> None:
        """Show this item; None empties the pane."""
        self.query_one(Picture).show(item.picture if item else None)
        self.set_class(item is None, "-empty")
        if item == self.item:
            return
        self.item = item
        self.query_one("#preview-words", Static).update(self._words(item) if item else "")

    def redraw(self) -> None:
        """The words again, in the language in force."""
        item, self.item = self.item, None
        self.show(item)

    def pictures_changed(self) -> None:
        """The picture may have come."""
        self.query_one(Picture).show(self.item.picture if self.item else None)

    def _words(self, item: FeedItem) -> Content:
        stock_text, stock_style = stock.stock_words(item.in_stock, None)
        parts: list[str | tuple[str, str]] = [(item.name, "bold"), "\n", (price_words(item), "$accent")]
        gap = WIDTH - cell_len(price_words(item)) - cell_len(stock_text)
        parts += [" " * gap if gap > 1 else "\n", (stock_text, stock_style)]
        what = what_words(item)
        if what:
            parts += ["\n", (what, "$dim")]
        if item.blurb:
            parts += ["\n\n", item.blurb]
        if item.option_names:
            names = ", ".join(item.option_names)
            parts += ["\n\n", (_("You choose: {names}").format(names=names), "$dim")]
        return Content.assemble(*parts)
