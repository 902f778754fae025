"""One answer of a store, independent of the library that fetched it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from app.api.errors import BrokenReply

_MOST_DIGITS = 30
_BEYOND_SENSE = 10**_MOST_DIGITS


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers and whole body. `repr` shows neither headers nor body: they carry tokens and names."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def header(self, name: str) -> str | None:
        """A header, whatever its case; None when absent or empty."""
        wanted = name.lower()
        return (
            next((value for key, value in self.headers.items() if key.lower() == wanted), "").strip() or None
        )

    def json(self) -> Any:
        """The body as JSON types, fractions as Decimal so that money is never a float. Raises BrokenReply."""
        try:
            return json.loads(
                self.body, parse_int=_whole, parse_float=_fraction, parse_constant=_not_a_number
            )
        except (
            ValueError,
            RecursionError,
        ):  # cut, HTML, wrong encoding, a number of 5000 digits, deep nesting
            pass
        raise BrokenReply  # outside: the chained error would carry the body into a traceback


def _whole(text: str) -> int | None:
    number = int(text)
    return number if abs(number) < _BEYOND_SENSE else None


def _fraction(text: str) -> Decimal | None:
    """None for what would take minutes to write out: `1e999999999` is short, the number is not."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else None


def _not_a_number(_: str) -> None:
    """NaN and the infinities are no JSON, but some servers write them."""
