"""A few ways of doing something in one line, one of them chosen."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

GAP = 3


class WayBar(Widget):
    """`ATM   Mobile banking   Internet banking`, the chosen one in bold, underlined; short names where it is narrow."""

    DEFAULT_CSS = "WayBar { height: 1; width: 100%; }"

    class Chosen(Message):
        """A way was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: list[str] = []
        self._short: list[str] = []
        self._chosen = 0
        self._spots: list[tuple[int, int]] = []

    def show(self, names: list[str], short: list[str], chosen: int) -> None:
        """Draw these."""
        self._names, self._short, self._chosen = names, short, chosen
        self.refresh()

    def render(self) -> Content:
        names = self._names
        if sum(map(cell_len, names)) + GAP * len(names) + 4 > self.content_size.width:
            names = self._short
        parts: list[tuple[str, str]] = []
        self._spots = []
        x = 0
        for index, name in enumerate(names):
            size = cell_len(name)
            parts += [(name, "bold underline $ink" if index == self._chosen else "$dim"), (" " * GAP, "")]
            self._spots.append((x, x + size))
            x += size + GAP
        return Content.assemble(*parts, ("← →", "bold $ink"))

    def on_click(self, event: events.Click) -> None:
        for index, (start, end) in enumerate(self._spots):
            if start <= event.x < end:
                self.post_message(self.Chosen(index))
                return
        self.post_message(self.Chosen((self._chosen + 1) % max(1, len(self._names))))
