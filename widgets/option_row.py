"""One option of a product: its values in a row, chosen with left and right or a click."""

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


@dataclass(frozen=True, slots=True)
class OptionValue:
    """A value and how it would do with what else is chosen."""

    text: str
    state: ValueState


class OptionRow(Widget, can_focus=True):
    """`Size   ○ 100 g   ● 250 g   ○ 500 g (sold out)`, wrapped below its label when the line is short."""

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]
    DEFAULT_CSS = "OptionRow { height: auto; width: 1fr; } OptionRow:focus { background: $cursor; }"

    class Chosen(Message):
        """The buyer chose a value of an axis."""

        def __init__(self, axis: int, value: str) -> None:
            super().__init__()
            self.axis = axis
            self.value = value

    def __init__(self, axis: int, name: str, *, label_width: int) -> None:
        super().__init__()
        self.axis = axis
        self._label = name
        self._label_width = label_width
        self._values: tuple[OptionValue, ...] = ()
        self._chosen = ""

    def show(self, values: tuple[OptionValue, ...], chosen: str) -> None:
        """Draw these values with `chosen` marked."""
        self._values, self._chosen = values, chosen
        self.refresh(layout=True)

    def _words(self, value: OptionValue) -> str:
        mark = "·" if value.state == "missing" else "●" if value.text == self._chosen else "○"
        note = f" ({_('sold out')})" if value.state == "sold_out" else ""
        return f"{mark} {value.text}{note}"

    def _spots(self, width: int) -> list[tuple[int, int, OptionValue]]:
        """Where each value stands: x, y and the value."""
        spots: list[tuple[int, int, OptionValue]] = []
        start = self._label_width
        x, y = start, 0
        for value in self._values:
            size = cell_len(self._words(value))
            if x > start and x + size > width:
                x, y = start, y + 1
            spots.append((x, y, value))
            x += size + 3
        return spots

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        spots = self._spots(width)
        return spots[-1][1] + 1 if spots else 1

    def render(self) -> Content:
        name = self._label
        if cell_len(name) > self._label_width - 2:
            name = name[: self._label_width - 3] + "…"
        parts: list[tuple[str, str]] = [(name, "$dim")]
        x, y = cell_len(name), 0
        for spot_x, spot_y, value in self._spots(self.content_size.width):
            if spot_y != y:
                parts.append(("\n", ""))
                x, y = 0, spot_y
            parts.append((" " * (spot_x - x), ""))
            words = self._words(value)
            chosen = value.text == self._chosen
            style = "bold $accent" if chosen else "$dim" if value.state != "available" else "$ink"
            parts.append((words, style))
            x = spot_x + cell_len(words)
        return Content.assemble(*parts)

    def action_step(self, by: int) -> None:
        reachable = [value.text for value in self._values if value.state != "missing"] or [
            value.text for value in self._values
        ]
        if not reachable:
            return
        here = reachable.index(self._chosen) if self._chosen in reachable else -1 if by > 0 else 0
        self.post_message(self.Chosen(self.axis, reachable[(here + by) % len(reachable)]))

    def on_click(self, event: events.Click) -> None:
        for x, y, value in self._spots(self.content_size.width):
            if event.y == y and x <= event.x < x + cell_len(self._words(value)) + 1:
                self.post_message(self.Chosen(self.axis, value.text))
                return
