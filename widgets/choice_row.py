"""A setting: its name and its values in a row, chosen with left and right or a click."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class ChoiceRow(Widget, can_focus=True):
    """`Theme   ● dark   ○ light   ○ high contrast`."""

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space,enter", "step(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = "ChoiceRow { height: 1; width: 1fr; } ChoiceRow:focus { background: $cursor; }"
    LABEL = 12

    class Chosen(Message):
        """Another value was chosen."""

        def __init__(self, row: ChoiceRow, value: str) -> None:
            super().__init__()
            self.row = row
            self.value = value

        @property
        def control(self) -> ChoiceRow:
            return self.row

    def __init__(
        self, name: str, values: tuple[tuple[str, str], ...], chosen: str, *, id: str | None = None
    ) -> None:
        """`values` are (value, words)."""
        super().__init__(id=id)
        self._label = name
        self._values = values
        self._chosen = chosen

    def _spots(self) -> list[tuple[int, str, str]]:
        spots: list[tuple[int, str, str]] = []
        x = self.LABEL
        for value, words in self._values:
            spots.append((x, value, words))
            x += cell_len(words) + 5
        return spots

    def render(self) -> Content:
        parts: list[tuple[str, str]] = [(f"{self._label:<{self.LABEL}}", "$dim")]
        for _x, value, words in self._spots():
            chosen = value == self._chosen
            parts.append((f"{'●' if chosen else '○'} {words}   ", "bold $accent" if chosen else "$ink"))
        return Content.assemble(*parts)

    def choose(self, value: str) -> None:
        """Mark `value` and say so."""
        if value != self._chosen:
            self._chosen = value
            self.refresh()
            self.post_message(self.Chosen(self, value))

    def action_step(self, by: int) -> None:
        names = [value for value, _words in self._values]
        here = names.index(self._chosen) if self._chosen in names else 0
        self.choose(names[(here + by) % len(names)])

    def on_click(self, event: events.Click) -> None:
        for x, value, words in self._spots():
            if x <= event.x < x + cell_len(words) + 2:
                self.choose(value)
