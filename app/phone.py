"""Phone numbers as stores want them: digits only, Indonesian ones with 62 in front. The server has the last word."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s().\-–/]+")
SHORTEST, LONGEST = 8, 15
"""Digits, country code included (E.164)."""


def normalise_phone(text: str) -> str | None:
    """`0812-3456-7890`, `+62 812 …`, `62812…` and `812…` all give `628123456789…`; None when it is no phone number.

    A number with `+` or `00` and another country's code keeps it.
    """
    compact = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    abroad = compact.startswith(("+", "00"))
    digits = compact.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        return None
    if abroad:
        digits = digits.lstrip("0")
    elif digits.startswith("0"):
        digits = "62" + digits.lstrip("0")
    elif not digits.startswith("62"):
        digits = "62" + digits
    if digits.startswith("620"):  # +62 (0)812…
        digits = "62" + digits[2:].lstrip("0")
    return digits if SHORTEST <= len(digits) <= LONGEST else None
