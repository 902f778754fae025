"""Phone numbers to 62…"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.phone import normalise_phone


@pytest.mark.parametrize(
    "typed",
    ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890", "+62 (0)812 3456 7890",
     "0062 812.3456.7890", "(0812) 3456 7890", "０８１２３４５６７８９０", "+62 0812 34567890"],
)  # fmt: skip
def test_one_number_written_in_many_ways(typed: str) -> None:
    assert normalise_phone(typed) == "6281234567890"


def test_numbers_abroad_keep_their_country() -> None:
    assert normalise_phone("+65 6123 4567") == "6561234567"
    assert normalise_phone("0065 6123 4567") == "6561234567"


@pytest.mark.parametrize(
    "typed", ["", "0812", "budi", "0812x4567890", "0" * 30, "+", "++62812345678", "0812345678901234"]
)
def test_what_is_no_number(typed: str) -> None:
    assert normalise_phone(typed) is None


@given(st.text(max_size=30))
def test_any_text_gives_digits_or_nothing(typed: str) -> None:
    number = normalise_phone(typed)
    assert number is None or (number.isascii() and number.isdigit() and 8 <= len(number) <= 15)


@given(st.from_regex(r"8[0-9]{8,10}", fullmatch=True))
def test_normal_is_a_fixed_point(local: str) -> None:
    number = normalise_phone("0" + local)
    assert number == "62" + local
    assert normalise_phone(number) == number
