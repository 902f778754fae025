"""Long numbers for reading."""

from __future__ import annotations


def grouped(number: str) -> str:
    """Digits in groups of four; anything else as it is."""
    if not (number.isascii() and number.isdigit()):
        return number
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
