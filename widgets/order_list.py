"""A buyer's orders: two rows each."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from app.i18n import _
from app.money import format_money
from app.records import PlacedOrder
from widgets.card_list import CardList
from widgets.dates import short_date
from widgets.fit import cut
from widgets.order_state import payable, time_left
from widgets.order_words import method_words, status_words


class OrderList(CardList[PlacedOrder]):
    """Newest first: number and total, below them date, state and what was bought, then air."""

    class Walked(Message):
        """The cursor was moved, or would have been: `left` orders come after it."""

        def __init__(self, left: int) -> None:
            super().__init__()
            self.left = left

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks: dict[str, str] = {}

    def show(self, rows: list[PlacedOrder], marks: dict[str, str] | None = None) -> None:
        """Draw these; the cursor stays on the order it was on. `marks`: a word for some, by secret slug."""
        self._marks = marks or {}
        super().show(rows)

    def key_of(self, entry: PlacedOrder) -> str:
        return entry.secret_slug

    def action_move(self, by: int) -> None:
        super().action_move(by)
        self.post_message(self.Walked(len(self.rows) - 1 - self.cursor))

    def draw_row(self, entry: PlacedOrder, row: int, width: int, ground: Style) -> list[Segment]:
        width = self.size.width  # a scrollbar takes of the air at the end: the totals stay where they are
        dim = self.tone("dim", ground)
        words, tone = status_words(entry.status, entry.payment_status, entry.payment_method)
        left = time_left(entry.expires_at) if payable(entry) else ""
        if row == 0:
            total = format_money(entry.total)
            number = f" {entry.order_id or _('Order')}"
            middle = f"   {short_date(entry.placed_at)}"
            gap = max(1, width - 3 - cell_len(number) - cell_len(middle) - cell_len(total))
            return [
                Segment(number, ground + Style(bold=True)),
                Segment(middle, dim),
                Segment(" " * gap, ground),
                Segment(total, self.tone("accent", ground)),
            ]
        state = f" {words}" + (f", {left}" if left else "")
        mark = self._marks.get(entry.secret_slug, "")
        about = "  " + " · ".join(
            part for part in (mark, method_words(entry.payment_method), entry.summary) if part
        )
        room = max(0, width - 3 - cell_len(state))
        return [
            Segment(cut(state, width - 2), self.tone(tone.removeprefix("$"), ground)),
            Segment(cut(about, room), dim),
        ]
