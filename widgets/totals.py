"""Money rows: what, and how much, the amounts in one right-aligned column."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from app.i18n import _
from widgets.fit import cut


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row; `amount` is already written. `rule` draws a line above, `strong` is for the sum to pay."""

    label: str
    amount: str
    style: str = ""
    """Of the amount."""
    label_style: str = "$dim"
    strong: bool = False
    rule: bool = False
    gap: bool = False
    """An empty line above."""


class Totals(Widget):
    """Keeps its height while new figures are asked for: the old ones stay, dimmed, and the sum says so."""

    DEFAULT_CSS = "Totals { height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[MoneyRow, ...] = ()
        self.stale = False

    @property
    def rows(self) -> tuple[MoneyRow, ...]:
        return self._rows

    def show(self, rows: list[MoneyRow], *, stale: bool = False) -> None:
        """Put the rows in; `stale` marks them as belonging to an earlier choice."""
        new = tuple(rows)
        if new == self._rows and stale == self.stale:
            return
        changed_size = self._height(new) != self._height(self._rows)
        self._rows, self.stale = new, stale
        self.refresh(layout=changed_size)

    @staticmethod
    def _height(rows: tuple[MoneyRow, ...]) -> int:
        return sum(1 + row.rule + row.gap for row in rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._height(self._rows)

    def render(self) -> Content:
        width = self.size.width
        lines: list[Content] = []
        for row in self._rows:
            if row.gap:
                lines.append(Content(""))
            if row.rule:
                lines.append(Content.assemble(("─" * width, "$line")))
            waiting = "  " + _("calculating…") if self.stale and row.strong else ""
            label = cut(row.label, width - cell_len(row.amount) - 1 - cell_len(waiting))
            fill = " " * max(1, width - cell_len(label) - cell_len(waiting) - cell_len(row.amount))
            if self.stale:
                lines.append(Content.assemble((label + waiting + fill + row.amount, "$dim")))
            else:
                weight = "bold " if row.strong else ""
                style = row.style or ("$accent" if row.strong else "")
                lines.append(
                    Content.assemble((label, weight or row.label_style), fill, (row.amount, weight + style))
                )
        return Content("\n").join(lines)
