"""A name and its values in a row, one of them chosen: options of a product, settings."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from app.i18n import _
from app.services.options import ValueState
from widgets.fit import cut, fit


@dataclass(frozen=True, slots=True)
class Value:
    """A value, the words for it, and how it would do with what else is chosen."""

    value: str
    words: str
    state: ValueState = "available"


class ValueRow(Widget, can_focus=True):
    """`Size   ○ 100 g   ● 250 g   ○ 500 g (sold out)`, wrapped beside its label when the line is short."""

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = (
        "ValueRow { height: auto; width: 1fr; text-wrap: nowrap; } ValueRow:focus { background: $cursor; }"
    )

    class Chosen(Message):
        """The buyer chose a value of a row."""

        def __init__(self, row: ValueRow, value: str) -> None:
            super().__init__()
            self.row = row
            self.value = value

        @property
        def control(self) -> ValueRow:
            return self.row

    def __init__(self, label: str, *, label_width: int = 12, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._label_width = label_width
        self._values: tuple[Value, ...] = ()
        self._chosen = ""

    def show(self, values: tuple[Value, ...], chosen: str) -> None:
        """Draw these values with `chosen` marked."""
        if (values, chosen) != (self._values, self._chosen):
            self._values, self._chosen = values, chosen
            self.refresh(layout=True)

    def choose(self, value: str) -> None:
        """Ask for `value`, as a click on it does."""
        self.post_message(self.Chosen(self, value))

    def _words(self, value: Value, width: int) -> str:
        """In at most one line of the row."""
        mark = "·" if value.state == "missing" else "●" if value.value == self._chosen else "○"
        note = f" ({_('sold out')})" if value.state == "sold_out" else ""
        return cut(f"{mark} {value.words}{note}", max(4, width - self._label_width))

    def _spots(self, width: int) -> list[tuple[int, int, Value]]:
        """Where each value stands: x, y and the value."""
        spots: list[tuple[int, int, Value]] = []
        start = self._label_width
        x, y = start, 0
        for value in self._values:
            size = cell_len(self._words(value, width))
            if x > start and x + size > width:
                x, y = start, y + 1
            spots.append((x, y, value))
            x += size + 3
        return spots

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        spots = self._spots(width)
        return spots[-1][1] + 1 if spots else 1

    def render(self) -> Content:
        width = self.content_size.width
        parts: list[tuple[str, str]] = [(fit(self._label, self._label_width - 1), "$dim")]
        x, y = self._label_width - 1, 0
        for spot_x, spot_y, value in self._spots(width):
            if spot_y != y:
                parts.append(("\n", ""))
                x, y = 0, spot_y
            parts.append((" " * (spot_x - x), ""))
            words = self._words(value, width)
            chosen = value.value == self._chosen
            style = "bold $accent" if chosen else "$dim" if value.state != "available" else "$ink"
            parts.append((words, style))
            x = spot_x + cell_len(words)
        return Content.assemble(*parts)

    def action_step(self, by: int) -> None:
        names = [value.value for value in self._values]
        reachable = [value.value for value in self._values if value.state != "missing"] or names
        if not reachable:
            return
        here = reachable.index(self._chosen) if self._chosen in reachable else -1 if by > 0 else 0
        self.choose(reachable[(here + by) % len(reachable)])

    def on_click(self, event: events.Click) -> None:
        width = self.content_size.width
        for x, y, value in self._spots(width):
            if event.y == y and x <= event.x < x + cell_len(self._words(value, width)) + 1:
                self.choose(value.value)
                return
