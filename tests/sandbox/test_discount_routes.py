"""Discount codes: always an answer, and why not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.sandbox.buying import HOME, courier_for, item, put_in_cart, variant_of


async def check(http: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    reply = await http.post("/discount-codes/check", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def test_a_percentage_has_a_limit(sandbox_http: httpx.AsyncClient) -> None:
    small = await check(sandbox_http, code="HEMAT10", net_product_price="200000")
    large = await check(sandbox_http, code="HEMAT10", net_product_price="2000000")
    assert (small["discount_code_discount"], large["discount_code_discount"]) == ("20000", "50000")
    assert small["discount_code"]["applied_to"] == "product_price"


async def test_codes_are_read_generously(sandbox_http: httpx.AsyncClient) -> None:
    assert (await check(sandbox_http, code=" kopi 15k ", net_product_price=75_000))["is_eligible"] is True


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("TIDAKADA", "unknown"),
        ("KADALUARSA", "expired"),
        ("HABIS", "usage_limit"),
        ("KOPI15K", "minimum_revenue"),
        ("QRISAJA", "payment_method"),
    ],
)
async def test_why_a_code_does_not_count(sandbox_http: httpx.AsyncClient, code: str, reason: str) -> None:
    answer = await check(sandbox_http, code=code, net_product_price="74999", payment_method="va_bca")
    assert (answer["is_eligible"], answer["discount_code"]) == (False, None)
    assert answer["eligibility_details"]["reason"] == reason
    assert answer["discount_code_discount"] == "0"


async def test_shipping_codes_take_off_the_shipping(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    courier = await courier_for(sandbox_http, items)
    answer = await check(
        sandbox_http, code="ONGKIRGRATIS", items=items, destination=HOME,
        courier_service_id=courier["courier_service_id"],
    )  # fmt: skip
    assert answer["discount_code_discount"] == str(min(20_000, int(courier["cost"])))
    assert (await check(sandbox_http, code="ONGKIRGRATIS", items=items))["discount_code_discount"] == "0"


async def test_the_cart_counts_without_items(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    quantity = -(-100_000 // int(variant["price"]))
    guest = await put_in_cart(sandbox_http, variant, quantity)
    reply = await sandbox_http.post("/discount-codes/check", json={"code": "HEMAT10"}, headers=guest)
    expected = min(50_000, int(variant["price"]) * quantity // 10)
    assert reply.json()["discount_code_discount"] == str(expected)


async def test_no_code_is_refused(sandbox_http: httpx.AsyncClient) -> None:
    assert (await sandbox_http.post("/discount-codes/check", json={"code": " "})).status_code == 400
