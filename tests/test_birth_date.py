"""Dates of birth as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from app.birth_date import birth_date_words, read_birth_date
from app.i18n import set_language

BORN = date(1990, 8, 17)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.mark.parametrize(
    "text",
    [
        "17 August 1990",
        "17 agustus 1990",
        "17 Agu 1990",
        "17 ags 1990",
        "17/8/1990",
        "17-08-1990",
        "17.8.1990",
        "17 8 1990",
        " 17,  Aug, 1990 ",
        "1990-08-17",
        "1990/8/17",
    ],
)
def test_read(text: str) -> None:
    assert read_birth_date(text) == BORN


@pytest.mark.parametrize(
    "text",
    [
        "", "17", "17 August", "17/8/90", "31/2/1990", "8/17/1990", "0/0/0000", "17 Foo 1990", "19900817",
        "17/8/19900", "²/8/1990", "١٧/٨/١٩٩٠", "-1/8/1990", "17/8/1990/1", "besok",
    ],
)  # fmt: skip
def test_not_read(text: str) -> None:
    assert read_birth_date(text) is None


@pytest.mark.parametrize("language", ["en", "id"])
def test_shown_and_read_back(language: str) -> None:
    set_language(language)
    for month in range(1, 13):
        born = date(2001, month, 9)
        words = birth_date_words(born.isoformat())
        assert words.startswith("9 ") and words.endswith(" 2001")
        assert read_birth_date(words) == born


def test_shown_in_the_buyers_language() -> None:
    assert birth_date_words("1990-08-17") == "17 August 1990"
    assert birth_date_words("1990-08-17T00:00:00Z") == "17 August 1990"
    assert birth_date_words("sometime") == "sometime"
    assert birth_date_words("") == ""
