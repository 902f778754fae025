"""Discount codes: eligible or not, and why (NOTES section 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from app.money import parse_money
from app.records import DirectItem
from app.text import clean

if TYPE_CHECKING:
    from app.api.models.checkout import DiscountCheck
    from app.services.shop import Shop

Ineligible = Literal["unknown", "expired", "used_up", "minimum", "payment_method", "needs_more", "other"]

_SIGNS: tuple[tuple[Ineligible, tuple[str, ...]], ...] = (
    ("expired", ("expir", "kedaluwarsa", "kadaluarsa", "kedaluarsa", "berakhir")),
    ("used_up", ("usage", "used_up", "used up", "limit reached", "exhaust", "kuota", "habis")),
    ("minimum", ("minimum", "min_", "minimal")),
    ("payment_method", ("payment_method", "payment method", "metode")),
    ("needs_more", ("required", "missing", "incomplete", "shipping", "destination", "courier")),
    ("unknown", ("not_found", "not found", "unknown", "tidak ditemukan", "invalid code", "does not exist")),
)
"""The details are free-form by contract: these are words that stores use in their names and sentences."""
_WORDS = ("message", "reason", "error", "detail", "description", "messages", "errors", "reasons")
_PARTS_READ = 60
_RUPIAH = re.compile(r"(?:Rp|IDR)\s?(\d{1,3}(?:[.,]\d{3})+|\d+)")


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
        self._shop = shop

    async def check(self, code: str) -> DiscountResult:
        """Check `code` for what the checkout draft now holds: the cart by token, or the direct items. Raises ShopError."""
        checkout = self._shop.checkout
        code = normalise_code(code)
        lines = [DirectItem(line.kind, line.ref_id, line.quantity) for line in self._shop.cart.lines]
        desk = await self._shop.desk()
        check = await desk.check_discount(checkout.draft, code, delivery=checkout.needs_delivery, lines=lines)
        return read_result(code, check)


def read_result(code: str, check: DiscountCheck) -> DiscountResult:
    """The store's reply in our terms."""
    known = check.discount_code
    applied_to = known.applied_to if known is not None else ""
    if check.is_eligible:
        return DiscountResult(code, True, check.discount_code_discount, applied_to)
    details = check.eligibility_details
    why: Ineligible = "unknown" if known is None else "other"
    if known is not None or details:
        why = _why(details) or why
    minimum = known.minimum_revenue if known is not None else None
    return DiscountResult(
        code,
        False,
        None,
        applied_to,
        why,
        (minimum or _minimum(details)) if why == "minimum" else None,
        _detail(details),
    )


def _why(details: dict[str, Any]) -> Ineligible | None:
    """The first sign found; a condition that is marked as met is no reason."""
    said = " ".join(_said(details)).lower()
    return next((why for why, signs in _SIGNS if any(sign in said for sign in signs)), None)


def _said(value: Any, path: str = "", depth: int = 0) -> Iterator[str]:
    """Names and texts that speak against the code: unmet conditions by name, sentences by content."""
    if depth > 4:
        return
    if isinstance(value, dict):
        for key, inner in list(value.items())[:_PARTS_READ]:
            yield from _said(inner, f"{path} {str(key)[:80]}", depth + 1)
    elif isinstance(value, list):
        for inner in value[:_PARTS_READ]:
            yield from _said(inner, path, depth + 1)
    elif isinstance(value, bool):
        name = path.rpartition(" ")[2]
        speaks_against = any(
            sign in name for sign in ("expired", "exceeded", "reached", "used_up", "not_", "has_no")
        )
        if value is speaks_against:
            yield path
    elif isinstance(value, str):
        yield clean(value)


def _minimum(details: dict[str, Any]) -> Decimal | None:
    """The order value asked for: a number beside the word, or the rupiah of the sentence."""
    for key, value in details.items():
        if "min" in str(key).lower() and (amount := parse_money(value)):
            return amount
    found = _RUPIAH.search(_detail(details))
    return parse_money(found[1].replace(".", "").replace(",", "")) if found else None


def _detail(details: dict[str, Any]) -> str:
    """The store's sentence, when there is one."""
    for word in _WORDS:
        value = details.get(word)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and " " in value.strip():
            return clean(value)
    return ""
