"""What a row of the catalogue says about its item."""

from __future__ import annotations

from app.i18n import N_, _
from app.money import format_money, format_range
from app.services.feed import FeedItem, Order
from widgets import stock

TYPE_WORDS = {
    "digital": N_("Digital"),
    "course": N_("Course"),
    "license": N_("Licence"),
    "subscription": N_("Subscription"),
}
ORDER_WORDS: dict[Order, str] = {
    "featured": N_("featured"),
    "cheapest": N_("cheapest first"),
    "dearest": N_("dearest first"),
    "newest": N_("newest first"),
    "name": N_("A–Z"),
}


def price_words(item: FeedItem) -> str:
    """`Rp85.000 – 160.000`."""
    return format_range(item.price_min, item.price_max)


def least_words(item: FeedItem) -> str:
    """`from Rp85.000`: where a range would leave no room for the name."""
    if item.price_min is None or item.price_max in (None, item.price_min):
        return price_words(item)
    return _("from {price}").format(price=format_money(item.price_min))


def stock_words(item: FeedItem) -> str:
    """Whether any of it can be bought: the feed says no more than that."""
    return stock.stock_words(item.in_stock, None)[0]


def what_words(item: FeedItem) -> str:
    """`Coffee · Size, Grind`: where it belongs and what there is to choose."""
    parts = [item.category]
    if item.kind == "bundle":
        parts.append(_("Bundle"))
    elif item.item_type in TYPE_WORDS:
        parts.append(_(TYPE_WORDS[item.item_type]))
    parts.append(", ".join(item.option_names))
    return " · ".join(part for part in parts if part)


def order_words(order: Order) -> str:
    """The name of a sort order."""
    return _(ORDER_WORDS[order])
