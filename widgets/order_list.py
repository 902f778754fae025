"""A buyer's orders: two rows each."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.i18n import _
from app.money import format_money
from app.records import PlacedOrder
from widgets.dates import short_date
from widgets.fit import cut
from widgets.order_state import payable, time_left
from widgets.order_words import method_words, status_words


class OrderList(ScrollView, can_focus=True):
    """Line API: number and total, below them date, state and what was bought, then air."""

    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("home", "move(-10000)", show=False),
        Binding("end", "move(10000)", show=False),
    ]
    COMPONENT_CLASSES = {
        "orders--cursor",
        "orders--dim",
        "orders--accent",
        "orders--good",
        "orders--warn",
        "orders--bad",
    }
    DEFAULT_CSS = """
    OrderList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    OrderList .orders--cursor { background: $cursor; }
    OrderList .orders--dim { color: $dim; }
    OrderList .orders--accent { color: $accent; text-style: bold; }
    OrderList .orders--good { color: $good; }
    OrderList .orders--warn { color: $warn; }
    OrderList .orders--bad { color: $bad; }
    """
    ROW = 3

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """An order was chosen."""

        def __init__(self, secret_slug: str) -> None:
            super().__init__()
            self.secret_slug = secret_slug

    class Walked(Message):
        """The cursor was moved, or would have been: `left` orders come after it."""

        def __init__(self, left: int) -> None:
            super().__init__()
            self.left = left

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.orders: tuple[PlacedOrder, ...] = ()
        self._marks: dict[str, str] = {}

    @property
    def current(self) -> PlacedOrder | None:
        """The order under the cursor."""
        return self.orders[self.cursor] if 0 <= self.cursor < len(self.orders) else None

    def show(self, orders: list[PlacedOrder], marks: dict[str, str] | None = None) -> None:
        """Draw these, newest first; the cursor stays on the order it was on. `marks`: a word for some, by secret slug."""
        here = self.current
        self._marks = marks or {}
        self.orders = tuple(orders)
        slugs = [order.secret_slug for order in orders]
        at = slugs.index(here.secret_slug) if here is not None and here.secret_slug in slugs else self.cursor
        self.cursor = max(0, min(at, len(orders) - 1))
        self.virtual_size = Size(self.size.width, len(self.orders) * self.ROW)
        self.refresh()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.orders) * self.ROW)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.orders) - 1))
        self.post_message(self.Walked(len(self.orders) - 1 - self.cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        for index in (old, new):
            self.refresh(Region(0, index * self.ROW - self.scroll_offset.y, self.size.width, self.ROW))
        self.scroll_to_region(Region(0, new * self.ROW, 1, self.ROW), animate=False)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index, row = divmod(y + self.scroll_offset.y, self.ROW)
        ground = self.rich_style
        if index >= len(self.orders) or row == 2:
            return Strip([Segment(" " * width, ground)], width)
        order = self.orders[index]
        cursor = index == self.cursor
        if cursor:
            ground = ground + Style(bgcolor=self.get_component_rich_style("orders--cursor").bgcolor)

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"orders--{name}", partial=True)

        mark = Segment("▌" if cursor else " ", style("accent"))
        words, tone = status_words(order.status, order.payment_status, order.payment_method)
        left = time_left(order.expires_at) if payable(order) else ""
        if row == 0:
            total = format_money(order.total)
            number = f" {order.order_id or _('Order')}"
            middle = f"   {short_date(order.placed_at)}"
            gap = max(1, width - 3 - cell_len(number) - cell_len(middle) - cell_len(total))
            segments = [
                mark,
                Segment(number, ground + Style(bold=True)),
                Segment(middle, style("dim")),
                Segment(" " * gap, ground),
                Segment(total, style("accent")),
            ]
        else:
            state = f" {words}" + (f", {left}" if left else "")
            about = "  " + " · ".join(
                part
                for part in (
                    self._marks.get(order.secret_slug, ""),
                    method_words(order.payment_method),
                    order.summary,
                )
                if part
            )
            room = max(0, width - 3 - cell_len(state))
            segments = [
                mark,
                Segment(cut(state, width - 2), style(tone.removeprefix("$"))),
                Segment(cut(about, room), style("dim")),
            ]
        return Strip(segments).adjust_cell_length(width, ground)

    def on_click(self, event: events.Click) -> None:
        index = (event.y + self.scroll_offset.y) // self.ROW
        if index < len(self.orders):
            if index == self.cursor:
                self.post_message(self.Opened(self.orders[index].secret_slug))
            self.cursor = index
