"""A long list to pick from, drawn line by line: thousands of rows cost no more than the dozen in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from widgets.fit import fit
from widgets.line_list import LineList


class PickList(LineList[str]):
    """Rows of plain text with a cursor. Enter or a click picks; give it the arrows from a field with `move`."""

    BINDINGS = [Binding("enter,space", "pick", show=False)]

    class Picked(Message):
        """A row was picked; `index` counts from 0 in what was last shown."""

        def __init__(self, pick_list: PickList, index: int) -> None:
            super().__init__()
            self.pick_list = pick_list
            self.index = index

    def __init__(self, *, fit_row: Callable[[str, int], str] = fit, id: str | None = None) -> None:
        """`fit_row` gives a row in exactly so many cells."""
        super().__init__(id=id)
        self._fit_row = fit_row

    def show(self, rows: Sequence[str], cursor: int = 0) -> None:
        """Put the rows in and the cursor on one of them."""
        self.put(rows, max(0, min(cursor, len(rows) - 1)))

    def draw_row(self, index: int, width: int, ground: Style) -> Strip:
        text = self._fit_row(self.rows[index], width - 1)
        if index != self.cursor:
            return Strip([Segment(" " + text, ground)], width)
        return Strip([Segment("▌", self.tone("edge", ground)), Segment(text, ground)], width)

    def move(self, by: int) -> None:
        index = max(0, min(len(self.rows) - 1, self.cursor + by))
        if index != self.cursor:
            self.stand_on(index)

    def action_pick(self) -> None:
        if self.rows:
            self.post_message(self.Picked(self, self.cursor))

    def clicked(self, index: int) -> None:
        self.move(index - self.cursor)
        self.action_pick()
