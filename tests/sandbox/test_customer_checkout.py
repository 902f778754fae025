"""A signed-in customer buys: which cart, where to, what it costs, the order that is theirs."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.sandbox.manner import Manner
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import GUEST, HOME, TEBET, item, limited_variant, put_in_cart, variant_of
from tests.sandbox.signing_in import Json

BOTH = pytest.mark.parametrize(
    "sandbox_manner", [Manner(), Manner("older", "singapay")], indirect=True, ids=["newer", "older"]
)
OLDER = pytest.mark.parametrize("sandbox_manner", [Manner("older")], indirect=True)


async def filled(sari: httpx.AsyncClient, variant: Json, quantity: int = 1) -> int:
    """The id of her cart, with that in it."""
    reply = await sari.post("/me/cart/items", json=item(variant, quantity))
    assert reply.status_code == 201, reply.text
    return int(reply.json()["id"])


async def couriers(http: httpx.AsyncClient, **body: Any) -> list[Json]:
    reply = await http.post("/me/checkout/shipping-options", json=body)
    assert reply.status_code == 200, reply.text
    return list(reply.json()["data"])


def carried(courier: Json) -> Json:
    names = ("courier_service_id", "warehouse_unique_id", "courier_aggregator_code")
    return {name: courier[name] for name in names}


async def buy(http: httpx.AsyncClient, **body: Any) -> Json:
    reply = await http.post("/me/checkout", json=body)
    assert reply.status_code == 201, reply.text
    assert GUEST not in reply.headers
    return dict(reply.json())


async def refused(http: httpx.AsyncClient, **body: Any) -> Json:
    before = (await http.get("/me/orders")).json()
    reply = await http.post("/me/checkout", json=body)
    assert reply.status_code == 400, reply.text
    assert (await http.get("/me/orders")).json() == before
    return dict(reply.json()["errors"])


async def in_cart(http: httpx.AsyncClient) -> int:
    return int((await http.get("/me/cart")).json()["item_count"])


async def home_of(http: httpx.AsyncClient) -> Json:
    return dict((await http.get("/me/checkout/addresses")).json()["data"][0])


@BOTH
async def test_from_cart_to_order(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    cart = await filled(sari, variant, 2)
    home = await home_of(sari)
    place = {"location_id": home["location"]["id"], "postal_code": home["postal_code"]}
    [courier, *_] = await couriers(sari, cart_id=cart, **place, payment_method="bank_transfer")
    chosen = carried(courier)
    summary = await sari.post(
        "/me/checkout/summary",
        json={"cart_id": cart, **place, **chosen, "payment_method": "bank_transfer"},
    )
    totals = summary.json()
    assert totals["shipping_cost"] == courier["cost"]
    order = await buy(
        sari,
        cart_id=cart,
        address_id=home["id"],
        payment_method="bank_transfer",
        notes="Terima kasih",
        **chosen,
    )
    for name in ("product_price", "shipping_cost", "gross_revenue"):
        assert order[name] == totals[name]
    address = order["destination_address"]
    assert (address["name"], address["phone"]) == (home["name"], home["phone"])
    assert home["address"] in address["address"]
    assert address["city"] == home["location"]["city_name"]
    assert await in_cart(sari) == 0
    mine = (await sari.get("/me/orders")).json()["data"][0]
    assert (mine["id"], mine["secret_slug"], mine["notes"]) == (
        order["id"],
        order["secret_slug"],
        "Terima kasih",
    )
    assert (mine["gross_revenue"], mine["total_quantity"]) == (order["gross_revenue"], 2)


async def test_an_address_for_this_order_alone(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    items = [item(await variant_of(sandbox_http))]
    [courier, *_] = await couriers(sari, items=items, **HOME)
    as_text = {"courier_service_id": str(courier["courier_service_id"])}
    order = await buy(
        sari, items=items, address="Jl. Baru 1", **HOME, payment_method="qris", **(carried(courier) | as_text)
    )
    assert order["destination_address"]["address"] == "Jl. Baru 1, 12810"
    assert order["destination_address"]["name"] == "Sari Wulandari"
    assert len((await sari.get("/me/addresses")).json()["data"]) == 3


async def test_bought_directly_the_cart_stays(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    variant = await variant_of(sandbox_http, "digital")
    cart = await filled(sari, variant, 3)
    items = [item(variant)]
    order = await buy(sari, items=items, payment_method="gopay")
    assert (order["product_price"], await in_cart(sari)) == (str(int(variant["price"])), 3)
    both = await buy(sari, items=items, cart_id=cart, payment_method="gopay")
    assert both["product_price"] == order["product_price"]
    assert await in_cart(sari) == 0


async def test_a_guests_cart_has_no_part_in_it(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    variant = await variant_of(sandbox_http, "digital")
    guest = await put_in_cart(sandbox_http, variant, 2)
    await buy(sari, items=[item(variant)], payment_method="qris")
    assert (await sandbox_http.get("/cart", headers=guest)).json()["item_count"] == 2


async def test_a_new_customer_without_a_name(
    sandbox_http: httpx.AsyncClient, bayu: httpx.AsyncClient
) -> None:
    order = await buy(bayu, items=[item(await variant_of(sandbox_http, "digital"))], payment_method="qris")
    assert order["customer"] == {"email": "bayu@example.com"}
    assert [one["id"] for one in (await bayu.get("/me/orders")).json()["data"]] == [order["id"]]


@BOTH
async def test_methods_and_accounts(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    offered = (await sari.get("/me/checkout/payment-methods")).json()
    listed = (await sandbox_http.get("/payment-methods")).json()["data"]
    assert offered["payment_methods"] == [method["code"] for method in listed]
    assert "no_payment" not in offered["payment_methods"]
    assert {account["method"] for account in offered["payment_accounts"]} == {"bank_transfer"}
    assert all(account["financial_entity_name"] for account in offered["payment_accounts"])
    assert ("xendit_va_bank_codes" in offered) is ("va" in offered["payment_methods"])


@OLDER
async def test_a_virtual_account_of_the_older_edition(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    banks = (await sari.get("/me/checkout/payment-methods")).json()["xendit_va_bank_codes"]
    items = [item(await variant_of(sandbox_http, "digital"))]
    order = await buy(sari, items=items, payment_method="va", sub_payment_method=next(iter(banks)))
    mine = (await sari.get(f"/me/orders/{order['id']}")).json()
    assert (mine["payment_method"], mine["sub_payment_method"]) == ("va", next(iter(banks)))


async def test_a_code_counts_in_summary_and_order(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    variant = await variant_of(sandbox_http, "digital")
    body = {"items": [item(variant, 3)], "payment_method": "bank_transfer", "discount_code_code": "hemat10"}
    summary = (await sari.post("/me/checkout/summary", json=body)).json()
    order = await buy(sari, **body)
    assert int(order["discount_code_discount"]) > 0
    assert summary["gross_revenue"] == order["gross_revenue"]
    mine = (await sari.get(f"/me/orders/{order['id']}")).json()
    assert mine["discount_code_code"] == order["discount_code_code"] == "HEMAT10"


async def test_cash_on_delivery(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    cash = await couriers(sari, items=items, **HOME, payment_method="cod")
    assert cash and all(courier["is_cod"] for courier in cash)
    assert len(cash) < len(await couriers(sari, items=items, **HOME))


async def test_nothing_to_send_has_no_couriers(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    assert await couriers(sari, items=[item(await variant_of(sandbox_http, "digital"))]) == []


async def test_the_stock_goes_down(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    variant, stock = await limited_variant(sandbox_http)
    home = await home_of(sari)
    place = {"location_id": home["location"]["id"], "postal_code": home["postal_code"]}
    items = [item(variant, stock)]
    [courier, *_] = await couriers(sari, items=items, **place)
    body = {"items": items, "address_id": home["id"], "payment_method": "qris", **carried(courier)}
    await buy(sari, **body)
    left = (await sandbox_http.get(f"/variants/{variant['id']}/availability")).json()
    assert left["available_qty"] == 0
    assert "out of stock" in str(await refused(sari, **body))


@pytest.mark.parametrize(
    "name",
    ["customer_name", "customer_email", "shipping_address", "shipping_cost", "service_fee", "metadata",
     "sub_payment_method"],
)  # fmt: skip
async def test_the_body_is_closed(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, name: str
) -> None:
    sandbox.strict_requests = False
    items = [item(await variant_of(sandbox_http, "digital"))]
    assert await refused(sari, items=items, payment_method="qris", **{name: "x"}) == {
        name: ["is not allowed"]
    }


@OLDER
async def test_what_only_the_newer_edition_knows(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    sandbox.strict_requests = False
    items = [item(await variant_of(sandbox_http, "digital"))]
    found = await refused(sari, items=items, payment_method="qris", checkout_intent_token="cit_x")
    assert found == {"checkout_intent_token": ["is not allowed"]}


@pytest.mark.parametrize("payment_method", [None, "no_payment", "va", "cash"])
async def test_how_it_cannot_be_paid(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, payment_method: str | None
) -> None:
    sandbox.strict_requests = False
    body: Json = {"items": [item(await variant_of(sandbox_http, "digital"))]}
    if payment_method:
        body["payment_method"] = payment_method
    assert list(await refused(sari, **body)) == ["payment_method"]


async def test_where_to_and_with_whom(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    found = await refused(sari, items=items, payment_method="qris")
    assert set(found) == {"address", "location_id", "postal_code", "courier_service_id"}
    home = await home_of(sari)
    found = await refused(sari, items=items, payment_method="qris", address_id=home["id"])
    assert list(found) == ["courier_service_id"]
    found = await refused(
        sari, items=items, payment_method="qris", address_id=home["id"], courier_service_id=403
    )
    assert list(found) == ["courier_service_id"]


async def test_couriers_need_to_know_where(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    reply = await sari.post("/me/checkout/shipping-options", json={"items": items})
    assert (reply.status_code, set(reply.json()["errors"])) == (400, {"location_id", "postal_code"})
    reply = await sari.post(
        "/me/checkout/shipping-options", json={"items": items, "location_id": TEBET, "postal_code": "1"}
    )
    assert reply.json()["errors"] == {"postal_code": ["must be 5 digits"]}


async def test_nothing_to_buy(sari: httpx.AsyncClient) -> None:
    cart = (await sari.get("/me/cart")).json()["id"]
    for body in ({}, {"cart_id": cart}):
        assert list(await refused(sari, payment_method="qris", **body)) == ["items"]


async def test_anothers_cart_and_address_are_not_there(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, bayu: httpx.AsyncClient
) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant)
    guests = (await sandbox_http.get("/cart", headers=guest)).json()["id"]
    for cart in (await filled(sari, variant), guests, 999_999):
        for path in ("/me/checkout", "/me/checkout/summary", "/me/checkout/shipping-options"):
            body = {"cart_id": cart, "payment_method": "qris"}
            assert (await bayu.post(path, json=body)).status_code == 404, (cart, path)
    hers = await home_of(sari)
    reply = await bayu.post(
        "/me/checkout", json={"items": [item(variant)], "address_id": hers["id"], "payment_method": "qris",
                              "courier_service_id": 101},
    )  # fmt: skip
    assert (reply.status_code, reply.json()["error"]) == (404, "Address not found")
    assert await in_cart(sari) == 1
    assert (await bayu.get("/me/orders")).json()["data"] == []
