"""The guest cart: whose it is, how lines add up, what is refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.contract.checked import CheckedApp
from tests.sandbox.buying import GUEST, item, put_in_cart, variant_of


async def test_a_first_read_gives_a_cart_and_its_token(sandbox_http: httpx.AsyncClient) -> None:
    reply = await sandbox_http.get("/cart")
    token = reply.headers[GUEST]
    assert str(UUID(token)) == token
    assert reply.json()["items"] == []
    again = await sandbox_http.get("/cart", headers={GUEST: token})
    assert again.headers[GUEST] == token


@pytest.mark.parametrize("token", ["6fa459ea-ee8a-4ca4-894e-db77e160355e", "nonsense", "x" * 5000])
async def test_an_unknown_token_gets_a_cart_under_another(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, token: str
) -> None:
    sandbox.strict_requests = False
    reply = await sandbox_http.get("/cart", headers={GUEST: token})
    assert reply.status_code == 200
    assert reply.headers[GUEST] != token


async def test_lines_carry_only_what_is_guaranteed(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant, 2)
    cart = (await sandbox_http.get("/cart", headers=guest)).json()
    line = cart["items"][0]
    assert set(line) == {"id", "type", "variant_id", "bundle_price_option_id", "quantity"}
    assert (line["variant_id"], line["bundle_price_option_id"], line["quantity"]) == (variant["id"], None, 2)
    assert cart["total"] == str(int(variant["price"]) * 2)


async def test_the_same_thing_twice_is_one_line(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant, 2)
    as_text = {"type": "variant", "variant_id": str(variant["id"])}
    cart = (await sandbox_http.post("/cart/items", json=as_text, headers=guest)).json()
    assert [line["quantity"] for line in cart["items"]] == [3]


async def test_more_than_the_stock_may_wait_in_the_cart(sandbox_http: httpx.AsyncClient) -> None:
    await put_in_cart(sandbox_http, await variant_of(sandbox_http), 900_000)


async def test_quantity_and_removal(sandbox_http: httpx.AsyncClient) -> None:
    guest = await put_in_cart(sandbox_http, await variant_of(sandbox_http))
    line = (await sandbox_http.get("/cart", headers=guest)).json()["items"][0]["id"]
    path = f"/cart/items/{line}"
    assert (await sandbox_http.patch(path, json={"quantity": 7}, headers=guest)).json()["items"][0][
        "quantity"
    ] == 7
    removed = await sandbox_http.delete(path, headers=guest)
    assert removed.json()["items"] == []
    assert removed.headers[GUEST] == guest[GUEST]
    assert (await sandbox_http.delete(path, headers=guest)).status_code == 404
    assert (await sandbox_http.patch(path, json={"quantity": 1}, headers=guest)).status_code == 404


async def test_nobody_reaches_into_another_cart(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    mine, theirs = await put_in_cart(sandbox_http, variant), await put_in_cart(sandbox_http, variant)
    line = (await sandbox_http.get("/cart", headers=mine)).json()["items"][0]["id"]
    assert (await sandbox_http.delete(f"/cart/items/{line}", headers=theirs)).status_code == 404
    assert (await sandbox_http.delete(f"/cart/items/{line}")).status_code == 404
    assert len((await sandbox_http.get("/cart", headers=mine)).json()["items"]) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"price": "1"}, "price"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -3}, "quantity"),
        ({"quantity": "2"}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": 10**30}, "quantity"),
        ({"variant_id": 999_999_999}, "variant_id"),
        ({"variant_id": None}, "variant_id"),
        ({"bundle_price_option_id": 1}, "bundle_price_option_id"),
        ({"type": "thing"}, "type"),
    ],
)
async def test_what_cannot_be_added(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, change: dict[str, Any], field: str
) -> None:
    variant = await variant_of(sandbox_http)
    sandbox.strict_requests = False
    reply = await sandbox_http.post("/cart/items", json=item(variant) | change)
    assert reply.status_code == 400
    assert list(reply.json()["errors"]) == [field]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b'{"quantity": NaN}', b'{"a":"\\ud800"}', b"\xff"]
)
async def test_what_is_no_json_object(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, raw: bytes
) -> None:
    sandbox.strict_requests = False
    reply = await sandbox_http.post("/cart/items", content=raw, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["message"]
