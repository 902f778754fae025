"""The lines of an order, each with its money in a column; a line leads to its thing in the shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from app.i18n import _
from app.money import format_money
from widgets.fit import cut

if TYPE_CHECKING:
    from app.api.models.order import OrderLine


class OrderLines(Widget, can_focus=True):
    """`2 × Kopi Gayo Arabika   Rp170.000`, below it options and the price of one. Enter opens the line's thing."""

    DEFAULT_CSS = "OrderLines { height: auto; }"
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    class Chosen(Message):
        """A line is to be looked at in the shop."""

        def __init__(self, line: OrderLine) -> None:
            super().__init__()
            self.line = line

    class Left(Message):
        """The arrows went past an end: -1 upwards, 1 downwards."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[OrderLine, ...] = ()
        self.cursor = 0

    def show(self, lines: list[OrderLine]) -> None:
        """Draw these."""
        if tuple(lines) != self.lines:
            self.lines = tuple(lines)
            self.cursor = max(0, min(self.cursor, len(lines) - 1))
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + sum(len(self._rows(line, width)) for line in self.lines)

    def _rows(self, line: OrderLine, width: int) -> list[Content]:
        """One row, or two when there is more to say than fits beside the money."""
        count = line.quantity or 1
        price = line.variant_price
        money = format_money(price * count) if price is not None else ""
        name = f"{count} × {line.product_name or _('Item')}"
        about = [line.options] if line.options else []
        if price is not None and count > 1:
            about.append(_("{price} each").format(price=format_money(price)))
        note = " · ".join(about)
        room = width - 1 - cell_len(money) - 1
        name = cut(name, room)
        beside = note and cell_len(name) + 2 + cell_len(note) <= room
        left = cell_len(name) + (2 + cell_len(note) if beside else 0)
        rows = [
            Content.assemble(
                " ",
                name,
                (f"  {note}" if beside else "", "$dim"),
                " " * max(1, width - 1 - left - cell_len(money)),
                (money, "$ink"),
            )
        ]
        if note and not beside:
            indent = " " * (1 + len(f"{count} × "))
            rows.append(Content.assemble((cut(indent + note, width), "$dim")))
        return rows

    def render(self) -> Content:
        width = self.content_size.width
        rows = [Content.assemble((_("ITEMS"), "$dim"))]
        for index, line in enumerate(self.lines):
            here = self.has_focus and index == self.cursor
            for row in self._rows(line, width):
                if here:
                    padded = row.pad_right(max(0, width - row.cell_length))
                    row = Content.assemble(("▌", "$accent"), padded[1:]).stylize_before("on $cursor")
                rows.append(row)
        return Content("\n").join(rows)

    def action_move(self, by: int) -> None:
        target = self.cursor + by
        if not 0 <= target < len(self.lines):
            self.post_message(self.Left(by))
            return
        self.cursor = target
        self.refresh()
        self._reveal()

    def action_choose(self) -> None:
        if self.cursor < len(self.lines):
            self.post_message(self.Chosen(self.lines[self.cursor]))

    def _reveal(self) -> None:
        width = self.content_size.width
        above = 1 + sum(len(self._rows(line, width)) for line in self.lines[: self.cursor])
        for outer in self.ancestors:
            if isinstance(outer, ScrollableContainer):
                y = self.region.y - outer.region.y + outer.scroll_offset.y + above
                outer.scroll_to_region(Region(0, y, 1, 2), animate=False, immediate=True)
                return

    def on_click(self, event: events.Click) -> None:
        top = 1
        for index, line in enumerate(self.lines):
            height = len(self._rows(line, self.content_size.width))
            if top <= event.y < top + height:
                self.cursor = index
                self.refresh()
                self.action_choose()
                return
            top += height
