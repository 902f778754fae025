"""Headings and rows below them, each with how far it has come: a list of courses, the lessons of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.fit import cut, fit
from widgets.progress_cells import cells, figure

Styles = Callable[[str], Style]

ROOMY = 60
"""Columns below which the words need what the figures would take."""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row. Label and note may be a store's own words: they are drawn as plain text."""

    id: str
    """Empty: a heading, which cannot be chosen."""
    label: str
    note: str = ""
    percent: int | None = None
    """Draws a bar."""
    status: str = ""
    """Words in place of the bar."""

    @property
    def is_heading(self) -> bool:
        return not self.id


class OutlineList(ScrollView, can_focus=True):
    """Line API: label, note, bar. Arrows go from row to row, Enter or a click opens one."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]
    COMPONENT_CLASSES = {
        "outline--cursor",
        "outline--dim",
        "outline--accent",
        "outline--good",
        "outline--warn",
        "outline--rest",
    }
    DEFAULT_CSS = """
    OutlineList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    OutlineList .outline--cursor { background: $cursor; }
    OutlineList .outline--dim { color: $dim; }
    OutlineList .outline--accent { color: $accent; text-style: bold; }
    OutlineList .outline--good { color: $good; }
    OutlineList .outline--warn { color: $warn; }
    OutlineList .outline--rest { color: $line; }
    """

    class Opened(Message):
        """A row was chosen."""

        def __init__(self, row_id: str) -> None:
            super().__init__()
            self.row_id = row_id

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[OutlineRow, ...] = ()
        self.cursor = 0
        """Index in `rows`."""
        self._lines: list[int] = []
        """The row each line shows; -1 is air."""

    @property
    def current(self) -> OutlineRow | None:
        """The row under the cursor."""
        row = self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None
        return None if row is None or row.is_heading else row

    def show(self, rows: list[OutlineRow]) -> None:
        """Draw these; the cursor stays on the row it was on."""
        new = tuple(rows)
        if new == self.rows:
            return
        here = self.current
        self.rows = new
        self._lay_out()
        ids = [row.id for row in new]
        if here is not None and here.id in ids:
            self.cursor = ids.index(here.id)
        elif self.current is None:
            self.cursor = next((at for at, row in enumerate(new) if not row.is_heading), 0)
        self.refresh()

    def move_to(self, row_id: str) -> None:
        """Put the cursor on a row, if it is there."""
        for at, row in enumerate(self.rows):
            if row.id == row_id and row_id:
                self._go(at)

    def on_resize(self) -> None:
        self._lay_out()
        self.call_after_refresh(self._reveal)

    def _lay_out(self) -> None:
        """Air above each heading but the first, where there are rows to spare."""
        airy = not self.screen.has_class("-short")
        self._lines = []
        for at, row in enumerate(self.rows):
            if row.is_heading and at and airy:
                self._lines.append(-1)
            self._lines.append(at)
        self.virtual_size = Size(self.size.width, len(self._lines))

    def action_move(self, by: int) -> None:
        open_to = [at for at, row in enumerate(self.rows) if not row.is_heading]
        if not open_to:
            return
        now = open_to.index(self.cursor) if self.cursor in open_to else 0
        self._go(open_to[max(0, min(now + by, len(open_to) - 1))])

    def _go(self, at: int) -> None:
        self.cursor = at
        self.refresh()
        self._reveal()

    def _reveal(self) -> None:
        """The cursor's row in sight, and the heading right above it."""
        if self.cursor not in self._lines:
            return
        y = self._lines.index(self.cursor)
        above = 0
        while y - above > 0 and (
            self._lines[y - above - 1] < 0 or self.rows[self._lines[y - above - 1]].is_heading
        ):
            above += 1
        self.scroll_to_region(Region(0, y - above, 1, 1 + above), animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        y += self.scroll_offset.y
        ground = self.rich_style
        if not 0 <= y < len(self._lines) or self._lines[y] < 0:
            return Strip([Segment(" " * width, ground)], width)
        at = self._lines[y]
        row = self.rows[at]
        here = at == self.cursor and not row.is_heading and self.has_focus
        if here:
            ground = ground + Style(bgcolor=self.get_component_rich_style("outline--cursor").bgcolor)

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"outline--{name}", partial=True)

        done = row.percent is not None and row.percent >= 100
        indent = "" if row.is_heading else "  "
        tail = self._tail(row, width, style, ground)
        room = max(0, width - 1 - len(indent) - sum(segment.cell_length for segment in tail) - 1)
        note = row.note if cell_len(row.label) + 2 + cell_len(row.note) <= room else ""
        label = fit(row.label, room - (cell_len(note) + 2 if note else 0))
        mark = "✓ " if done and not row.is_heading else indent
        return Strip(
            [
                Segment("▌" if here else " ", style("accent")),
                Segment(mark, style("good")),
                Segment(label, ground + Style(bold=row.is_heading or here)),
                Segment(f"  {note}" if note else "", style("dim")),
                *tail,
            ]
        ).adjust_cell_length(width, ground)

    def _tail(self, row: OutlineRow, width: int, style: Styles, ground: Style) -> list[Segment]:
        if row.status:
            return [Segment("  " + cut(row.status, max(8, width // 2)), style("warn"))]
        if row.percent is None:
            return []
        bar = 20 if width >= 90 else 12 if width >= ROOMY else 4
        full, rest = cells(row.percent, bar)
        tone = style("good") if row.percent >= 100 else ground
        return [
            Segment("  ", ground),
            Segment(full, tone),
            Segment(rest, style("rest")),
            Segment(figure(row.percent) if width >= ROOMY else "", style("dim")),
        ]

    def on_click(self, event: events.Click) -> None:
        y = event.y + self.scroll_offset.y
        if 0 <= y < len(self._lines) and self._lines[y] >= 0 and not self.rows[self._lines[y]].is_heading:
            self._go(self._lines[y])
            self.post_message(self.Opened(self.rows[self.cursor].id))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
