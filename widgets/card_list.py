"""Entries of several rows each below one another: a cursor, and only those in sight are drawn."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

Entry = TypeVar("Entry")


class CardList(ScrollView, Generic[Entry], can_focus=True):
    """Line API. Subclasses draw the rows of an entry and say which one is the same as before."""

    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("home", "move(-10000)", show=False),
        Binding("end", "move(10000)", show=False),
    ]
    COMPONENT_CLASSES = {
        "card--cursor",
        "card--dim",
        "card--accent",
        "card--good",
        "card--warn",
        "card--bad",
    }
    DEFAULT_CSS = """
    CardList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    CardList .card--cursor { background: $cursor; }
    CardList .card--dim { color: $dim; }
    CardList .card--accent { color: $accent; text-style: bold; }
    CardList .card--good { color: $good; }
    CardList .card--warn { color: $warn; }
    CardList .card--bad { color: $bad; }
    """
    WORDS = 2
    """Rows of an entry that say something; what is below is air."""

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """The entry under the cursor is wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[Entry, ...] = ()

    # For subclasses

    @abstractmethod
    def key_of(self, entry: Entry) -> str:
        """What an entry is known by: it stays when the rest of it changes."""

    @abstractmethod
    def draw_row(self, entry: Entry, row: int, width: int, ground: Style) -> list[Segment]:
        """One of the rows with words, from 0, on `ground`; the column of the cursor's mark comes before it and is part
        of `width`."""

    @property
    def row(self) -> int:
        """Rows an entry takes, its air among them."""
        return self.WORDS + 1

    def tone(self, name: str, ground: Style) -> Style:
        """The ground with the colour of a component."""
        return ground + self.get_component_rich_style(f"card--{name}", partial=True)

    # The list

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show(self, rows: list[Entry]) -> None:
        """Draw these; the cursor stays on the entry it was on."""
        here = self.current
        self.rows = tuple(rows)
        keys = [self.key_of(entry) for entry in rows]
        key = self.key_of(here) if here is not None else None
        at = keys.index(key) if key is not None and key in keys else self.cursor
        self.cursor = max(0, min(at, len(keys) - 1))
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows) * self.row)

    def on_resize(self) -> None:
        self.resized()

    def resized(self) -> None:
        """There is more room, or less."""
        self._measure()

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        for index in (old, new):
            self.refresh(Region(0, index * self.row - self.scroll_offset.y, self.size.width, self.row))
        self.reveal()

    def reveal(self) -> None:
        """Scroll to the entry under the cursor."""
        self.scroll_to_region(Region(0, self.cursor * self.row, 1, self.row), animate=False)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, row = divmod(y + self.scroll_offset.y, self.row)
        ground = self.rich_style
        if index >= len(self.rows) or row >= self.WORDS:
            return Strip([Segment(" " * width, ground)], width)
        cursor = index == self.cursor
        if cursor:
            ground = ground + Style(bgcolor=self.get_component_rich_style("card--cursor").bgcolor)
        mark = Segment("▌" if cursor else " ", self.tone("accent", ground))
        words = self.draw_row(self.rows[index], row, width, ground)
        return Strip([mark, *words]).adjust_cell_length(width, ground)

    def on_click(self, event: events.Click) -> None:
        index = (event.y + self.scroll_offset.y) // self.row
        if index < len(self.rows):
            again = index == self.cursor
            self.cursor = index
            if again:
                self.post_message(self.Opened())
