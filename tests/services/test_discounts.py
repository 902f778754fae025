"""Discount codes: what a free-form answer means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.api.models.checkout import DiscountCheck
from app.services.discounts import normalise_code, read_result


def asked(details: Any, known: Any = None, **extra: Any) -> DiscountCheck:
    reply = {"is_eligible": False, "discount_code": known, "eligibility_details": details}
    return DiscountCheck.model_validate({**reply, "discount_code_discount": "0", **extra})


def test_codes_are_upper_case_without_spaces() -> None:
    assert normalise_code(" hemat 10\n") == "HEMAT10"


def test_an_eligible_code() -> None:
    known = {"code": "HEMAT", "applied_to": "shipping_cost"}
    result = read_result("HEMAT", asked({}, known, is_eligible=True, discount_code_discount=9000))
    assert (result.eligible, result.amount, result.applied_to) == (True, Decimal(9000), "shipping_cost")


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({}, "unknown"),
        ({"reason": "expired"}, "expired"),
        ({"is_expired": True}, "expired"),
        (
            {"is_expired": False, "is_usage_limit_reached": False, "reason": "payment_method"},
            "payment_method",
        ),
        ({"checks": {"usage_limit": {"ok": False}, "minimum_revenue": {"ok": True}}}, "used_up"),
        ({"errors": [{"code": "minimum_revenue_not_met", "message": "Belanja kurang"}]}, "minimum"),
        ({"message": "Kode sudah kedaluwarsa"}, "expired"),
        ({"message": "Kuota kode habis"}, "used_up"),
        ({"message": "Courier is required first"}, "needs_more"),
        ({"message": "Hari ini tidak"}, "unknown"),
    ],
)
def test_why_not(details: Any, why: str) -> None:
    assert read_result("X", asked(details)).why == why


def test_a_known_code_without_a_reason_is_simply_not_for_this_order() -> None:
    result = read_result("X", asked({"message": "Bukan untuk toko ini hari ini"}, {"code": "X"}))
    assert (result.why, result.detail) == ("other", "Bukan untuk toko ini hari ini")


def test_how_much_must_be_bought() -> None:
    assert read_result("X", asked({"reason": "minimum"}, {"minimum_revenue": "50000"})).minimum == 50_000
    assert read_result("X", asked({"minimum_revenue": 75_000, "reason": "minimum"})).minimum == 75_000
    said = {"reason": "minimum", "message": "At least Rp1.250.000 please"}
    assert read_result("X", asked(said)).minimum == 1_250_000


@pytest.mark.parametrize(
    "details",
    [
        None,
        [],
        "no",
        {"a": {"b": {"c": {"d": {"e": {"expired": True}}}}}},
        {"message": "\x1b[2J hai \u202e"},
        {"x": [[[]]]},
    ],
)
def test_hostile_details(details: Any) -> None:
    result = read_result("X", asked(details))
    assert not result.eligible
    assert "\x1b" not in result.detail
    assert "\u202e" not in result.detail
