"""A customer's profile, password, address book and past orders."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.sandbox import control
from app.sandbox.manner import Manner
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import GUEST, TEBET, item, put_in_cart, variant_of
from tests.sandbox.signing_in import BAYU, SARI, Json, bearer, login, sign_in
from tests.sandbox_fixtures import Clock

PROFILE = ("name", "phone", "date_of_birth", "sex", "is_unsubscribe")
FULL: Json = {
    "name": "Bayu Pratama",
    "phone": "+62 812-0000-3333",
    "email": "bayu@example.com",
    "location_id": TEBET,
    "address": "Jl. Tebet Barat 9",
    "postal_code": "12810",
    "notes": "Ketuk dua kali",
}


async def errors(reply: httpx.Response) -> Json:
    assert reply.status_code == 400, reply.text
    return dict(reply.json()["errors"])


# The profile


async def test_who_has_been_here_before(sari: httpx.AsyncClient) -> None:
    me = (await sari.get("/me")).json()
    assert all(me["customer"][name] for name in ("name", "phone", "date_of_birth", "sex"))
    assert me["is_generated_password_reset"] is False


async def test_the_profile_is_changed_field_by_field(sari: httpx.AsyncClient, sandbox_clock: Clock) -> None:
    before = (await sari.get("/me")).json()["customer"]
    sandbox_clock.pass_seconds(60)
    after = (await sari.patch("/me", json={"name": " Sari W. ", "is_unsubscribe": True})).json()["customer"]
    assert (after["name"], after["is_unsubscribe"]) == ("Sari W.", True)
    assert after["last_updated_at"] > before["last_updated_at"]
    for name in ("email", "phone", "date_of_birth", "sex"):
        assert after[name] == before[name]
    assert (await sari.get("/me")).json()["customer"] == after


async def test_what_was_filled_in_can_be_emptied(sari: httpx.AsyncClient) -> None:
    after = (await sari.patch("/me", json={"phone": "", "sex": ""})).json()["customer"]
    assert (after["phone"], after["sex"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        ({"email": "new@example.com"}, "email", "is not allowed"),
        ({"avatar": "x"}, "avatar", "is not allowed"),
        ({"name": ""}, "name", "is required"),
        ({"name": None}, "name", "must be text"),
        ({"name": "x" * 201}, "name", "must be at most 200 characters"),
        ({"phone": "08abc"}, "phone", "is not a phone number"),
        ({"phone": "0" * 21}, "phone", "must be at most 20 characters"),
        ({"date_of_birth": "21-04-1994"}, "date_of_birth", "must be a date, like 1990-12-31"),
        ({"date_of_birth": "2026-13-01"}, "date_of_birth", "must be a date, like 1990-12-31"),
        ({"date_of_birth": "2026-11-22"}, "date_of_birth", "cannot be right"),
        ({"date_of_birth": "1899-12-31"}, "date_of_birth", "cannot be right"),
        ({"sex": "cat"}, "sex", "must be one of: male, female"),
        ({"is_unsubscribe": "yes"}, "is_unsubscribe", "must be true or false"),
        ({"is_unsubscribe": None}, "is_unsubscribe", "must be true or false"),
    ],
)
async def test_a_profile_that_cannot_be(
    sandbox: CheckedApp, sari: httpx.AsyncClient, body: Json, field: str, word: str
) -> None:
    sandbox.strict_requests = False
    before = (await sari.get("/me")).json()
    assert await errors(await sari.patch("/me", json=body)) == {field: [word]}
    assert (await sari.get("/me")).json() == before


async def test_all_that_is_wrong_is_told_at_once(sari: httpx.AsyncClient) -> None:
    body = {"name": "", "phone": "1", "sex": "cat"}
    assert list(await errors(await sari.patch("/me", json=body))) == ["name", "phone", "sex"]


# The password


async def test_a_password_made_for_the_customer_is_theirs_once_changed(
    sandbox_http: httpx.AsyncClient, bayu: httpx.AsyncClient
) -> None:
    assert (await bayu.get("/me")).json()["is_generated_password_reset"] is True
    changed = await bayu.post("/me/set-new-password", json={"password": "senja-di-dago"})
    assert (changed.status_code, changed.json()["is_generated_password_reset"]) == (200, False)
    assert (await login(sandbox_http, *BAYU)).status_code == 401
    assert (await login(sandbox_http, BAYU.email, "senja-di-dago")).status_code == 200


async def test_a_new_password_ends_other_sessions_and_not_this_one(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    elsewhere = await sign_in(sandbox_http, SARI)
    await sari.post("/me/set-new-password", json={"password": "senja-di-dago"})
    assert (await sari.get("/me")).status_code == 200
    assert (await anybody.get("/me", headers=bearer(elsewhere))).status_code == 401


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("1234567", "must be at least 8 characters"),
        ("", "is required"),
        (" " * 8, "must not be only spaces"),
        ("x" * 201, "must be at most 200 characters"),
        (12345678, "must be text"),
    ],
)
async def test_a_password_that_cannot_be(
    sandbox: CheckedApp, sari: httpx.AsyncClient, password: Any, word: str
) -> None:
    sandbox.strict_requests = False
    assert await errors(await sari.post("/me/set-new-password", json={"password": password})) == {
        "password": [word]
    }


# The address book


async def test_addresses_in_several_provinces(sari: httpx.AsyncClient) -> None:
    book = (await sari.get("/me/addresses")).json()
    provinces = [entry["location"]["province_name"] for entry in book["data"]]
    assert provinces == ["Jawa Barat", "DKI Jakarta", "Bali"]
    checkout = (await sari.get("/me/checkout/addresses")).json()
    assert checkout == {"data": book["data"], "is_paginated": False}


async def test_the_address_book_page_by_page(sari: httpx.AsyncClient) -> None:
    every = (await sari.get("/me/addresses")).json()["data"]
    first = (await sari.get("/me/addresses", params={"page_size": 2})).json()
    assert (first["has_next"], len(first["data"])) == (True, 2)
    rest = await sari.get("/me/addresses", params={"page_size": 2, "next_cursor": first["next_cursor"]})
    assert (first["data"] + rest.json()["data"], rest.json()["has_next"]) == (every, False)


async def test_an_address_from_first_to_last(bayu: httpx.AsyncClient) -> None:
    assert (await bayu.get("/me/addresses")).json()["data"] == []
    made = await bayu.post("/me/addresses", json=FULL)
    assert made.status_code == 200
    entry = made.json()
    assert entry["location"] == {
        "id": TEBET,
        "subdistrict_name": "Tebet",
        "city_name": "Kota Jakarta Selatan",
        "province_name": "DKI Jakarta",
    }
    assert {name: entry[name] for name in FULL if name != "location_id"} == {
        name: value for name, value in FULL.items() if name != "location_id"
    }
    path = f"/me/addresses/{entry['id']}"
    changed = (await bayu.patch(path, json={"notes": "", "postal_code": "12820"})).json()
    assert changed == entry | {"notes": None, "postal_code": "12820"}
    assert (await bayu.get(path)).json() == changed
    gone = await bayu.delete(path)
    assert (gone.status_code, gone.content) == (204, b"")
    for method in ("GET", "PATCH", "DELETE"):
        body = {"json": {"name": "x"}} if method == "PATCH" else {}
        assert (await bayu.request(method, path, **body)).status_code == 404  # type: ignore[arg-type]


async def test_a_location_may_be_in_digits(bayu: httpx.AsyncClient) -> None:
    reply = await bayu.post("/me/addresses", json=FULL | {"location_id": str(TEBET)})
    assert reply.json()["location"]["id"] == TEBET


async def test_what_an_address_needs(bayu: httpx.AsyncClient) -> None:
    needed = ("name", "phone", "location_id", "address", "postal_code")
    found = await errors(await bayu.post("/me/addresses", json={}))
    assert found == {name: ["is required"] for name in found}
    assert sorted(found) == sorted(needed)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("name", "x" * 201, "must be at most 200 characters"),
        ("phone", "call me", "is not a phone number"),
        ("email", "bayu", "is not a valid e-mail address"),
        ("email", None, "is required"),
        ("location_id", 1, "is not a known location"),
        ("location_id", None, "is required"),
        ("address", " ", "is required"),
        ("address", 7, "must be text"),
        ("postal_code", "1281", "must be 5 digits"),
        ("postal_code", None, "is required"),
        ("notes", None, "must be text"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_an_address_that_cannot_be(
    sandbox: CheckedApp, bayu: httpx.AsyncClient, method: str, field: str, value: Any, word: str
) -> None:
    sandbox.strict_requests = False
    entry = (await bayu.post("/me/addresses", json=FULL)).json()
    if method == "POST":
        reply = await bayu.post("/me/addresses", json=FULL | {field: value})
    else:
        reply = await bayu.patch(f"/me/addresses/{entry['id']}", json={field: value})
    found = await errors(reply)
    assert list(found) == [field] and word in found[field]
    assert (await bayu.get("/me/addresses")).json()["data"] == [entry]


async def test_nobody_sees_anothers_addresses(sari: httpx.AsyncClient, bayu: httpx.AsyncClient) -> None:
    hers = (await sari.get("/me/addresses")).json()["data"][0]
    path = f"/me/addresses/{hers['id']}"
    assert (await bayu.get(path)).status_code == 404
    assert (await bayu.patch(path, json={"name": "Bayu"})).status_code == 404
    assert (await bayu.delete(path)).status_code == 404
    assert (await sari.get(path)).json() == hers


# The cart


async def test_the_cart_is_the_customers_wherever_they_sign_in(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    variant = await variant_of(sandbox_http)
    empty = (await sari.get("/me/cart")).json()
    assert empty["items"] == []
    reply = await sari.post("/me/cart/items", json=item(variant, 2))
    assert (reply.status_code, GUEST in reply.headers) == (201, False)
    cart = reply.json()
    line = cart["items"][0]
    assert (cart["id"], cart["item_count"], line["variant_id"]) == (empty["id"], 2, variant["id"])
    assert set(line) == {"id", "type", "variant_id", "bundle_price_option_id", "quantity"}
    there = await anybody.get("/me/cart", headers=bearer(await sign_in(sandbox_http, SARI)))
    assert there.json() == cart
    path = f"/me/cart/items/{line['id']}"
    assert (await sari.patch(path, json={"quantity": 5})).json()["item_count"] == 5
    for _ in range(2):
        gone = await sari.delete(path)
        assert (gone.status_code, gone.json()["items"]) == (200, [])
    assert (await sari.patch(path, json={"quantity": 1})).status_code == 400


async def test_nobody_reaches_into_anothers_cart(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, bayu: httpx.AsyncClient
) -> None:
    variant = await variant_of(sandbox_http)
    hers = (await sari.post("/me/cart/items", json=item(variant))).json()
    line = hers["items"][0]["id"]
    assert (await bayu.patch(f"/me/cart/items/{line}", json={"quantity": 9})).status_code == 400
    await bayu.delete(f"/me/cart/items/{line}")
    guest = await put_in_cart(sandbox_http, variant)
    assert (await sandbox_http.delete(f"/cart/items/{line}", headers=guest)).status_code == 404
    sandbox.strict_requests = False
    as_guest = await sandbox_http.get("/cart", headers={GUEST: "customer:1"})
    assert as_guest.json()["items"] == []
    assert (await sari.get("/me/cart")).json() == hers


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "variant"},
        {"type": "variant", "variant_id": 1},
        {"type": "variant", "variant_id": 100100, "quantity": 0},
        {"type": "variant", "variant_id": 100100, "note": "x"},
    ],
)
async def test_what_a_cart_does_not_take(sandbox: CheckedApp, sari: httpx.AsyncClient, body: Json) -> None:
    sandbox.strict_requests = False
    assert (await sari.post("/me/cart/items", json=body)).status_code == 400


# The past orders


async def pages(http: httpx.AsyncClient, size: int) -> AsyncIterator[list[Json]]:
    cursor: str | None = None
    while True:
        params: dict[str, Any] = {"page_size": size} | ({"next_cursor": cursor} if cursor else {})
        page = (await http.get("/me/orders", params=params)).json()
        yield page["data"]
        cursor = page["next_cursor"]
        assert (cursor is not None) is page["has_next"]
        if cursor is None:
            return


@pytest.mark.parametrize(
    "sandbox_manner", [Manner(), Manner("older", "singapay")], indirect=True, ids=["newer", "older"]
)
async def test_a_past_with_something_of_everything(sari: httpx.AsyncClient) -> None:
    orders = [order async for page in pages(sari, 10) for order in page]
    assert len(orders) > 20
    created = [order["created_at"] for order in orders]
    assert created == sorted(created, reverse=True)
    statuses = {(order["status"], order["payment_status"]) for order in orders}
    assert statuses == {
        ("pending", "unpaid"), ("confirmed", "paid"), ("shipped", "paid"), ("completed", "paid"),
        ("canceled", "unpaid"),
    }  # fmt: skip
    newest = orders[0]
    assert (newest["payment_method"], newest["payment_status"]) == ("bank_transfer", "unpaid")
    assert (
        len({order["destination_address"]["province"] for order in orders if order["destination_address"]})
        == 3
    )
    for order in orders:
        assert (await sari.get(f"/me/orders/{order['id']}")).json() == order


async def test_a_line_leads_back_to_the_product(sari: httpx.AsyncClient) -> None:
    order = (await sari.get("/me/orders")).json()["data"][0]
    assert order["total_quantity"] == sum(line["quantity"] for line in order["orderlines"])
    for line in order["orderlines"]:
        assert order["final_variants"][str(line["variant"])] == line["quantity"]
    total = sum(int(line["product_price"]) for line in order["orderlines"])
    assert str(total) == order["product_price"]
    assert {account["unique_id"] for account in order["store"]["payment_accounts"]} != {None}


async def test_the_order_is_the_same_one_a_guest_sees(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    mine = (await sari.get("/me/orders")).json()["data"][0]
    public = (await sandbox_http.get(f"/orders/{mine['secret_slug']}")).json()
    for name in ("id", "order_id", "status", "gross_revenue", "pg_payment_info", "public_order_url"):
        assert mine[name] == public[name]
    assert public["customer_id"] == mine["customer"]["id"]


LONG = pytest.mark.parametrize("sandbox_manner", [Manner(access_ttl=7 * 24 * 3600)], indirect=True)


@LONG
async def test_what_happens_to_an_order_shows(
    sandbox_store: Sandbox, sari: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    order = (await sari.get("/me/orders")).json()["data"][0]
    assert order["paid_time"] is order["shipped_time"] is None
    control.mark_paid(sandbox_store, order["secret_slug"])
    sandbox_clock.pass_seconds(3600)
    control.ship(sandbox_store, order["secret_slug"])
    order = (await sari.get(f"/me/orders/{order['id']}")).json()
    assert (order["paid_time"], order["shipped_time"]) == ("2026-11-21T03:00:00Z", "2026-11-21T04:00:00Z")
    assert order["shipment_status"] == "shipped" and order["shipment_receipt"]


@LONG
async def test_time_passes_in_the_list_too(sari: httpx.AsyncClient, sandbox_clock: Clock) -> None:
    sandbox_clock.pass_seconds(24 * 3600)
    newest = (await sari.get("/me/orders")).json()["data"][0]
    assert (newest["status"], newest["canceled_time"]) == ("canceled", "2026-11-22T00:00:00Z")


async def test_nobody_sees_anothers_orders(sari: httpx.AsyncClient, bayu: httpx.AsyncClient) -> None:
    hers = (await sari.get("/me/orders")).json()["data"][0]
    assert (await bayu.get("/me/orders")).json()["data"] == []
    for id in (hers["id"], hers["order_id"], hers["secret_slug"], "nothing"):
        assert (await bayu.get(f"/me/orders/{id}")).status_code == 404
