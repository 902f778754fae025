"""What the tests of the sandbox buy and where they send it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx

GUEST = "X-Scalev-Guest-Token"
TEBET = 317401
HOME = {"location_id": TEBET, "postal_code": "12810"}
Json = dict[str, Any]


async def products(http: httpx.AsyncClient, kind: str) -> AsyncIterator[Json]:
    """Full details of each listed product of a kind, in feed order; asked for one by one."""
    cursor: str | None = None
    while True:
        params = {"page_size": "100"} | ({"next_cursor": cursor} if cursor else {})
        page = (await http.get("/items", params=params)).json()
        for card in page["data"]:
            if card["entity_type"] == "product" and card["item_type"] == kind:
                yield (await http.get(f"/products/{card['slug']}")).json()
        cursor = page["next_cursor"]
        if cursor is None:
            return


async def details(http: httpx.AsyncClient, kind: str) -> list[Json]:
    """All of them."""
    return [product async for product in products(http, kind)]


async def variant_of(http: httpx.AsyncClient, kind: str = "physical", *, at_least: int = 10) -> Json:
    """A variant of that kind of which so many can be bought."""
    async for product in products(http, kind):
        for variant in product["variants"]:
            stock = (await http.get(f"/variants/{variant['id']}/availability")).json()["available_qty"]
            if stock is None or stock >= at_least:
                return dict(variant)
    raise LookupError(kind)


async def limited_variant(http: httpx.AsyncClient) -> tuple[Json, int]:
    """A physical variant with a limited stock that fits an order, and how many there are."""
    async for product in products(http, "physical"):
        for variant in product["variants"]:
            stock = (await http.get(f"/variants/{variant['id']}/availability")).json()["available_qty"]
            if stock is not None and 1 < stock < 90:
                return dict(variant), int(stock)
    raise LookupError("limited stock")


def item(variant: Json, quantity: int = 1) -> Json:
    return {"type": "variant", "variant_id": variant["id"], "quantity": quantity}


async def put_in_cart(http: httpx.AsyncClient, variant: Json, quantity: int = 1) -> dict[str, str]:
    """A new cart with that in it; gives the header that names it."""
    reply = await http.post("/cart/items", json=item(variant, quantity))
    assert reply.status_code == 201, reply.text
    return {GUEST: reply.headers[GUEST]}


async def courier_for(http: httpx.AsyncClient, items: list[Json], method: str | None = None) -> Json:
    body: Json = {"items": items, "destination": HOME} | ({"payment_method": method} if method else {})
    reply = await http.post("/checkout/shipping-options", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json()["data"][0])


def order_body(method: str, courier: Json | None, items: list[Json] | None = None, **more: Any) -> Json:
    body: Json = {
        "customer_name": "Budi Santoso",
        "customer_email": "budi@example.com",
        "customer_phone": "628120000000",
        "payment_method": method,
    }
    if items is not None:
        body["items"] = items
    if courier is not None:
        body |= {
            "shipping_address": "Jl. Tebet Raya 1",
            "shipping_location_id": HOME["location_id"],
            "shipping_postal_code": HOME["postal_code"],
            "courier_service_id": courier["courier_service_id"],
            "warehouse_unique_id": courier["warehouse_unique_id"],
            "courier_aggregator_code": courier["courier_aggregator_code"],
        }
    return body | more


async def place(http: httpx.AsyncClient, method: str = "qris", *, quantity: int = 1, **more: Any) -> Json:
    """An order of something physical, bought directly."""
    items = [item(await variant_of(http), quantity)]
    courier = await courier_for(http, items, method)
    reply = await http.post("/checkout", json=order_body(method, courier, items, **more))
    assert reply.status_code == 201, reply.text
    return dict(reply.json())
