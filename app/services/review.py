"""The lines of the review: what is being bought, from the cart or directly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.i18n import _
from app.records import LineSnapshot


@dataclass(frozen=True, slots=True)
class CheckoutLine:
    """A line of the review: what is being bought, from the cart or directly."""

    name: str
    options: str
    quantity: int
    total: Decimal | None
    item_type: str


def review_line(snapshot: LineSnapshot | None, quantity: int, price: Decimal | None = None) -> CheckoutLine:
    """A line as reviewed; without a `price` of today the one remembered counts."""
    if snapshot is None:
        return CheckoutLine(_("Unknown item"), "", quantity, None if price is None else price * quantity, "")
    price = price if price is not None else snapshot.price
    total = price * quantity if price is not None else None
    return CheckoutLine(snapshot.name, snapshot.options, quantity, total, snapshot.item_type)
