"""The cart: server lines joined with our snapshots, optimistic quantities, problems said on the line (NOTES section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from app.records import LineKind, LineSnapshot
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.errors import ShopError
    from app.api.models.catalog import Bundle, Product, Variant
    from app.services.shop import Shop

MAX_QUANTITY = 100
"""Checkout lines are capped at this by contract, cart lines are not: we hold to the lower."""
MAX_LINES = 50

LineProblem = Literal["sold_out", "short", "unknown", "gone", "price_changed"]


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
    raise NotImplementedError


def bundle_snapshot(bundle: Bundle) -> LineSnapshot:
    """What to remember of a bundle when it goes into the cart."""
    raise NotImplementedError


class CartService:
    """Owns the cart. Writes run in tasks owned here: leaving a screen never cancels one."""

    def __init__(self, shop: Shop) -> None:
        self.lines: list[CartLine] = []
        self.state: Literal["saved", "loading", "fresh", "failed"] = "saved"
        """saved: as last known here, the store has not been asked yet."""
        self.error: ShopError | None = None
        """The last failure of a read or a write, until the next success."""
        self.removed: CartLine | None = None
        """The line that `undo` puts back."""
        self.changed = Signal()

    @property
    def count(self) -> int:
        """Pieces, not lines."""
        raise NotImplementedError

    @property
    def subtotal(self) -> Decimal | None:
        """Sum of the lines whose price is known; None when none is. A preview: the payable total is the server's."""
        raise NotImplementedError

    @property
    def needs_delivery(self) -> bool:
        """False only when every line is known to be digital, course, license or subscription."""
        raise NotImplementedError

    @property
    def problems(self) -> list[CartLine]:
        """Lines that stop a checkout."""
        raise NotImplementedError

    def restore(self) -> None:
        """Lines as last known, from the session. Never raises."""
        raise NotImplementedError

    async def refresh(self) -> None:
        """Ask for the cart, then price and stock of all lines in one call. Errors end in `error`."""
        raise NotImplementedError

    async def add(self, snapshot: LineSnapshot, quantity: int = 1) -> None:
        """Put it in; an equal line grows. Saves the snapshot first. Raises ShopError; the cart is then asked again."""
        raise NotImplementedError

    def set_quantity(self, line_id: int, quantity: int) -> None:
        """Show the new quantity at once, send the newest one; late replies of older ones lose. 1..MAX_QUANTITY."""
        raise NotImplementedError

    def remove(self, line_id: int) -> None:
        """Take it out at once and tell the store; `undo` adds it again."""
        raise NotImplementedError

    def undo(self) -> None:
        """Put the last removed line back."""
        raise NotImplementedError

    async def settle(self) -> None:
        """Wait until no change is on its way; the checkout calls it before asking for totals."""
        raise NotImplementedError
