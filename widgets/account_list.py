"""The accounts one may transfer to, one of them marked: that is the one which is copied."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from app.i18n import _
from app.services.payment import Account
from widgets.fit import cut, fit
from widgets.grouped import grouped


class AccountList(Widget, can_focus=True):
    """Bank, number and holder in columns; where that is too wide the holder stands below."""

    DEFAULT_CSS = "AccountList { height: auto; width: 100%; }"
    BINDINGS = [Binding("up", "move(-1)", show=False), Binding("down", "move(1)", show=False)]

    class Copied(Message):
        """An account was clicked; it is marked now."""

    class Marked(Message):
        """The mark moved to the account at `row`, which takes so many `rows`."""

        def __init__(self, row: int, rows: int) -> None:
            super().__init__()
            self.row = row
            self.rows = rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.accounts: tuple[Account, ...] = ()
        self.marked = 0
        self._key = ""

    def show(self, accounts: tuple[Account, ...], key: str) -> None:
        """Draw these, the mark where it was if it can be; `key` copies the marked one."""
        if (accounts, key) != (self.accounts, self._key):
            self.accounts, self._key = accounts, key
            self.marked = min(self.marked, max(0, len(accounts) - 1))
            self.refresh(layout=True)

    @property
    def account(self) -> Account | None:
        """The marked one."""
        return self.accounts[self.marked] if self.accounts else None

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Widths of bank and number, and rows an account takes."""
        bank = max((cell_len(one.bank) for one in self.accounts), default=0)
        number = max((cell_len(grouped(one.number)) for one in self.accounts), default=0)
        holder = max((cell_len(one.holder) for one in self.accounts), default=0)
        lines = 1 if 2 + bank + 3 + number + 3 + holder <= width else 2
        return min(bank, max(6, width - number - 5)), number, lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.accounts) * self._columns(width)[2]

    def render(self) -> Content:
        width = self.content_size.width
        bank, number, lines = self._columns(width)
        rows: list[Content] = []
        for index, one in enumerate(self.accounts):
            marked = index == self.marked
            mark = ("▌ ", "$accent") if marked else ("  ", "")
            row = Content.assemble(
                mark, (fit(one.bank, bank), ""), "   ", (fit(grouped(one.number), number), "bold $ink")
            )
            if lines == 1:
                row = Content.assemble(row, "   ", (one.holder, "$dim"))
            hint = f"{self._key} {_('copy')}"
            if marked and row.cell_length + 3 + cell_len(hint) <= width:
                gap = " " * (width - row.cell_length - cell_len(hint))
                row = Content.assemble(
                    row, gap, (self._key, "bold $ink"), (hint.removeprefix(self._key), "$dim")
                )
            if lines == 1:
                rows.append(row)
            else:
                rows += [row, Content.assemble(mark, (cut(one.holder, width - 2), "$dim"))]
        return Content("\n").join(rows)

    def action_move(self, by: int) -> None:
        to = self.marked + by
        if not 0 <= to < len(self.accounts):
            raise SkipAction  # what is around scrolls instead
        self._mark(to)

    def _mark(self, index: int) -> None:
        self.marked = index
        self.refresh()
        rows = self._columns(self.content_size.width)[2]
        self.post_message(self.Marked(index * rows, rows))

    def on_click(self, event: events.Click) -> None:
        index = event.y // self._columns(self.content_size.width)[2]
        if 0 <= index < len(self.accounts):
            self._mark(index)
            self.post_message(self.Copied())
