"""The lines of the review: what is being bought, from the cart or directly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from app.i18n import _
from app.records import DirectItem, LineSnapshot

if TYPE_CHECKING:
    from app.services.cart_line import CartLine


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


def review_lines(
    cart: list[CartLine], direct: list[DirectItem], snapshots: dict[str, LineSnapshot]
) -> list[CheckoutLine]:
    """The lines of the cart and what is bought directly, of which one is empty."""
    lines = [review_line(line.snapshot, line.quantity, line.unit_price) for line in cart]
    return lines + [review_line(snapshots.get(item.key), item.quantity) for item in direct]
