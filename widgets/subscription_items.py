"""What a subscription is of: each item with its state, its price in a column, and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from app.i18n import _
from widgets.fit import cut
from widgets.subscription_words import interval_words, item_status_words, pending_words, price_words

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription, SubscriptionItem, VariantOption


MOST_ROWS = 4
"""Of a name."""


class SubscriptionItems(Widget):
    """Name, below it price, how often and, where it is not that of all, its state; then what the shop was asked for."""

    DEFAULT_CSS = "SubscriptionItems { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._subscription: Subscription | None = None
        self._offered: Mapping[int, VariantOption] = {}

    def show(self, subscription: Subscription, offered: Mapping[int, VariantOption]) -> None:
        """Draw its items; `offered` are the variants known by id."""
        self._subscription, self._offered = subscription, offered
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width)) or 1

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        subscription = self._subscription
        if subscription is None or width < 1:
            return []
        if not subscription.subscription_items:
            return [Content.assemble((_("The shop names no items."), "$dim"))]
        return [
            line for item in subscription.subscription_items for line in self._item(item, subscription, width)
        ]

    def _item(self, item: SubscriptionItem, subscription: Subscription, width: int) -> list[Content]:
        price = price_words(item)
        often = interval_words(subscription.interval, subscription.interval_count)
        state, style = ("", "") if _as_all(item, subscription) else item_status_words(item)
        room = width - cell_len(price) - (1 + cell_len(often) if often else 0)
        state = cut(state, max(8, room - 2))
        lines = Content.assemble((item.title or _("Item"), "bold")).wrap(width)[:MOST_ROWS]
        beside = not state and len(lines) == 1 and lines[0].cell_length + 2 <= room
        start = lines.pop() if beside else Content.assemble((state, style))
        gap = " " * max(1, room - start.cell_length)
        lines.append(Content.assemble(start, gap, (price, "$accent"), (f" {often}" if often else "", "$dim")))
        action = item.pending
        if action is not None:
            number = action.next_variant_config.number if action.next_variant_config is not None else None
            option = self._offered.get(number) if number is not None else None
            words = pending_words(action, option.title if option else "", subscription.current_period_end)
            lines += Content.assemble((words, "$warn")).wrap(width)
        return lines


def _as_all(item: SubscriptionItem, subscription: Subscription) -> bool:
    """Its state says nothing that is not said already: of the subscription above, or of what waits below."""
    if item.pending is not None and item.status.startswith("pending_"):
        return True
    ends = item.is_cancel_at_period_end and not subscription.is_cancel_at_period_end
    return item.status in ("", subscription.status) and not ends
