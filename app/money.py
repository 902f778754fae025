"""Money: read from whatever JSON carried it, kept as Decimal, written as Indonesians write it.

Amounts shown to the buyer are the server's own; nothing here adds fees or rounds a total.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

_LARGEST = Decimal(10) ** 15
_LONGEST = 60
"""Characters in which any amount is written."""
_MOST_DECIMALS = 30


def parse_money(value: Any) -> Decimal | None:
    """Decimal from a string, int, float or Decimal; None for null, text that is no number, or nonsense sizes.

    Contract NOTES section 5: money is string, number or null everywhere.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        amount = value
    elif isinstance(value, (int, float, str)):
        try:
            text = str(value).strip()
            if len(text) > _LONGEST:
                return None
            amount = Decimal(text)
        except (InvalidOperation, ValueError):
            return None
    else:
        return None
    if not amount.is_finite() or amount.copy_abs() > _LARGEST:  # abs() overflows on 1e999999999
        return None
    decimals = amount.as_tuple().exponent
    return amount if isinstance(decimals, int) and decimals >= -_MOST_DECIMALS else None


def format_money(amount: Decimal | None, currency: str | None = "IDR") -> str:
    """`Rp15.000` for rupiah (cents only when there are any, `Rp15.000,50`), `USD 15.00` for others, `–` for None."""
    if amount is None:
        return "–"
    sign = "−" if amount < 0 else ""
    size = abs(amount)
    if (currency or "IDR").upper() != "IDR":
        return f"{sign}{(currency or '').upper()[:3]} {size:,.2f}"
    whole = int(size)
    cents = int((size - whole) * 100)
    text = f"{sign}Rp{whole:,}".replace(",", ".")
    return f"{text},{cents:02d}" if cents else text


def format_range(low: Decimal | None, high: Decimal | None) -> str:
    """`Rp85.000`, or `Rp85.000 – 160.000` when the ends differ."""
    if low is None or high is None or low == high:
        return format_money(low if low is not None else high)
    return f"{format_money(low)} – {format_money(high).removeprefix('Rp')}"
