"""The rows of the catalogue: a virtual list that draws only what is visible, whatever the catalogue's size."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from app.services.feed import FeedItem
from widgets.fit import fit, spread
from widgets.item_words import least_words, price_words, stock_words, what_words

ROOMY, PRICE = 60, 26
"""Columns from which the prices of rows of one line stand in a column of their own, and its width."""
LOOKS = ("name", "price", "dim", "bad", "mark", "cursor", "blank")


class Shape(NamedTuple):
    """How a row is laid out at one width and height of the list."""

    lines: int
    """Lines with something on them."""
    gap: int
    """Blank lines below them."""
    width: int

    @property
    def height(self) -> int:
        return self.lines + self.gap


class CatalogList(ScrollView, can_focus=True):
    """Items one below the other; a cursor step repaints the words of two rows and nothing else."""

    COMPONENT_CLASSES = {f"list--{name}" for name in LOOKS}
    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home,g", "go(0)", show=False),
        Binding("end,G", "go(-1)", show=False),
    ]

    class Moved(Message):
        """The cursor is on another item, or the same one changed."""

    class Chosen(Message):
        """The item under the cursor was clicked once more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: list[FeedItem] = []
        self.cursor = 0
        self._shape = Shape(3, 1, 80)
        self._shaped = False
        self._rows: dict[int, tuple[Strip, ...]] = {}
        self._styles: dict[str, Style] = {}
        self.follow: Callable[[Collection[int] | None], None] = lambda _rows: None
        """Called with the places in which there are other items than before, or None when all is to be drawn anew, for
        what is drawn beside the rows."""

    @property
    def item(self) -> FeedItem | None:
        """The item under the cursor."""
        return self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None

    @property
    def rows_visible(self) -> int:
        """Whole rows that fit."""
        return max(1, (self.size.height + self._shape.gap) // self._shape.height)

    def show(self, items: list[FeedItem], *, top: bool = False) -> None:
        """Other rows, the cursor staying on its item and the item in its place; `top` starts over at the first one."""
        before = self.item
        height = self._shape.height
        offset = self.cursor * height - self.scroll_offset.y
        found = None
        if before is not None and not top:
            key = before.key
            if self.cursor < len(items) and items[self.cursor].key == key:
                found = self.cursor
            else:
                found = next((i for i, item in enumerate(items) if item.key == key), None)
        old, cursor, top_line = self.items, self.cursor, self.scroll_offset.y
        self.items = items
        self.cursor = found if found is not None else (0 if top else max(0, min(self.cursor, len(items) - 1)))
        self._extend()
        if found is not None:
            self._scroll_lines(self.cursor * height - offset)
        elif top:
            self._scroll_lines(0)
        self._reveal()
        if not self._rows or self.scroll_offset.y != top_line:
            self._forget()
        else:
            self._replace(old, cursor)
        if self.item is not before:
            self.post_message(self.Moved())

    def _replace(self, old: list[FeedItem], cursor: int) -> None:
        """Draw what is not as it was when the list held `old` items, the cursor on that row."""
        new, mark = self.items, self.cursor
        both = min(len(old), len(new))
        first, last = self._span()
        others = [
            row
            for row in range(first, min(last, max(len(old), len(new))))
            if row >= both or old[row] != new[row]
        ]
        changed = {*others, cursor, mark} if cursor != mark else {*others}
        if len(changed) >= last - first:
            self._forget()
            return
        for row in [row for row in self._rows if row >= both or row in changed or old[row] is not new[row]]:
            del self._rows[row]
        for row in changed:
            self._refresh_row(row)
        if others:
            self.follow(others)

    def _refresh_row(self, row: int) -> None:
        shape = self._shape
        self.refresh(Region(0, row * shape.height - self.scroll_offset.y, shape.width, shape.lines))

    def _extend(self) -> None:
        """Tell the scrollbar how long the list is.

        Not by the reactive itself: that would lay the whole screen out and paint the rows twice, while here
        nothing moves, since the scrollbar is always there.
        """
        length = Size(0, len(self.items) * self._shape.height)
        before = self.virtual_size
        if length == before:
            return
        self.set_reactive(CatalogList.virtual_size, length)
        bar = self.vertical_scrollbar
        if not bar.position and self._thumb(length.height) == self._thumb(before.height):
            bar.set_reactive(ScrollBar.window_virtual_size, length.height)
        else:
            self._scroll_update(length)

    def _thumb(self, lines: int) -> int:
        """Eighths of a cell that the scrollbar has for what is in view of so many lines; 0 when it has none."""
        view = self.container_size.height
        return ceil(max(1.0, view * view / lines) * 8) if 0 < view < lines else 0

    # Moving

    def action_move(self, by: int) -> None:
        self.go_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        self.go_to(self.cursor + by * max(1, self.rows_visible - 1))

    def action_go(self, index: int) -> None:
        self.go_to(index if index >= 0 else len(self.items) - 1)

    def go_to(self, index: int) -> None:
        """Put the cursor on a row and that row in view."""
        index = max(0, min(index, len(self.items) - 1))
        if index == self.cursor or not self.items:
            return
        old, self.cursor = self.cursor, index
        for row in (old, index):
            self._rows.pop(row, None)
        if not self._reveal():
            for row in (old, index):
                self._refresh_row(row)
        self.post_message(self.Moved())

    def _reveal(self) -> bool:
        """Scroll when the cursor is out of view; half a page at a time, because every scroll repaints all pictures."""
        height, room = self._shape.height, self.size.height
        if room < self._shape.lines:
            return False
        top = self.cursor * height
        bottom = top + self._shape.lines
        y = self.scroll_offset.y
        if y <= top and bottom <= y + room:
            return False
        half = max(0, self.rows_visible // 2) * height
        if top < y:
            target = top - half + height if y - top <= height else top
        else:
            target = bottom - room + (half if bottom - y - room <= height else 0)
        # Rows begin at the top edge, so that what is cut is at the bottom.
        target = max(0, min(target, top))
        target -= target % height
        return self._scroll_lines(target if target + room >= bottom else target + height)

    def _scroll_lines(self, y: int) -> bool:
        y = max(0, min(y, self.virtual_size.height - self.size.height))
        if y == self.scroll_offset.y:
            return False
        self.scroll_to(y=y, animate=False, force=True)
        return True

    # Mouse

    def on_click(self, event: events.Click) -> None:
        self.click_line(event.y)

    def click_line(self, y: int) -> None:
        """A click on this line of the view: chooses the row there, or opens it when it was chosen before."""
        index = (y + self.scroll_offset.y) // self._shape.height
        if index >= len(self.items):
            return
        if index == self.cursor:
            self.post_message(self.Chosen())
        else:
            self.go_to(index)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll_lines(self.scroll_offset.y + self._shape.height)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll_lines(self.scroll_offset.y - self._shape.height)

    # Drawing

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Here and not on the Resize event: that comes after the first paint.
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self.reshape()
        return changed

    def reshape(self) -> None:
        """Lay the rows out for the size and settings as they are now."""
        width, height = self.scrollable_content_region.size
        if not width or not height:
            return
        small = self.screen.has_class("-narrow") or self.screen.has_class("-short")
        if self.screen.has_class("-compact"):
            shape = Shape(1, 0, width)
        elif small:
            shape = Shape(2, 0, width)
        else:
            shape = Shape(3, 1 if height >= 24 else 0, width)
        if shape == self._shape and self._shaped:
            return
        self._shaped = True
        offset = self.cursor - self.scroll_offset.y // self._shape.height
        self._shape = shape
        self._extend()
        self._scroll_lines(max(0, self.cursor - offset) * shape.height)
        self._reveal()
        self._forget()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        before, self._styles = self._styles, {}
        # Told on every change of focus, too; only other colours are worth a repaint.
        if before and any(self._style(name) != style for name, style in before.items()):
            self._forget()

    def redraw(self) -> None:
        """Draw everything again: words or settings have changed."""
        self._forget()

    def _forget(self) -> None:
        self._rows.clear()
        self.refresh()
        self.follow(None)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.follow(None)

    @property
    def shape(self) -> Shape:
        """How rows are laid out now."""
        return self._shape

    def _span(self) -> tuple[int, int]:
        """First and one past the last row in view."""
        height = self._shape.height
        y = self.scroll_offset.y
        return y // height, (y + self.size.height + height - 1) // height

    def render_line(self, y: int) -> Strip:
        index, line = divmod(y + self.scroll_offset.y, self._shape.height)
        if index >= len(self.items) or line >= self._shape.lines:
            return Strip([Segment(" " * self._shape.width, self._style("blank"))], self._shape.width)
        row = self._rows.get(index)
        if row is None:
            if len(self._rows) > 200:
                self._rows.clear()
            row = self._rows[index] = self._draw(index)
        return row[line]

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"list--{name}")
        return style

    def _draw(self, index: int) -> tuple[Strip, ...]:
        item = self.items[index]
        shape = self._shape
        at_cursor = index == self.cursor
        ground = Style(bgcolor=self._style("cursor" if at_cursor else "blank").bgcolor)
        name, dim = self._style("name") + ground, self._style("dim") + ground
        price = self._style("price") + ground
        stock = self._style("dim" if item.in_stock else "bad") + ground
        room = shape.width - 4
        mark = Segment("▌", self._style("mark")) if at_cursor else Segment(" ", ground)
        lines: list[list[Segment]]
        if shape.lines == 1:
            weight = Style(bold=at_cursor)  # a page of nothing but bold words has none
            lines = [self._one_line(item, room, name + weight, price, stock)]
        elif shape.lines == 2:
            left, right = spread(price_words(item), stock_words(item), room)
            lines = [
                [Segment(fit(f" {item.name}", room + 2), name)],
                [Segment(f" {left}", price), Segment(f"{right} ", stock)],
            ]
        else:
            head, amount = spread(item.name, price_words(item), room)
            what, rest = spread(what_words(item), stock_words(item), room)
            lines = [
                [Segment(f" {head}", name), Segment(f"{amount} ", price)],
                [Segment(f" {what}", dim), Segment(f"{rest} ", stock)],
                [Segment(fit(f" {item.blurb}", room + 1) + " ", dim)],
            ]
        after = Segment(" ", self._style("blank"))
        # Fewer segments are fewer bytes down the line.
        return tuple(Strip([mark, *segments, after], shape.width).simplify() for segments in lines)

    def _one_line(self, item: FeedItem, room: int, name: Style, price: Style, stock: Style) -> list[Segment]:
        """Name and price; of the stock only that there is none."""
        gone = "" if item.in_stock else stock_words(item)
        if room < ROOMY:
            head, end = spread(item.name, gone or least_words(item), room)
            return [Segment(f" {head}", name), Segment(f"{end} ", stock if gone else price)]
        amount = price_words(item)
        amount = " " * (PRICE - cell_len(amount)) + amount
        head, gone = spread(item.name, gone, room - cell_len(amount))
        return [Segment(f" {head}", name), Segment(gone, stock), Segment(f"{amount} ", price)]
