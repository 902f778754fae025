"""Couriers, totals and placing orders: what is computed, what is refused, what it does to stock and cart."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from app.sandbox.goods import load_goods
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import (
    GUEST,
    HOME,
    TEBET,
    courier_for,
    item,
    limited_variant,
    order_body,
    place,
    put_in_cart,
    variant_of,
)


async def left(http: httpx.AsyncClient, variant_id: int) -> int | None:
    reply = (await http.get(f"/variants/{variant_id}/availability")).json()
    return None if reply["available_qty"] is None else int(reply["available_qty"])


async def summary(http: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    reply = await http.post("/checkout/summary", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def test_couriers_from_items_or_cart(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    direct = await sandbox_http.post(
        "/checkout/shipping-options", json={"items": [item(variant, 2)], "destination": HOME}
    )
    guest = await put_in_cart(sandbox_http, variant, 2)
    cart = await sandbox_http.post("/checkout/shipping-options", json={"destination": HOME}, headers=guest)
    assert direct.json() == cart.json()
    assert len({option["courier_code"] for option in cart.json()["data"]}) >= 4


async def test_cash_on_delivery_leaves_only_who_collects_it(sandbox_http: httpx.AsyncClient) -> None:
    body: dict[str, Any] = {"items": [item(await variant_of(sandbox_http))], "destination": HOME}
    every = (await sandbox_http.post("/checkout/shipping-options", json=body)).json()["data"]
    cash = (
        await sandbox_http.post("/checkout/shipping-options", json=body | {"payment_method": "cod"})
    ).json()
    assert cash["data"] == [option for option in every if option["is_cod"]]
    assert 0 < len(cash["data"]) < len(every)


async def test_nothing_to_send_has_no_couriers_and_costs_nothing(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http, "digital"))]
    options = await sandbox_http.post("/checkout/shipping-options", json={"items": items})
    assert options.json()["data"] == []
    totals = await summary(sandbox_http, items=items, destination=HOME, courier_service_id=101)
    assert totals["shipping_cost"] == "0"


async def test_weight_and_distance_cost(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)

    async def cost(quantity: int, place: dict[str, Any]) -> int:
        body = {"items": [item(variant, quantity)], "destination": place}
        rows = (await sandbox_http.post("/checkout/shipping-options", json=body)).json()["data"]
        return next(int(row["cost"]) for row in rows if row["courier_service_id"] == 101)

    papua = (await sandbox_http.get("/locations", params={"search": "jayapura"})).json()["data"][0]["id"]
    far = {"location_id": papua, "postal_code": "99351"}
    assert await cost(1, HOME) < await cost(100, HOME)
    assert await cost(1, HOME) < await cost(1, far)


async def test_the_summary_counts_shipping_itself(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http), 2)]
    courier = await courier_for(sandbox_http, items)
    chosen = {name: courier[name] for name in ("courier_service_id", "warehouse_unique_id")}
    base: dict[str, Any] = {"items": items, "destination": HOME}
    flat = await summary(sandbox_http, **base, **chosen, shipping_cost="1")
    assert flat["shipping_cost"] == courier["cost"]
    assert await summary(sandbox_http, **base, shipping_option=chosen) == flat
    assert await summary(sandbox_http, **base, selected_shipping_option=chosen) == flat
    as_text = chosen | {"courier_service_id": str(courier["courier_service_id"])}
    assert await summary(sandbox_http, **base, **as_text) == flat
    assert int(flat["gross_revenue"]) == int(flat["product_price"]) + int(courier["cost"])
    assert (await summary(sandbox_http, items=items))["shipping_cost"] == "0"


@pytest.mark.parametrize(
    ("method", "other", "name", "service"),
    [
        ("bank_transfer", 0, None, 0),
        ("qris", "0.007", "Biaya layanan", 0),
        ("va_bca", 0, None, 4_000),
        ("gopay", "0.015", "Biaya layanan", 0),
        ("alfamart", 0, None, 5_000),
    ],
)
async def test_fees_are_the_methods(
    sandbox_http: httpx.AsyncClient, method: str, other: Any, name: str | None, service: int
) -> None:
    items = [item(await variant_of(sandbox_http, "digital"))]
    totals = await summary(sandbox_http, items=items, payment_method=method)
    price = int(totals["product_price"])
    expected = -(-price * round(float(other) * 1000) // 1000)
    assert int(totals["other_income"]) == expected
    assert totals["other_income_name"] == name
    assert int(totals["service_fee"]) == service
    assert int(totals["gross_revenue"]) == price + expected + service


async def test_a_code_that_does_not_count_is_nothing_in_the_summary(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    plain = await summary(sandbox_http, items=items)
    assert await summary(sandbox_http, items=items, discount_code_code="KADALUARSA") == plain
    assert await summary(sandbox_http, items=items, discount_code_code="TIDAKADA") == plain


async def test_an_order_has_the_figures_of_the_summary(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http), 5)]
    courier = await courier_for(sandbox_http, items)
    code = "HEMAT10"
    totals = await summary(
        sandbox_http, items=items, destination=HOME, courier_service_id=courier["courier_service_id"],
        payment_method="qris", discount_code_code=code,
    )  # fmt: skip
    reply = await sandbox_http.post(
        "/checkout",
        json=order_body("qris", courier, items, discount_code_code=code.lower(), notes="Titip satpam"),
    )
    order = reply.json()
    assert reply.status_code == 201
    for name, amount in totals.items():
        assert order[name] == amount, name
    assert order["discount_code_code"] == code
    assert int(order["discount_code_discount"]) == min(50_000, int(totals["product_price"]) // 10)
    parts = [int(order[name]) for name in ("product_price", "shipping_cost", "other_income", "service_fee")]
    assert int(order["gross_revenue"]) == sum(parts) - int(order["discount_code_discount"])


async def test_a_new_order(sandbox_http: httpx.AsyncClient) -> None:
    order = await place(sandbox_http, quantity=2)
    assert UUID(order["id"]).version == 7
    assert order["order_id"].startswith("261121") and len(order["order_id"]) == 10
    assert (order["status"], order["payment_status"], order["payment_method"]) == (
        "pending",
        "unpaid",
        "qris",
    )
    assert order["payment_url"] is None
    assert order["secret_slug"] in order["redirect_url"]
    assert order["pg_payment_info"] == {}
    assert order["orderlines"][0]["quantity"] == 2
    assert order["destination_address"]["subdistrict"] == "Tebet"
    assert order["customer"] == {"email": "budi@example.com"}
    assert (await sandbox_http.get(f"/orders/{order['secret_slug']}")).json() == order


async def test_checking_out_the_cart_empties_it(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant)
    courier = await courier_for(sandbox_http, [item(variant)])
    reply = await sandbox_http.post("/checkout", json=order_body("qris", courier), headers=guest)
    assert reply.status_code == 201
    assert reply.headers[GUEST] == guest[GUEST]
    assert (await sandbox_http.get("/cart", headers=guest)).json()["items"] == []


async def test_buying_directly_leaves_the_cart_alone_unless_its_token_is_sent(
    sandbox_http: httpx.AsyncClient,
) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant)
    courier = await courier_for(sandbox_http, [item(variant)])
    body = order_body("qris", courier, [item(variant)])
    reply = await sandbox_http.post("/checkout", json=body)
    assert GUEST not in reply.headers
    assert len((await sandbox_http.get("/cart", headers=guest)).json()["items"]) == 1
    await sandbox_http.post("/checkout", json=body, headers=guest)
    assert (await sandbox_http.get("/cart", headers=guest)).json()["items"] == []


async def test_stock_goes_down_and_runs_out(sandbox_http: httpx.AsyncClient) -> None:
    variant, stock = await limited_variant(sandbox_http)
    items = [item(variant, stock - 1)]
    courier = await courier_for(sandbox_http, items)
    assert (await sandbox_http.post("/checkout", json=order_body("qris", courier, items))).status_code == 201
    assert await left(sandbox_http, variant["id"]) == 1
    guest = await put_in_cart(sandbox_http, variant, 2)
    refused = await sandbox_http.post("/checkout", json=order_body("qris", courier), headers=guest)
    assert refused.status_code == 400
    assert "only 1 left" in refused.json()["message"]
    assert await left(sandbox_http, variant["id"]) == 1
    assert len((await sandbox_http.get("/cart", headers=guest)).json()["items"]) == 1


async def test_a_bundle_takes_what_is_in_it_from_the_stock(sandbox_http: httpx.AsyncClient) -> None:
    for bundle in load_goods().bundles:
        uses = {line["variant_id"]: line["quantity"] for line in bundle["bundlelines"]}
        before = {id: await left(sandbox_http, id) for id in uses}
        counted = {id: stock for id, stock in before.items() if stock is not None}
        if counted and all(stock >= uses[id] for id, stock in counted.items()):
            break
    else:
        raise LookupError("a bundle in stock")
    items = [
        {
            "type": "bundle_price_option",
            "bundle_price_option_id": bundle["bundle_price_option_id"],
            "quantity": 1,
        }
    ]
    courier = await courier_for(sandbox_http, items)
    order = (await sandbox_http.post("/checkout", json=order_body("qris", courier, items))).json()
    assert order["product_price"] == str(int(float(bundle["price"])))
    for id, stock in counted.items():
        assert await left(sandbox_http, id) == stock - uses[id]


async def test_digital_goods_need_no_address(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http, "digital"))]
    reply = await sandbox_http.post("/checkout", json=order_body("va_bni", None, items))
    order = reply.json()
    assert reply.status_code == 201
    assert (order["shipping_cost"], order["destination_address"], order["courier_service"]) == (
        "0",
        None,
        None,
    )


async def test_the_deprecated_address_names_still_work(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    body = order_body("qris", await courier_for(sandbox_http, items), items)
    for name in ("address", "location_id", "postal_code"):
        body[name] = body.pop(f"shipping_{name}")
    reply = await sandbox_http.post("/checkout", json=body)
    assert reply.json()["destination_address"]["subdistrict"] == "Tebet"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer_name": " "}, "customer_name"),
        ({"customer_name": None}, "customer_name"),
        ({"customer_name": "x" * 201}, "customer_name"),
        ({"customer_email": "budi"}, "customer_email"),
        ({"customer_email": "x" * 250 + "@a.co"}, "customer_email"),
        ({"customer_phone": "0" * 21}, "customer_phone"),
        ({"shipping_address": ""}, "shipping_address"),
        ({"shipping_location_id": 1}, "shipping_location_id"),
        ({"shipping_location_id": None}, "shipping_location_id"),
        ({"shipping_postal_code": "12"}, "shipping_postal_code"),
        ({"courier_service_id": None}, "courier_service_id"),
        ({"courier_service_id": "101"}, "courier_service_id"),
        ({"courier_service_id": 999}, "courier_service_id"),
        ({"warehouse_unique_id": "warehouse_other"}, "warehouse_unique_id"),
        ({"payment_method": "no_payment"}, "payment_method"),
        ({"payment_method": "va"}, "payment_method"),
        ({"payment_method": None}, "payment_method"),
        ({"sub_payment_method": "bca"}, "sub_payment_method"),
        ({"shipping_cost": "0"}, "shipping_cost"),
        ({"gross_revenue": 1}, "gross_revenue"),
        ({"items": []}, "items"),
        ({"discount_code_code": "HABIS"}, "discount_code_code"),
        ({"discount_code_code": "TIDAKADA"}, "discount_code_code"),
    ],
)
async def test_what_cannot_be_ordered(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, change: dict[str, Any], field: str
) -> None:
    variant = await variant_of(sandbox_http)
    items = [item(variant)]
    body = order_body("qris", await courier_for(sandbox_http, items), items) | change
    before = await left(sandbox_http, variant["id"])
    sandbox.strict_requests = False
    reply = await sandbox_http.post("/checkout", json=body)
    assert reply.status_code == 400, reply.text
    assert list(reply.json()["errors"]) == [field]
    assert reply.json()["message"]
    assert await left(sandbox_http, variant["id"]) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": 101}, "items[0].quantity"),
        ({"quantity": 0}, "items[0].quantity"),
        ({"price": 1}, "items[0].price"),
        ({"variant_id": "7"}, "items[0].variant_id"),
        ({"variant_id": 999_999_999}, "items[0].variant_id"),
        ({"type": "thing"}, "items[0].type"),
    ],
)
async def test_items_are_checked_one_by_one(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, change: dict[str, Any], field: str
) -> None:
    variant = await variant_of(sandbox_http)
    sandbox.strict_requests = False
    for path in ("/checkout/summary", "/checkout/shipping-options"):
        reply = await sandbox_http.post(path, json={"items": [item(variant) | change], "destination": HOME})
        assert reply.status_code == 400
        assert list(reply.json()["errors"]) == [field]


async def test_cash_only_with_a_courier_who_collects_it(sandbox_http: httpx.AsyncClient) -> None:
    items = [item(await variant_of(sandbox_http))]
    body = {"items": items, "destination": HOME}
    options = (await sandbox_http.post("/checkout/shipping-options", json=body)).json()["data"]
    never = next(option for option in options if not option["is_cod"])
    always = next(option for option in options if option["is_cod"])
    refused = await sandbox_http.post("/checkout", json=order_body("cod", never, items))
    assert list(refused.json()["errors"]) == ["courier_service_id"]
    assert (await sandbox_http.post("/checkout", json=order_body("cod", always, items))).status_code == 201
    digital = [item(await variant_of(sandbox_http, "digital"))]
    refused = await sandbox_http.post("/checkout", json=order_body("cod", None, digital))
    assert list(refused.json()["errors"]) == ["payment_method"]


@pytest.mark.parametrize(
    "destination",
    [
        {"location_id": TEBET},
        {"postal_code": "12810"},
        HOME | {"name": "x"},
        "Tebet",
        {"location_id": 5, "postal_code": "1"},
    ],
)
async def test_a_destination_is_whole_or_refused(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, destination: Any
) -> None:
    sandbox.strict_requests = False
    body = {"items": [item(await variant_of(sandbox_http))], "destination": destination}
    assert (await sandbox_http.post("/checkout/shipping-options", json=body)).status_code == 400


async def test_an_empty_cart_cannot_be_checked_out(sandbox_http: httpx.AsyncClient) -> None:
    body = order_body("qris", None)
    assert list((await sandbox_http.post("/checkout", json=body)).json()["errors"]) == ["items"]
    for path in ("/checkout/summary", "/checkout/shipping-options"):
        assert (await sandbox_http.post(path)).status_code == 400


async def test_nothing_changes_when_an_order_fails_halfway(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant)
    courier = await courier_for(sandbox_http, [item(variant)])
    sandbox_store.database.run("ALTER TABLE orders RENAME TO hidden_orders")
    with pytest.raises(Exception, match="no such table"):
        await sandbox_http.post("/checkout", json=order_body("qris", courier), headers=guest)
    sandbox_store.database.run("ALTER TABLE hidden_orders RENAME TO orders")
    assert sandbox_store.taken() == {}
    assert len((await sandbox_http.get("/cart", headers=guest)).json()["items"]) == 1
