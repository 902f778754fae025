"""A date of birth: typed as people write it, shown in the buyer's language, ISO 8601 on the wire."""

from __future__ import annotations

import re
from datetime import date

from app.i18n import N_, _

EARLIEST = date(1900, 1, 1)
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_NAMES = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "ags": 8,
    "agt": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_PARTS = re.compile(r"[\s./,-]+")


def read_birth_date(text: str) -> date | None:
    """`17 August 1990`, `17 agu 1990`, `17/8/1990`, `17-08-1990`, `1990-08-17`; None for anything else.

    The day comes before the month, as everywhere in Indonesia, unless the year comes first.
    """
    parts = _PARTS.split(text.strip().casefold())
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    number = _NAMES.get(month[:3]) if month.isalpha() else _number(month)
    if number is None or not (_number(day) and len(year) == 4 and _number(year)):
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def birth_date_words(iso: str) -> str:
    """`17 August 1990` for a date or moment of the wire; what cannot be read as one stays as it came."""
    try:
        born = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{born.day} {_(MONTHS[born.month - 1])} {born.year}"
