"""A customer's subscriptions: two rows each."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

from widgets.fit import cut
from widgets.subscription_words import following, interval_words, price_words, status_words, title_of

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription


class SubscriptionList(ScrollView, can_focus=True):
    """Line API: name and price, below them state, what follows and how often, then air. Where a name leaves no room
    for its price, that stands below."""

    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("home", "move(-10000)", show=False),
        Binding("end", "move(10000)", show=False),
    ]
    COMPONENT_CLASSES = {
        "subs--cursor", "subs--dim", "subs--accent", "subs--good", "subs--warn", "subs--bad",
    }  # fmt: skip
    DEFAULT_CSS = """
    SubscriptionList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    SubscriptionList .subs--cursor { background: $cursor; }
    SubscriptionList .subs--dim { color: $dim; }
    SubscriptionList .subs--accent { color: $accent; text-style: bold; }
    SubscriptionList .subs--good { color: $good; }
    SubscriptionList .subs--warn { color: $warn; }
    SubscriptionList .subs--bad { color: $bad; }
    """
    ROW = 3
    AHEAD = 8
    """Rows past the last one in sight that should be there already."""

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """The one under the cursor is wanted."""

    class Moved(Message):
        """Another part of the list is in sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[Subscription, ...] = ()

    @property
    def current(self) -> Subscription | None:
        """The one under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def wants_more(self) -> bool:
        """The end of what is drawn is near; where nothing is drawn yet, there may be enough that is known."""
        in_sight = (self.scroll_offset.y + self.size.height) // self.ROW
        return bool(self.rows) and max(in_sight, self.cursor) + self.AHEAD >= len(self.rows)

    def show(self, rows: list[Subscription]) -> None:
        """Draw these, newest first; the cursor stays on the one it was on."""
        here = self.current
        self.rows = tuple(rows)
        ids = [row.id for row in rows]
        at = ids.index(here.id) if here is not None and here.id in ids else self.cursor
        self.cursor = max(0, min(at, len(ids) - 1))
        self.virtual_size = Size(self.size.width, len(rows) * self.ROW)
        self.refresh()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows) * self.ROW)
        self._reveal()
        self.post_message(self.Moved())

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        self.post_message(self.Moved())  # at the end as well: it may be the first page's

    def watch_cursor(self, old: int, new: int) -> None:
        for index in (old, new):
            self.refresh(Region(0, index * self.ROW - self.scroll_offset.y, self.size.width, self.ROW))
        self._reveal()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        self.scroll_to_region(Region(0, self.cursor * self.ROW, 1, self.ROW), animate=False)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, row = divmod(y + self.scroll_offset.y, self.ROW)
        ground = self.rich_style
        if index >= len(self.rows) or row == 2:
            return Strip([Segment(" " * width, ground)], width)
        cursor = index == self.cursor
        if cursor:
            ground = ground + Style(bgcolor=self.get_component_rich_style("subs--cursor").bgcolor)

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"subs--{name}", partial=True)

        subscription = self.rows[index]
        mark = Segment("▌" if cursor else " ", style("accent"))
        often = interval_words(subscription.interval, subscription.interval_count)
        price, title = self._price(subscription), f" {title_of(subscription)}"
        above = cell_len(title) + cell_len(price) + 4 <= width
        if row == 0:
            left = [Segment(cut(title, width - 2), ground + Style(bold=True))]
        else:
            words, tone = status_words(subscription)
            room = width - 3 - (0 if above else cell_len(price) + 1)
            state = cut(f" {words}", room)
            about = _what_fits((following(subscription), often), room - cell_len(state))
            left = [Segment(state, style(tone.removeprefix("$"))), Segment(about, style("dim"))]
        right = price if above == (row == 0) else ""
        gap = width - 2 - sum(segment.cell_length for segment in left) - cell_len(right)
        segments = [mark, *left, Segment(" " * max(0, gap), ground), Segment(right, style("accent"))]
        return Strip(segments).adjust_cell_length(width, ground)

    def _price(self, subscription: Subscription) -> str:
        """Of its only item; several have none in common."""
        items = subscription.subscription_items
        return price_words(items[0]) if len(items) == 1 else ""

    def on_click(self, event: events.Click) -> None:
        index = (event.y + self.scroll_offset.y) // self.ROW
        if index < len(self.rows):
            again = index == self.cursor
            self.cursor = index
            if again:
                self.post_message(self.Opened())


def _what_fits(parts: tuple[str, ...], room: int) -> str:
    """The first of these that have a place whole: half a day is none."""
    words = ""
    for part in parts:
        if part and cell_len(words) + 2 + cell_len(part) <= room:
            words += f"  {part}"
    return words
