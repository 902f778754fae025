"""A customer's subscriptions: two rows each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from widgets.fit import cut
from widgets.read_ahead_list import ReadAheadList
from widgets.subscription_words import following, interval_words, price_words, status_words, title_of

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription


class SubscriptionList(ReadAheadList["Subscription"]):
    """Newest first: name and price, below them state, what follows and how often, then air. Where a name leaves no room
    for its price, that stands below."""

    def key_of(self, entry: Subscription) -> str:
        return entry.id

    def draw_row(self, entry: Subscription, row: int, width: int, ground: Style) -> list[Segment]:
        often = interval_words(entry.interval, entry.interval_count)
        price, title = self._price(entry), f" {title_of(entry)}"
        above = cell_len(title) + cell_len(price) + 4 <= width
        if row == 0:
            left = [Segment(cut(title, width - 2), ground + Style(bold=True))]
        else:
            words, tone = status_words(entry)
            room = width - 3 - (0 if above else cell_len(price) + 1)
            state = cut(f" {words}", room)
            about = _what_fits((following(entry), often), room - cell_len(state))
            left = [
                Segment(state, self.tone(tone.removeprefix("$"), ground)),
                Segment(about, self.tone("dim", ground)),
            ]
        right = price if above == (row == 0) else ""
        gap = width - 2 - sum(segment.cell_length for segment in left) - cell_len(right)
        return [*left, Segment(" " * max(0, gap), ground), Segment(right, self.tone("accent", ground))]

    def _price(self, subscription: Subscription) -> str:
        """Of its only item; several have none in common."""
        items = subscription.subscription_items
        return price_words(items[0]) if len(items) == 1 else ""


def _what_fits(parts: tuple[str, ...], room: int) -> str:
    """The first of these that have a place whole: half a day is none."""
    words = ""
    for part in parts:
        if part and cell_len(words) + 2 + cell_len(part) <= room:
            words += f"  {part}"
    return words
