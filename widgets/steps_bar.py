"""Where one is on the way to an order: `1 Contact ✓  2 Deliver ✓  3 Courier ●  4 Pay  5 Check`."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class WayStep:
    """A part of the way."""

    key: str
    label: str
    done: bool
    here: bool


class StepsBar(Widget):
    """One line. Where the names do not fit only the present one is written; a click goes to a step."""

    class Asked(Message):
        """A step was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._steps: tuple[WayStep, ...] = ()
        self._spots: list[tuple[int, int, str]] = []

    def show(self, steps: list[WayStep]) -> None:
        """Put the steps in."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        full = sum(cell_len(step.label) + 7 for step in self._steps)
        parts: list[tuple[str, str] | str] = [" "]
        self._spots = []
        x = 1
        for number, step in enumerate(self._steps, 1):
            mark = "✓" if step.done else "●" if step.here else ""
            if full <= width or step.here:
                text = f"{number} {step.label}{' ' + mark if mark else ''}"
                gap = "   " if full <= width else "  "
            else:
                text = f"{number}{'✓' if step.done else ''}"
                gap = "  "
            style = "bold $ink" if step.here else "$dim"
            self._spots.append((x, x + cell_len(text), step.key))
            parts += [(text, style), gap]
            x += cell_len(text) + len(gap)
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        for start, end, key in self._spots:
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Asked(key))
