"""Money: read from anything, exact, and written as Babel would write it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from app.money import format_money, format_range, parse_money

WHOLE = st.integers(min_value=0, max_value=10**15)
ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.integers())
    | st.decimals()
)


def babel(amount: Decimal) -> str:
    """The oracle; it must be told that rupiah have no cents in daily life."""
    return format_currency(amount, "IDR", format="¤#,##0", locale="id_ID", currency_digits=False)


@given(WHOLE)
def test_whole_rupiah_are_written_as_babel_writes_them(amount: int) -> None:
    assert format_money(Decimal(amount)) == babel(Decimal(amount))


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_cents_are_written_as_babel_writes_them_but_only_when_there_are_any(amount: Decimal) -> None:
    with_cents = format_currency(amount, "IDR", format="¤#,##0.00", locale="id_ID", currency_digits=False)
    assert format_money(amount) == (babel(amount) if amount == int(amount) else with_cents)


@given(st.integers(min_value=1, max_value=10**15))
def test_less_than_nothing_says_so(amount: int) -> None:
    assert format_money(Decimal(-amount)) == "−" + format_money(Decimal(amount))


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (0, "0"),
        (15000, "15000"),
        ("15000", "15000"),
        ("15000.50", "15000.50"),
        (" 15000 ", "15000"),
        (15000.5, "15000.5"),
        (0.1, "0.1"),
        (Decimal("1.10"), "1.10"),
        ("-5", "-5"),
        ("1e3", "1000"),
        (10**15, "1e15"),
    ],
)
def test_every_type_of_json_is_read(value: Any, amount: str) -> None:
    assert parse_money(value) == Decimal(amount)


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, "", " ", "gratis", "15.000,00", "Rp15.000", [], {}, [1], float("nan"), float("inf"), "NaN", "Infinity",
        "1e999999999", Decimal("1e999999999"), Decimal("-1e999999999"), Decimal("sNaN"), 10**15 + 1, 10**400, "9" * 5000, "1_0 0",
        "1e99999999999999999999", b"5",
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_what_is_no_sum_is_not_known(value: Any) -> None:
    assert parse_money(value) is None


@given(ANYTHING)
def test_nothing_breaks_the_reading_or_the_writing(value: Any) -> None:
    amount = parse_money(value)
    assert amount is None or amount.is_finite()
    assert format_money(amount)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=3))
def test_a_sum_survives_json_in_every_dress(amount: Decimal) -> None:
    assert parse_money(str(amount)) == amount
    assert parse_money(json.loads(f"[{amount}]", parse_float=Decimal)[0]) == amount


def test_what_is_not_known_is_a_dash() -> None:
    assert format_money(None) == "–"
    assert format_range(None, None) == "–"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("15000", "IDR", "Rp15.000"),
        ("15000", "idr", "Rp15.000"),
        ("15000", None, "Rp15.000"),
        ("15000", "", "Rp15.000"),
        ("0", "IDR", "Rp0"),
        ("15000.50", "IDR", "Rp15.000,50"),
        ("15000.00", "IDR", "Rp15.000"),
        ("1234.5", "USD", "USD 1,234.50"),
        ("-1234.5", "usd", "−USD 1,234.50"),
    ],
)
def test_currencies(amount: str, currency: str | None, text: str) -> None:
    assert format_money(Decimal(amount), currency) == text


def test_ranges() -> None:
    low, high = Decimal(85000), Decimal(160000)
    assert format_range(low, high) == "Rp85.000 – 160.000"
    assert format_range(low, low) == "Rp85.000"
    assert format_range(None, high) == "Rp160.000"
    assert format_range(low, None) == "Rp85.000"


@pytest.mark.parametrize("text", ["1E-999999", "0E-999999", "0." + "1" * 1_000_000, "1E-999999999999999999"])
def test_an_amount_that_takes_a_megabyte_to_write_out_is_none(text: str) -> None:
    assert parse_money(text) is None
