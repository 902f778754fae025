"""Every action with its keys, in groups: a list that draws only what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.fit import cut, fit

KEYS = 13
"""Columns for the keys, as in help."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action, or with an empty `id` the name of a group."""

    id: str
    words: str
    keys: str = ""
    note: str = ""
    """Dimmed at the end, where there is room."""
    stays: bool = False
    """Cannot be moved."""


class KeyList(ScrollView, can_focus=True):
    """The cursor stands on actions only."""

    COMPONENT_CLASSES = {"keys--key", "keys--dim", "keys--cursor", "keys--mark"}
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]
    DEFAULT_CSS = """
    KeyList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    KeyList .keys--key { color: $accent; text-style: bold; }
    KeyList .keys--dim { color: $dim; }
    KeyList .keys--cursor { background: $cursor; }
    KeyList .keys--mark { color: $accent; }
    """

    class Moved(Message):
        """The cursor is on another action."""

    class Clicked(Message):
        """The action under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[KeyRow] = ()
        self.cursor = 0

    @property
    def row(self) -> KeyRow | None:
        """The action under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[KeyRow]) -> None:
        """Put the rows in; the cursor stays on its action."""
        here = self.row
        self.rows = rows
        found = [i for i, row in enumerate(rows) if row.id and here is not None and row.id == here.id]
        self.cursor = found[0] if found else next((i for i, row in enumerate(rows) if row.id), 0)
        self.virtual_size = Size(0, len(rows))
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        self._reveal()

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        ground = self.rich_style
        if index >= len(self.rows):
            return Strip.blank(width, ground)
        row = self.rows[index]
        if not row.id:
            return Strip([Segment(fit(f" {row.words}", width), self._style("dim", ground))], width)
        at_cursor = index == self.cursor
        if at_cursor:
            ground = self._style("cursor", ground)
        mark = Segment("▌" if at_cursor else " ", self._style("mark", ground))
        note = row.note if cell_len(row.note) + 24 + KEYS < width else ""
        room = width - 1 - KEYS - (cell_len(note) + 2 if note else 0)
        keys = self._style("dim" if row.stays else "key", ground)
        return Strip(
            [
                mark,
                Segment(fit(row.keys, KEYS - 1) + " ", keys),
                Segment(fit(cut(row.words, room), room), ground),
                Segment(f"  {note}" if note else "", self._style("dim", ground)),
            ],
            width,
        )

    def _style(self, name: str, ground: Style) -> Style:
        return ground + self.get_component_rich_style(f"keys--{name}", partial=True)

    def go_to(self, index: int, towards: int = 1) -> None:
        """Put the cursor on this row, or on the next action in that direction, and keep it in sight."""
        index = max(0, min(index, len(self.rows) - 1))
        onward = range(index, len(self.rows)), range(index, -1, -1)
        found = [i for way in (onward if towards > 0 else onward[::-1]) for i in way if self.rows[i].id]
        if not found or (index := found[0]) == self.cursor:
            self._reveal()
            return
        before, self.cursor = self.cursor, index
        if not self._reveal():
            self.refresh_line(before)
            self.refresh_line(index)
        self.post_message(self.Moved())

    def _reveal(self) -> bool:
        """Scroll to the cursor, with the name of its group when that is just above; says whether anything scrolled."""
        height = max(1, self.scrollable_content_region.height)
        top = round(self.scroll_y)
        first = self.cursor
        while first and not self.rows[first - 1].id:
            first -= 1
        if self.cursor - first >= height:
            first = self.cursor
        wanted = min(max(top, self.cursor - height + 1), first)
        wanted = max(0, min(wanted, len(self.rows) - height))
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
        return True

    def action_move(self, by: int) -> None:
        self.go_to(self.cursor + by, by)

    def action_page(self, pages: int) -> None:
        self.go_to(self.cursor + pages * max(1, self.scrollable_content_region.height - 2), pages)

    def on_click(self, event: events.Click) -> None:
        index = event.y + round(self.scroll_y)
        if 0 <= index < len(self.rows) and self.rows[index].id:
            self.go_to(index)
            self.post_message(self.Clicked())
