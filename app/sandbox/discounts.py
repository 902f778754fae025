"""The discount codes of the demo store and who may use them (NOTES section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from app.sandbox.bodies import BIGGEST


@dataclass(frozen=True, slots=True)
class Code:
    """One discount code; amounts in whole rupiah."""

    id: int
    code: str
    applied_to: Literal["product_price", "shipping_cost"]
    percentage: int = 0
    amount: int = 0
    most: int | None = None
    least_purchase: int = 0
    expires: datetime | None = None
    used: int = 0
    usage_limit: int | None = None
    methods: tuple[str, ...] = ()


_ALL = (
    Code(1, "HEMAT10", "product_price", percentage=10, most=50_000, least_purchase=100_000, used=218),
    Code(2, "ONGKIRGRATIS", "shipping_cost", percentage=100, most=20_000, used=1_204),
    Code(3, "KOPI15K", "product_price", amount=15_000, least_purchase=75_000, used=57, usage_limit=5_000),
    Code(4, "KADALUARSA", "product_price", percentage=25, expires=datetime(2025, 8, 17, tzinfo=UTC), used=91),
    Code(5, "HABIS", "product_price", amount=25_000, used=100, usage_limit=100),
    Code(6, "QRISAJA", "product_price", percentage=5, most=25_000, used=33, methods=("qris",)),
)

CODES: dict[str, Code] = {code.code: code for code in _ALL}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code is worth for this purchase; `details` says why when it is worth nothing."""

    code: Code | None
    amount: int
    details: dict[str, Any]

    @property
    def is_eligible(self) -> bool:
        return self.code is not None


def judge(
    text: str, *, now: datetime, product_price: int, shipping_cost: int | None, method: str | None
) -> Verdict:
    """Whether a code counts. What is not known yet (courier, method) is not held against it."""
    code = CODES.get("".join(text.split()).upper())
    if code is None:
        return _refused("unknown", "This code does not exist")
    if code.expires is not None and code.expires <= now:
        return _refused("expired", "This code has expired")
    if code.usage_limit is not None and code.used >= code.usage_limit:
        return _refused("usage_limit", "This code has been used up")
    if product_price < code.least_purchase:
        least = f"{code.least_purchase:,}".replace(",", ".")
        return _refused("minimum_revenue", f"This code needs a purchase of at least Rp{least}")
    if code.methods and method is not None and method not in code.methods:
        return _refused("payment_method", f"This code is only for {', '.join(code.methods).upper()}")
    base = product_price if code.applied_to == "product_price" else shipping_cost or 0
    amount = base * code.percentage // 100 if code.percentage else code.amount
    return Verdict(code, min(amount, base, BIGGEST if code.most is None else code.most), {"reason": None})


def _refused(reason: str, message: str) -> Verdict:
    return Verdict(None, 0, {"reason": reason, "message": message})


def wire(code: Code) -> dict[str, Any]:
    """The StorefrontDiscountCode of the contract."""
    return {
        "id": code.id,
        "business_id": 1,
        "is_enabled": True,
        "code": code.code,
        "applied_to": code.applied_to,
        "amount_type": "percentage" if code.percentage else "fixed",
        "percentage": str(code.percentage) if code.percentage else None,
        "is_max_amount": code.most is not None,
        "max_amount": None if code.most is None else str(code.most),
        "amount": str(code.amount) if code.amount else None,
        "is_usage_limit": code.usage_limit is not None,
        "usage_limit": code.usage_limit,
        "current_usage": code.used,
        "is_expiry": code.expires is not None,
        "expiry_time": None if code.expires is None else code.expires.isoformat(),
        "is_limited_to_pages": False,
        "pages": [],
        "is_limited_to_payment_methods": bool(code.methods),
        "payment_methods": list(code.methods),
        "is_minimum_revenue": code.least_purchase > 0,
        "minimum_revenue": str(code.least_purchase) if code.least_purchase else None,
        "inserted_at": "2026-01-05T03:00:00Z",
        "updated_at": "2026-06-01T03:00:00Z",
    }
