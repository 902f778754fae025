"""The rows of the catalogue: a virtual list that draws only what is visible, whatever the catalogue's size."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.main import Etalase
from app.services.feed import FeedItem
from widgets.fit import fit, spread
from widgets.item_words import price_words, stock_words, what_words
from widgets.picture import draws_pictures, half_blocks

PICTURE = (8, 3)
"""Cells of a row's picture."""

LOOKS = ("name", "price", "dim", "bad", "mark", "cursor", "blank", "picture")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row is laid out at one width and height of the list."""

    lines: int
    """Lines with something on them."""
    gap: int
    """Blank lines below them."""
    picture: bool
    width: int

    @property
    def height(self) -> int:
        return self.lines + self.gap

    @property
    def text_x(self) -> int:
        """Where the text begins."""
        return 1 + (PICTURE[0] + 1 if self.picture else 0)


class CatalogList(ScrollView, can_focus=True):
    """Items one below the other; the cursor repaints two rows, a picture that arrives repaints itself."""

    etalase = getters.app(Etalase)

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
        self._shape = Shape(3, 1, True, 80)
        self._rows: dict[int, tuple[Strip, ...]] = {}
        self._styles: dict[str, Style] = {}
        self._without_picture: set[int] = set()

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
        old = self.items
        self.items = items
        self.cursor = found if found is not None else (0 if top else max(0, min(self.cursor, len(items) - 1)))
        self.virtual_size = Size(self.size.width, len(items) * height)
        if found is not None:
            self._scroll_lines(self.cursor * height - offset)
        elif top:
            self._scroll_lines(0)
        self._reveal()
        first, last = self._span()
        if old[first:last] != items[first:last] or len(old) < last or len(items) < last or not self._rows:
            self._forget()
        if self.item is not before:
            self.post_message(self.Moved())

    def pictures_changed(self) -> None:
        """Draw the pictures that have come, and nothing else."""
        shape = self._shape
        if not shape.picture:
            return
        first, last = self._span()
        for index in sorted(self._without_picture):
            if not first <= index < last:
                self._rows.pop(index, None)
                self._without_picture.discard(index)
                continue
            url = self.items[index].picture if index < len(self.items) else None
            if self.etalase.shop.pictures.get(url, PICTURE[0], PICTURE[1] * 2) is not None:
                self._rows.pop(index, None)
                self._without_picture.discard(index)
                y = index * shape.height - self.scroll_offset.y
                self.refresh(Region(1, y, PICTURE[0], shape.lines))
            elif self.etalase.usable:
                self.etalase.shop.pictures.request(url, PICTURE[0], PICTURE[1] * 2)

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
            shape = self._shape
            for row in (old, index):
                y = row * shape.height - self.scroll_offset.y
                self.refresh(Region(0, y, 1, shape.lines))
                self.refresh(Region(shape.text_x, y, shape.width - shape.text_x, shape.lines))
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
        content = event.get_content_offset(self)
        if content is None:
            return
        index = (content.y + self.scroll_offset.y) // self._shape.height
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

    def on_resize(self) -> None:
        self.reshape()

    def reshape(self) -> None:
        """Lay the rows out for the size and settings as they are now."""
        width, height = self.size
        if not width or not height:
            return
        if width < 56 or self.app.size.height < 16:
            shape = Shape(2, 0, False, width)
        else:
            shape = Shape(3, 1 if height >= 24 else 0, draws_pictures(self.etalase), width)
        if shape == self._shape and self._rows:
            return
        offset = self.cursor - self.scroll_offset.y // self._shape.height
        self._shape = shape
        self.virtual_size = Size(width, len(self.items) * shape.height)
        self._scroll_lines(max(0, self.cursor - offset) * shape.height)
        self._reveal()
        self._forget()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles = {}
        self._forget()

    def redraw(self) -> None:
        """Draw everything again: words or settings have changed."""
        self._forget()

    def _forget(self) -> None:
        self._rows.clear()
        self._without_picture.clear()
        self.refresh()

    def _span(self) -> tuple[int, int]:
        """First and one past the last row in view."""
        height = self._shape.height
        y = self.scroll_offset.y
        return y // height, (y + self.size.height + height - 1) // height

    def render_line(self, y: int) -> Strip:
        index, line = divmod(y + self.scroll_offset.y, self._shape.height)
        if index >= len(self.items) or line >= self._shape.lines:
            return Strip([Segment(" " * self.size.width, self._style("blank"))], self.size.width)
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
        room = shape.width - shape.text_x - 2
        mark = Segment("▌", self._style("mark")) if at_cursor else Segment(" ", self._style("blank"))
        lines: list[list[Segment]]
        if shape.lines == 2:
            left, right = spread(price_words(item), stock_words(item), room)
            lines = [[Segment(fit(item.name, room), name)], [Segment(left, price), Segment(right, stock)]]
        else:
            head, amount = spread(item.name, price_words(item), room)
            what, left_over = spread(what_words(item), stock_words(item), room)
            lines = [
                [Segment(head, name), Segment(amount, price)],
                [Segment(what, dim), Segment(left_over, stock)],
                [Segment(fit(item.blurb, room), dim)],
            ]
        pad = Segment(" ", ground)
        return tuple(
            Strip([mark, *self._picture(index, item, line), pad, *segments, pad], shape.width)
            for line, segments in enumerate(lines)
        )

    def _picture(self, index: int, item: FeedItem, line: int) -> list[Segment]:
        """The picture's part of one line, and the column after it."""
        shape = self._shape
        if not shape.picture:
            return []
        after = Segment(" ", self._style("blank"))
        width, height = PICTURE[0], PICTURE[1] * 2
        pictures = self.etalase.shop.pictures
        raster = pictures.get(item.picture, width, height) if item.picture else None
        if raster is not None:
            # Without a blank line between the rows, half a line keeps the pictures apart.
            row = half_blocks(raster, keep=None if shape.gap else height - 1)[line]
            ground = self._style("blank")
            return [*(Segment(s.text, ground + s.style if s.style else ground) for s in row), after]
        if item.picture:
            self._without_picture.add(index)
            if self.etalase.usable and line == 0:
                pictures.request(item.picture, width, height)
        block = self._style("picture")
        if line == 2 and not shape.gap:
            return [Segment("▀" * width, Style(color=block.bgcolor, bgcolor=after.style.bgcolor if after.style else None)), after]
        letter = item.name[:1].upper() if line == 1 else ""
        side = (width - cell_len(letter)) // 2
        return [Segment(fit(" " * side + letter, width), block), after]
