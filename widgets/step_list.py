"""Numbered steps, each wrapped under its own words."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class StepList(Widget):
    """`1  Open the app …`; nothing and no rows without steps."""

    DEFAULT_CSS = "StepList { height: auto; width: 100%; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._steps: list[str] = []

    def show(self, steps: list[str]) -> None:
        """Draw these."""
        if steps != self._steps:
            self._steps = steps
            self.refresh(layout=True)

    def _rows(self, width: int) -> list[Content]:
        rows: list[Content] = []
        for number, step in enumerate(self._steps, 1):
            for index, line in enumerate(Content(step).wrap(max(8, width - 3))):
                rows.append(Content.assemble((f"{number:<3}" if index == 0 else "   ", "$dim"), line))
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> Content:
        return Content("\n").join(self._rows(self.content_size.width))
