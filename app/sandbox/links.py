"""Payment links: an order whose buyer chooses how to pay on the payment page, later (NOTES section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox import payments
from app.sandbox.methods import METHODS
from app.sandbox.orders import Record
from app.sandbox.purchase import fees_of

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox

USUAL = "qris"
CHOICES = (USUAL, "va_bca", "va_mandiri", "va_bri", "gopay", "dana", "card")
"""What the payment page lets one choose from."""


def is_undecided(record: Record) -> bool:
    return bool(record["method"] == "payment_link")


def choose(sandbox: Sandbox, record: Record, code: str) -> None:
    """The order is paid this way from now on; what that costs is added, and its payment is made."""
    method, totals = METHODS[code], record["totals"]
    income, _, service_fee = fees_of(method, totals["gross_revenue"])
    totals["payment_link_income"] = income
    totals["service_fee"] += service_fee
    totals["gross_revenue"] += income + service_fee
    record["method"] = code
    payments.create(sandbox, record)
