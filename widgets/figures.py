"""Rows of words and money, the money in a column of its own."""

from __future__ import annotations

from decimal import Decimal

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from app.money import format_money

Row = tuple[str, str, str]
"""Label, value, style of the value."""


def money_row(label: str, amount: Decimal | None, style: str = "$ink") -> Row:
    """A row for an amount."""
    return (label, format_money(amount), style)


class Figures(Widget):
    """Label left, value right, as wide as its place; a label that does not fit is cut, a value never."""

    DEFAULT_CSS = "Figures { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: list[Row]) -> None:
        """Draw these rows; an empty label and value is a rule."""
        self._rows = tuple(rows)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows)

    def render(self) -> Content:
        width = self.content_size.width
        parts: list[tuple[str, str]] = []
        for label, value, style in self._rows:
            if parts:
                parts.append(("\n", ""))
            if not label and not value:
                parts.append(("─" * width, "$line"))
                continue
            room = width - cell_len(value) - 1
            shown = label if cell_len(label) <= room else label[: max(0, room - 1)] + "…"
            parts.append((shown + " " * max(1, width - cell_len(shown) - cell_len(value)), "$dim"))
            parts.append((value, style))
        return Content.assemble(*parts)
