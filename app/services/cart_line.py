"""One cart line: the server's ids joined with our snapshot and the last price and stock (NOTES section 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from app.api.errors import Rejected
from app.i18n import _
from app.records import LineKind, LineSnapshot, SavedLine

if TYPE_CHECKING:
    from app.api.models.catalog import Bundle, Pricing, Product, Variant
    from app.api.models.checkout import Cart

MAX_QUANTITY = 100
"""Checkout lines are capped at this by contract, cart lines are not: we hold to the lower."""
MAX_LINES = 50

LineProblem = Literal["sold_out", "short", "unknown", "gone", "price_changed"]
STOPPING: frozenset[LineProblem] = frozenset(("sold_out", "short", "gone"))
"""Problems that no order gets past; the others are only worth knowing."""

UNDELIVERED = frozenset(("digital", "course", "license", "subscription"))
"""Item types that need no parcel."""

_BUNDLE_TYPES = ("bundle_price_option", "bundle")
_MOST_REPEATS = 100


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line as the buyer sees it."""

    id: int
    kind: LineKind
    ref_id: int
    quantity: int
    snapshot: LineSnapshot | None
    """None: the cart was built elsewhere and we do not know this thing; it can be removed."""
    unit_price: Decimal | None
    available_qty: int | None = None
    """None is unlimited or not known."""
    problem: LineProblem | None = None
    """short: fewer in stock (`available_qty`) than wanted; gone: the store no longer knows it."""
    pending: bool = False
    """A change to this line is on its way."""

    @property
    def total(self) -> Decimal | None:
        return self.unit_price * self.quantity if self.unit_price is not None else None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref_id}"


def variant_snapshot(product: Product, variant: Variant, price: Decimal | None = None) -> LineSnapshot:
    """What to remember of a variant when it goes into the cart."""
    pictures = variant.images or product.pictures
    return LineSnapshot(
        kind="variant",
        ref_id=variant.id,
        name=product.name or variant.fullname or variant.name,
        options=variant.options,
        picture=pictures[0] if pictures else None,
        slug=product.slug,
        unique_id=variant.unique_id,
        uuid=variant.uuid,
        item_type=variant.item_type or product.item_type,
        price=price if price is not None else variant.price,
        variant_ids=[variant.id],
    )


def bundle_snapshot(bundle: Bundle) -> LineSnapshot:
    """What to remember of a bundle when it goes into the cart; a variant that is in it twice is listed twice."""
    inside: list[int] = []
    for line in bundle.bundlelines:
        inside += [line.variant_id] * min(max(line.quantity, 1), _MOST_REPEATS)
    return LineSnapshot(
        kind="bundle",
        ref_id=bundle.id,
        name=bundle.name or bundle.bundle_name,
        options=bundle.bundle_price_option_name if bundle.bundle_price_option_name != bundle.name else "",
        picture=bundle.pictures[0] if bundle.pictures else None,
        slug=bundle.slug,
        unique_id=bundle.bundle_price_option_unique_id,
        item_type=bundle.item_type,
        price=bundle.amount,
        variant_ids=inside,
    )


def read_lines(cart: Cart, snapshots: Mapping[str, LineSnapshot]) -> list[SavedLine]:
    """The lines of a cart reply that name a thing, in the store's order.

    The snapshot of a bundle learns from its line under which unique id it is known: nothing else may say so.
    """
    lines = []
    for line in cart.items:
        kind: LineKind = "bundle" if line.type in _BUNDLE_TYPES else "variant"
        ref_id = line.bundle_price_option_id if kind == "bundle" else line.variant_id
        if ref_id is not None and line.quantity >= 1:
            lines.append(SavedLine(line.id, kind, ref_id, line.quantity))
            snapshot = snapshots.get(f"bundle:{ref_id}") if kind == "bundle" else None
            if snapshot is not None and snapshot.unique_id is None:
                snapshot.unique_id = line.bundle_price_option_unique_id
    return lines


def priced_ids(lines: list[SavedLine], snapshots: Mapping[str, LineSnapshot]) -> list[int]:
    """The variants whose price and stock decide about these lines, each once."""
    ids: dict[int, None] = {}
    for line in lines:
        if line.kind == "variant":
            ids[line.ref_id] = None
        elif (snapshot := snapshots.get(f"{line.kind}:{line.ref_id}")) is not None:
            ids.update(dict.fromkeys(snapshot.variant_ids))
    return list(ids)


def needs_delivery(snapshots: list[LineSnapshot | None]) -> bool:
    """False only when each of these things is known to need no parcel."""
    return any(snapshot is None or snapshot.item_type not in UNDELIVERED for snapshot in snapshots)


def join(
    line: SavedLine,
    quantity: int,
    snapshot: LineSnapshot | None,
    pricing: Mapping[int, Pricing] | None,
    *,
    pending: bool,
) -> CartLine:
    """A line to show. `pricing` None: price and stock have not been asked yet."""
    price = snapshot.price if snapshot is not None else None
    left: int | None = None
    problem: LineProblem | None = "unknown" if snapshot is None else None
    if pricing is not None and line.kind == "variant":
        row = pricing.get(line.ref_id)
        if row is None:
            problem = "gone"
        else:
            if snapshot is not None and price is not None and row.price is not None and row.price != price:
                problem = "price_changed"
            price = row.price if row.price is not None else price
            left = row.available_qty
            problem = _shortage(row.available, left, quantity) or problem
    elif pricing is not None and snapshot is not None:
        sold_out, left = _bundle_stock(snapshot, pricing)
        problem = _shortage(not sold_out, left, quantity) or problem
    return CartLine(line.id, line.kind, line.ref_id, quantity, snapshot, price, left, problem, pending)


def _shortage(available: bool, left: int | None, quantity: int) -> LineProblem | None:
    if not available or (left is not None and left < 1):
        return "sold_out"
    return "short" if left is not None and left < quantity else None


def _bundle_stock(snapshot: LineSnapshot, pricing: Mapping[int, Pricing]) -> tuple[bool, int | None]:
    """Whether something inside is sold out, and how many bundles the rest is enough for; None is no limit.

    A variant the store gives no price for on its own may still be sold inside a bundle: it does not count.
    """
    left: int | None = None
    for variant_id, times in Counter(snapshot.variant_ids).items():
        row = pricing.get(variant_id)
        if row is None:
            continue
        if not row.available:
            return True, 0
        if row.available_qty is not None:
            enough = row.available_qty // times
            left = enough if left is None else min(left, enough)
    return False, left


def room_for(lines: list[CartLine], snapshot: LineSnapshot, quantity: int) -> int:
    """How many of `quantity` still fit under the limits. Raises Rejected when none do."""
    line = next((line for line in lines if line.key == snapshot.key), None)
    if line is None and len(lines) >= MAX_LINES:
        full = _("The cart holds at most {count} different things.").format(count=MAX_LINES)
        raise Rejected(full, error_code="cart_full")
    room = MAX_QUANTITY - (line.quantity if line is not None else 0)
    if room < 1:
        most = _("At most {count} of one thing.").format(count=MAX_QUANTITY)
        raise Rejected(most, error_code="line_full")
    return min(max(quantity, 1), room)
