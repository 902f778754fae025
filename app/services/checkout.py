"""The checkout draft and everything that depends on it: couriers, payment methods, totals, what is still missing (NOTES section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from app.records import Courier, Draft, LineSnapshot, Place
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.errors import ShopError
    from app.api.models.catalog import PaymentMethod
    from app.api.models.checkout import ShippingOption, Summary
    from app.services.discounts import DiscountResult
    from app.services.shop import Shop

Missing = Literal[
    "items", "line_problem", "name", "email", "phone", "address", "place", "postal_code", "courier",
    "payment_method", "totals",
]
"""What stands between the draft and an order, in the order the buyer meets it."""


@dataclass(frozen=True, slots=True)
class CheckoutLine:
    """A line of the review: what is being bought, from the cart or directly."""

    name: str
    options: str
    quantity: int
    total: Decimal | None
    item_type: str


class CheckoutService:
    """Owns the draft. Every change is saved at once; what depends on it is asked again (debounced, newest wins)."""

    def __init__(self, shop: Shop) -> None:
        self.draft: Draft = Draft()
        self.methods: list[PaymentMethod] = []
        """Enabled methods, `no_payment` left out; with COD only while the chosen courier can do it or none is chosen."""
        self.options: list[ShippingOption] = []
        self.summary: Summary | None = None
        self.summary_stale: bool = True
        """True while `summary` belongs to an earlier draft: show it dimmed."""
        self.discount: DiscountResult | None = None
        self.busy: set[Literal["methods", "shipping", "summary", "discount"]] = set()
        self.errors: dict[Literal["methods", "shipping", "summary", "discount"], ShopError] = {}
        self.changed = Signal()

    @property
    def lines(self) -> list[CheckoutLine]:
        raise NotImplementedError

    @property
    def needs_delivery(self) -> bool:
        raise NotImplementedError

    @property
    def direct(self) -> bool:
        """Buying now, without the cart."""
        raise NotImplementedError

    def begin_cart(self) -> None:
        """Check out the cart; what was filled in before is still there."""
        raise NotImplementedError

    def begin_direct(self, snapshot: LineSnapshot, quantity: int) -> None:
        """Check out just this; the guest token is then left out of every call so that the cart stays."""
        raise NotImplementedError

    async def load(self) -> None:
        """Ask for what is not known yet: payment methods, couriers, totals. Errors end in `errors`."""
        raise NotImplementedError

    def set_contact(self, *, name: str | None = None, email: str | None = None, phone: str | None = None) -> None:
        raise NotImplementedError

    def set_address(self, address: str) -> None:
        raise NotImplementedError

    def set_place(self, place: Place) -> None:
        """New destination: couriers and totals are asked again, the chosen courier stays only if still offered."""
        raise NotImplementedError

    def set_courier(self, option: ShippingOption) -> None:
        raise NotImplementedError

    def set_method(self, code: str) -> None:
        raise NotImplementedError

    def set_notes(self, notes: str) -> None:
        raise NotImplementedError

    async def set_code(self, code: str) -> None:
        """Check and keep a discount code; empty removes it. The answer is in `discount`."""
        raise NotImplementedError

    def chosen_courier(self) -> Courier | None:
        raise NotImplementedError

    def missing(self) -> list[Missing]:
        """What still stops the order; empty means it can be placed."""
        raise NotImplementedError

    def field_error(self, name: str) -> str | None:
        """A word for the field (`name`, `email`, `phone`, `address`, `postal_code`) in the buyer's language, or None. The server's own after a rejection."""
        raise NotImplementedError

    def items_body(self) -> list[dict[str, object]] | None:
        """The `items` of a request when buying directly, else None: the guest token's cart is meant."""
        raise NotImplementedError
