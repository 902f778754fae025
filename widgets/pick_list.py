"""A long list to pick from, drawn line by line: thousands of rows cost no more than the dozen in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.fit import fit


class PickList(ScrollView, can_focus=True):
    """Rows of plain text with a cursor. Enter or a click picks; give it the arrows from a field with `move`."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
        Binding("enter,space", "pick", show=False),
    ]

    COMPONENT_CLASSES = {"pick--cursor", "pick--edge"}
    DEFAULT_CSS = """
    PickList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    PickList .pick--cursor { background: $cursor; }
    PickList .pick--edge { color: $accent; }
    """

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
        self.rows: Sequence[str] = ()
        self.cursor = 0

    def show(self, rows: Sequence[str], cursor: int = 0) -> None:
        """Put the rows in and the cursor on one of them."""
        self.rows = rows
        self.cursor = max(0, min(cursor, len(rows) - 1))
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
        text = self._fit_row(self.rows[index], width - 1)
        if index != self.cursor:
            return Strip([Segment(" " + text, ground)], width)
        row = ground + self.get_component_rich_style("pick--cursor", partial=True)
        edge = row + self.get_component_rich_style("pick--edge", partial=True)
        return Strip([Segment("▌", edge), Segment(text, row)], width)

    def move(self, by: int) -> None:
        """Move the cursor `by` rows and keep it in sight."""
        before = self.cursor
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))
        if self.cursor != before and not self._reveal():
            self.refresh_line(before)
            self.refresh_line(self.cursor)

    def _reveal(self) -> bool:
        """Scroll to the cursor; says whether anything scrolled."""
        height = max(1, self.scrollable_content_region.height)
        top = round(self.scroll_y)
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        wanted = max(0, min(wanted, len(self.rows) - height))
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
        return True

    def action_move(self, by: int) -> None:
        self.move(by)

    def action_page(self, pages: int) -> None:
        self.move(pages * max(1, self.scrollable_content_region.height - 1))

    def action_pick(self) -> None:
        if self.rows:
            self.post_message(self.Picked(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        index = event.y + round(self.scroll_y)
        if 0 <= index < len(self.rows):
            self.move(index - self.cursor)
            self.action_pick()
