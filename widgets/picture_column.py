"""The small pictures beside the rows of the catalogue: a widget of their own, so that the cursor never repaints them."""

from __future__ import annotations

from collections.abc import Collection

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from app.main import Etalase
from app.services.feed import FeedItem
from app.services.pictures import Raster
from widgets.catalog_list import CatalogList
from widgets.fit import fit
from widgets.picture import half_blocks

WIDTH, LINES = 8, 3
"""Cells of a picture."""


class PictureColumn(Widget):
    """Pictures of the rows in view; the first letter of the name until one has come."""

    etalase = getters.app(Etalase)

    COMPONENT_CLASSES = {"column--blank"}
    DEFAULT_CSS = """
    PictureColumn { width: 10; padding: 0 1; }
    PictureColumn > .column--blank { background: $raised; color: $dim; }
    """

    def __init__(self, rows: CatalogList) -> None:
        super().__init__()
        self._list = rows
        rows.follow = self.update_rows
        self._waiting: set[int] = set()
        """Rows drawn without their picture."""

    def update_rows(self, rows: Collection[int] | None) -> None:
        """Draw these rows; with None all that are in view now."""
        if rows is None:
            self._waiting.clear()
            self.refresh()
            return
        self._waiting.difference_update(rows)
        for row in rows:
            self._refresh_row(row)

    def _refresh_row(self, row: int) -> None:
        y = row * self._list.shape.height - self._list.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, LINES))

    def pictures_changed(self) -> None:
        """Draw the pictures that have come, and nothing else."""
        height, top = self._list.shape.height, self._list.scroll_offset.y
        for index in sorted(self._waiting):
            y = index * height - top
            if y + height <= 0 or y >= self.size.height or index >= len(self._list.items):
                self._waiting.discard(index)
            elif self._raster(self._list.items[index]) is not None:
                self._waiting.discard(index)
                self._refresh_row(index)

    def _raster(self, item: FeedItem) -> Raster | None:
        pictures = self.etalase.shop.pictures
        raster = pictures.get(item.picture, WIDTH, LINES * 2) if item.picture else None
        if raster is None and item.picture and self.etalase.usable:
            pictures.request(item.picture, WIDTH, LINES * 2)
        return raster

    def render_line(self, y: int) -> Strip:
        shape = self._list.shape
        index, line = divmod(y + self._list.scroll_offset.y, shape.height)
        if index >= len(self._list.items) or line >= LINES:
            return Strip.blank(WIDTH, self.rich_style)
        item = self._list.items[index]
        raster = self._raster(item)
        if raster is not None:
            # Without a blank line between the rows, half a line keeps the pictures apart.
            cells = half_blocks(raster, keep=None if shape.gap else LINES * 2 - 1)[line]
            if shape.gap or line < LINES - 1:
                return Strip(cells, WIDTH)
            ground = self.rich_style
            return Strip([Segment(text, ground + style) for text, style, _control in cells], WIDTH)
        if item.picture:
            self._waiting.add(index)
        block = self.get_component_rich_style("column--blank")
        if line == LINES - 1 and not shape.gap:
            half = Style(color=block.bgcolor, bgcolor=self.rich_style.bgcolor)
            return Strip([Segment("▀" * WIDTH, half)], WIDTH)
        letter = item.name[:1].upper() if line == 1 else ""
        return Strip([Segment(fit(" " * ((WIDTH - 1) // 2) + letter, WIDTH), block)], WIDTH)

    # The mouse means the row beside the picture.

    def on_click(self, event: events.Click) -> None:
        self._list.click_line(event.y)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._list._on_mouse_scroll_down(event)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._list._on_mouse_scroll_up(event)
