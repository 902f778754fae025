"""The feed, details, prices, stock, methods, pictures, and who may ask."""

from __future__ import annotations

import httpx
import pytest

from app.sandbox import DEMO_BASE_URL, DEMO_STORE_ID
from app.sandbox.goods import load_goods
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import details, limited_variant, variant_of


async def all_cards(http: httpx.AsyncClient, size: int) -> list[dict[str, object]]:
    cards: list[dict[str, object]] = []
    params = {"page_size": str(size)}
    while True:
        page = (await http.get("/items", params=params)).json()
        cards.extend(page["data"])
        if not page["has_next"]:
            assert page["next_cursor"] is None
            return cards
        params["next_cursor"] = page["next_cursor"]


async def test_the_feed_is_the_same_whatever_the_page_size(sandbox_http: httpx.AsyncClient) -> None:
    total = (await sandbox_http.get("/items/count")).json()["total"]
    by_seven, by_hundred = await all_cards(sandbox_http, 7), await all_cards(sandbox_http, 100)
    assert by_seven == by_hundred
    assert len(by_seven) == total
    assert len({str(card["slug"]) for card in by_seven}) == total


async def test_pages_go_back_as_well(sandbox_http: httpx.AsyncClient) -> None:
    first = (await sandbox_http.get("/items", params={"page_size": "3"})).json()
    assert (first["has_previous"], first["previous_cursor"], first["page_size"]) == (False, None, 3)
    second = (
        await sandbox_http.get("/items", params={"page_size": "3", "next_cursor": first["next_cursor"]})
    ).json()
    back = (
        await sandbox_http.get(
            "/items", params={"page_size": "3", "previous_cursor": second["previous_cursor"]}
        )
    ).json()
    assert back["data"] == first["data"] != second["data"]


async def test_page_size_has_a_default_and_a_limit(sandbox_http: httpx.AsyncClient) -> None:
    assert (await sandbox_http.get("/items")).json()["page_size"] == 20
    assert (await sandbox_http.get("/items", params={"page_size": "5000"})).json()["page_size"] == 100


async def test_hidden_goods_are_not_listed_but_resolve(sandbox_http: httpx.AsyncClient) -> None:
    hidden = [product for product in load_goods().products if product["_hidden"]]
    assert hidden
    listed = {card["slug"] for card in await all_cards(sandbox_http, 100)}
    for product in hidden:
        assert product["slug"] not in listed
        detail = (await sandbox_http.get(f"/products/{product['slug']}")).json()
        id = detail["variants"][0]["id"]
        priced = (await sandbox_http.get("/variants/pricing", params={"ids": str(id)})).json()["data"]
        assert priced[0]["variant_id"] == id
        added = await sandbox_http.post("/cart/items", json={"type": "variant", "variant_id": id})
        assert added.status_code == 201


async def test_nothing_of_the_shops_own_leaves_it(sandbox_http: httpx.AsyncClient) -> None:
    for card in await all_cards(sandbox_http, 100):
        kind = "products" if card["entity_type"] == "product" else "bundle-price-options"
        reply = await sandbox_http.get(f"/{kind}/{card['slug']}")
        assert reply.status_code == 200
        assert '"_' not in reply.text


async def test_pictures_are_links_that_open(sandbox_http: httpx.AsyncClient) -> None:
    card = (await sandbox_http.get("/items")).json()["data"][0]
    assert card["images"][0].startswith(f"{DEMO_BASE_URL}/images/")
    picture = await sandbox_http.get(card["images"][0])
    assert picture.headers["content-type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    missing = await sandbox_http.get(f"{DEMO_BASE_URL}/images/..%2fgoods.json")
    assert missing.status_code == 404


async def test_prices_of_known_variants_only(sandbox_http: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    ids = f"{variant['id']},999999999,nonsense,{variant['id']}"
    rows = (await sandbox_http.get("/variants/pricing", params={"ids": ids})).json()["data"]
    assert [row["variant_id"] for row in rows] == [variant["id"]]
    assert rows[0]["price"] == variant["price"]
    assert (await sandbox_http.get("/variants/pricing")).json()["data"] == []


async def test_availability(sandbox_http: httpx.AsyncClient) -> None:
    _, stock = await limited_variant(sandbox_http)
    assert stock > 1
    assert (await sandbox_http.get("/variants/999999999/availability")).status_code == 404
    assert (await sandbox_http.get("/variants/abc/availability")).status_code == 404
    digital = (await details(sandbox_http, "digital"))[0]["variants"][0]
    reply = (await sandbox_http.get(f"/variants/{digital['id']}/availability")).json()
    assert (reply["available"], reply["available_qty"], reply["stock_status"]) == (True, None, "in_stock")


async def test_every_method_of_the_newer_edition(sandbox_http: httpx.AsyncClient) -> None:
    rows = (await sandbox_http.get("/payment-methods")).json()["data"]
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes)) == 29
    assert sum(code.startswith("va_") for code in codes) == 17
    assert "no_payment" not in codes and "va" not in codes
    assert all(row["label"] and row["enabled"] for row in rows)


@pytest.mark.parametrize("headers", [{}, {"X-Scalev-Storefront-Api-Key": "sfpk_wrong"}])
async def test_a_wrong_key_is_an_unknown_store(sandbox: CheckedApp, headers: dict[str, str]) -> None:
    sandbox.strict_requests = False
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox), base_url=DEMO_BASE_URL) as client:
        reply = await client.get(f"/v3/stores/{DEMO_STORE_ID}/public/items", headers=headers)
        assert reply.status_code == 404
        assert reply.json()["error"] == "Store not found"


async def test_a_wrong_store_is_an_unknown_store(sandbox_http: httpx.AsyncClient) -> None:
    reply = await sandbox_http.get(f"{DEMO_BASE_URL}/v3/stores/store_other/public/items")
    assert reply.status_code == 404
    assert reply.json()["error"] == "Store not found"


async def test_unknown_slugs_are_not_found(sandbox_http: httpx.AsyncClient) -> None:
    for path in ("/products/nope", "/bundle-price-options/nope", "/orders/nope"):
        assert (await sandbox_http.get(path)).status_code == 404


async def test_a_method_a_path_has_not_says_which_it_has(
    sandbox: CheckedApp,
) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app), base_url=DEMO_BASE_URL
    ) as client:
        reply = await client.put(f"/v3/stores/{DEMO_STORE_ID}/public/cart/items/1")
    assert reply.status_code == 405
    assert set(reply.headers["allow"].split(", ")) == {"PATCH", "DELETE"}
    assert reply.json() == {"error": "Method Not Allowed"}
