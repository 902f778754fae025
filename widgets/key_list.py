"""Every action with its keys, in groups: a list that draws only what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from widgets.fit import cut, fit
from widgets.line_list import LineList

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


class KeyList(LineList[KeyRow]):
    """The cursor stands on actions only."""

    COMPONENT_CLASSES = {"line--key"}
    DEFAULT_CSS = "KeyList .line--key { color: $accent; text-style: bold; }"
    KEPT = 2

    class Moved(Message):
        """The cursor is on another action."""

    class Clicked(Message):
        """The action under the cursor was clicked."""

    @property
    def row(self) -> KeyRow | None:
        """The action under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[KeyRow]) -> None:
        """Put the rows in; the cursor stays on its action."""
        here = self.row
        found = [i for i, row in enumerate(rows) if row.id and here is not None and row.id == here.id]
        self.put(rows, found[0] if found else next((i for i, row in enumerate(rows) if row.id), 0))

    def draw_row(self, index: int, width: int, ground: Style) -> Strip:
        row = self.rows[index]
        if not row.id:
            return Strip([Segment(fit(f" {row.words}", width), self.tone("dim", self.rich_style))], width)
        note = row.note if cell_len(row.note) + 24 + KEYS < width else ""
        room = width - 1 - KEYS - (cell_len(note) + 2 if note else 0)
        return Strip(
            [
                Segment("▌" if index == self.cursor else " ", self.tone("edge", ground)),
                Segment(fit(row.keys, KEYS - 1) + " ", self.tone("dim" if row.stays else "key", ground)),
                Segment(fit(cut(row.words, room), room), ground),
                Segment(f"  {note}" if note else "", self.tone("dim", ground)),
            ],
            width,
        )

    def go_to(self, index: int, towards: int = 1) -> None:
        """Put the cursor on this row, or on the next action in that direction, and keep it in sight."""
        index = max(0, min(index, len(self.rows) - 1))
        onward = range(index, len(self.rows)), range(index, -1, -1)
        found = [i for way in (onward if towards > 0 else onward[::-1]) for i in way if self.rows[i].id]
        if not found or found[0] == self.cursor:
            self.reveal()
            return
        self.stand_on(found[0])
        self.post_message(self.Moved())

    def move(self, by: int) -> None:
        self.go_to(self.cursor + by, by)

    def first_beside(self) -> int:
        """The name of the group, when that is just above."""
        first = self.cursor
        while first and not self.rows[first - 1].id:
            first -= 1
        return first

    def clicked(self, index: int) -> None:
        if self.rows[index].id:
            self.go_to(index)
            self.post_message(self.Clicked())
