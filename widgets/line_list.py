"""Rows of one line each below one another: a cursor that stays in sight, and only what is in sight is drawn."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

Row = TypeVar("Row")


class LineList(ScrollView, Generic[Row], can_focus=True):
    """Subclasses draw a row, move the cursor to where it may stand, and say what a click does."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]
    COMPONENT_CLASSES = {"line--cursor", "line--edge", "line--dim"}
    DEFAULT_CSS = """
    LineList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    LineList .line--cursor { background: $cursor; }
    LineList .line--edge { color: $accent; }
    LineList .line--dim { color: $dim; }
    """
    KEPT = 1
    """Rows of a page that are in sight on the next one as well."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.cursor = 0

    # For subclasses

    @abstractmethod
    def draw_row(self, index: int, width: int, ground: Style) -> Strip:
        """A row in exactly so many cells, an edge before that under the cursor, whose colour `ground` has already."""

    @abstractmethod
    def move(self, by: int) -> None:
        """Move the cursor `by` rows, as far as there are any, and keep it in sight."""

    @abstractmethod
    def clicked(self, index: int) -> None:
        """There is a row where a click was."""

    def first_beside(self) -> int:
        """The first of the rows that are to be in sight together with that of the cursor."""
        return self.cursor

    def tone(self, name: str, ground: Style) -> Style:
        """The ground with the colour of a component."""
        return ground + self.get_component_rich_style(f"line--{name}", partial=True)

    def put(self, rows: Sequence[Row], cursor: int) -> None:
        """Other rows, and the cursor on one of them."""
        self.rows = rows
        self.cursor = cursor
        self.virtual_size = Size(0, len(rows))
        self.reveal()
        self.refresh()

    def stand_on(self, index: int) -> None:
        """Put the cursor on another row and that row in sight."""
        before, self.cursor = self.cursor, index
        if not self.reveal():
            self.refresh_line(before)
            self.refresh_line(index)

    # The list

    def on_resize(self) -> None:
        self.reveal()

    def reveal(self) -> bool:
        """Scroll to the cursor; says whether anything scrolled."""
        height = max(1, self.scrollable_content_region.height)
        top = round(self.scroll_y)
        first = self.first_beside()
        if self.cursor - first >= height:
            first = self.cursor
        wanted = min(max(top, self.cursor - height + 1), first)
        wanted = max(0, min(wanted, len(self.rows) - height))
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
        return True

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        ground = self.rich_style
        if index >= len(self.rows):
            return Strip.blank(width, ground)
        return self.draw_row(index, width, self.tone("cursor", ground) if index == self.cursor else ground)

    def action_move(self, by: int) -> None:
        self.move(by)

    def action_page(self, pages: int) -> None:
        self.move(pages * max(1, self.scrollable_content_region.height - self.KEPT))

    def on_click(self, event: events.Click) -> None:
        index = event.y + round(self.scroll_y)
        if 0 <= index < len(self.rows):
            self.clicked(index)
