"""Discount codes: eligible or not, and why (NOTES section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from app.services.shop import Shop

Ineligible = Literal["unknown", "expired", "used_up", "minimum", "payment_method", "needs_more", "other"]


@dataclass(frozen=True, slots=True)
class DiscountResult:
    """The store's answer on one code, for the items and the destination it was asked with."""

    code: str
    eligible: bool
    amount: Decimal | None = None
    """What it takes off now; None when the store does not say."""
    applied_to: str = ""
    """product_price or shipping_cost."""
    why: Ineligible | None = None
    minimum: Decimal | None = None
    """With why == "minimum": the order value asked for."""
    detail: str = ""
    """The store's own words, cleaned; may be empty."""


def normalise_code(text: str) -> str:
    """Upper case, no white space: how the store keeps codes."""
    return "".join(text.split()).upper()


class DiscountService:
    """Asks the store about a code."""

    def __init__(self, shop: Shop) -> None:
        raise NotImplementedError

    async def check(self, code: str) -> DiscountResult:
        """Check `code` for what the checkout draft now holds: the cart by token, or the direct items. Raises ShopError."""
        raise NotImplementedError
