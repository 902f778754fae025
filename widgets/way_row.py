"""A name, what it is at now, and that a page or a deed lies behind it: `Keys   3 of yours   ›`."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from widgets.fit import cut, fit

MARK = " ›"


class WayRow(Widget, can_focus=True):
    """One line among rows of values; Enter or a click goes there."""

    BINDINGS = [
        Binding("enter,space,right", "go", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = "WayRow { height: 1; width: 1fr; text-wrap: nowrap; } WayRow:focus { background: $cursor; }"

    class Taken(Message):
        """The buyer wants to go there."""

        def __init__(self, row: WayRow) -> None:
            super().__init__()
            self.row = row

        @property
        def control(self) -> WayRow:
            return self.row

    def __init__(self, label: str, *, label_width: int = 12, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._label_width = label_width
        self._words = ""

    def show(self, words: str) -> None:
        """Draw with these words."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render(self) -> Content:
        room = max(0, self.content_size.width - self._label_width - cell_len(MARK))
        return Content.assemble(
            (fit(self._label, self._label_width), "$dim"), cut(self._words, room), (MARK, "$accent")
        )

    def action_go(self) -> None:
        self.post_message(self.Taken(self))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_go()
