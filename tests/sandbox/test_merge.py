"""The guest's cart goes into the customer's."""

from __future__ import annotations

import httpx
import pytest

from app.sandbox import DEMO_API_KEY
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import GUEST, details, item, limited_variant, put_in_cart, variant_of
from tests.sandbox.signing_in import SARI, Json, bearer, sign_in


async def merge(http: httpx.AsyncClient, tokens: Json, guest: dict[str, str]) -> httpx.Response:
    return await http.post("/cart/merge", headers=bearer(tokens) | guest)


async def several(http: httpx.AsyncClient, count: int) -> list[Json]:
    """Variants of that many products, of each enough."""
    found: list[Json] = []
    for product in await details(http, "physical"):
        for variant in product["variants"]:
            stock = (await http.get(f"/variants/{variant['id']}/availability")).json()["available_qty"]
            if stock is None or stock >= 8:
                found.append(variant)
                break
        if len(found) == count:
            return found
    raise LookupError(count)


def quantities(cart: Json) -> dict[int, int]:
    return {line["variant_id"]: line["quantity"] for line in cart["items"]}


async def test_three_lines_and_two_are_five(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    variants = await several(sandbox_http, 5)
    guest = await put_in_cart(sandbox_http, variants[0], 1)
    for variant in variants[1:3]:
        await sandbox_http.post("/cart/items", json=item(variant, 2), headers=guest)
    for variant in variants[3:]:
        await sari.post("/me/cart/items", json=item(variant, 3))
    own = (await sari.get("/me/cart")).json()

    reply = await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)
    merged = reply.json()
    assert (reply.status_code, merged["id"]) == (200, own["id"])
    wanted = zip(variants, (1, 2, 2, 3, 3), strict=True)
    assert quantities(merged) == {variant["id"]: count for variant, count in wanted}
    assert (await sari.get("/me/cart")).json() == merged


async def test_the_guest_starts_again_under_a_new_token(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    guest = await put_in_cart(sandbox_http, await variant_of(sandbox_http), 2)
    tokens = await sign_in(sandbox_http, SARI)
    first = await merge(sandbox_http, tokens, guest)
    fresh = first.headers[GUEST]
    assert fresh != guest[GUEST]
    cart = await sandbox_http.get("/cart", headers={GUEST: fresh})
    assert (cart.headers[GUEST], cart.json()["items"]) == (fresh, [])
    # The reply may have been lost: asking again with the old token adds nothing.
    again = await merge(sandbox_http, tokens, guest)
    assert again.json() == first.json()
    assert (await sandbox_http.get("/cart", headers=guest)).headers[GUEST] != guest[GUEST]


async def test_equal_lines_become_one(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant, 2)
    await sari.post("/me/cart/items", json=item(variant, 3))
    merged = (await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)).json()
    assert quantities(merged) == {variant["id"]: 5}


@pytest.mark.parametrize("mine", [0, 1])
async def test_not_more_than_there_is(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, mine: int
) -> None:
    variant, stock = await limited_variant(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant, stock + 5)
    if mine:
        await sari.post("/me/cart/items", json=item(variant, mine))
    merged = (await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)).json()
    assert quantities(merged) == {variant["id"]: stock}


async def test_not_more_than_can_be_ordered(sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient) -> None:
    variant = await variant_of(sandbox_http, "digital")
    guest = await put_in_cart(sandbox_http, variant, 70)
    await sari.post("/me/cart/items", json=item(variant, 70))
    merged = (await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)).json()
    assert quantities(merged) == {variant["id"]: 100}


async def test_what_the_customer_had_is_never_less(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    variant, stock = await limited_variant(sandbox_http)
    guest = await put_in_cart(sandbox_http, variant, 1)
    await sari.post("/me/cart/items", json=item(variant, stock + 2))
    merged = (await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)).json()
    assert quantities(merged) == {variant["id"]: stock + 2}


async def test_something_sold_out_is_still_seen(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    gone = await sold_out(sandbox_http)
    guest = await put_in_cart(sandbox_http, gone, 4)
    merged = (await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)).json()
    assert quantities(merged) == {gone["id"]: 1}


async def sold_out(http: httpx.AsyncClient) -> Json:
    for product in await details(http, "physical"):
        for variant in product["variants"]:
            if (await http.get(f"/variants/{variant['id']}/availability")).json()["available_qty"] == 0:
                return dict(variant)
    raise LookupError("sold out")


@pytest.mark.parametrize("guest", [{}, {GUEST: "6fa459ea-ee8a-4ca4-894e-db77e160355e"}])
async def test_without_a_guest_cart_nothing_changes(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, guest: dict[str, str]
) -> None:
    own = (await sari.post("/me/cart/items", json=item(await variant_of(sandbox_http)))).json()
    reply = await merge(sandbox_http, await sign_in(sandbox_http, SARI), guest)
    assert (reply.status_code, reply.json()) == (200, own)
    assert reply.headers[GUEST]


async def test_who_must_say_who_they_are(sandbox: CheckedApp, sandbox_http: httpx.AsyncClient) -> None:
    guest = await put_in_cart(sandbox_http, await variant_of(sandbox_http))
    assert (await merge(sandbox_http, {"access": "ac_nonsense"}, guest)).status_code == 401
    assert (await sandbox_http.post("/cart/merge", headers=guest)).status_code == 401
    tokens = await sign_in(sandbox_http, SARI)
    wrong_key = guest | {"X-Scalev-Storefront-Api-Key": DEMO_API_KEY + "x"}
    assert (await merge(sandbox_http, tokens, wrong_key)).status_code == 404
    assert (await sandbox_http.get("/cart", headers=guest)).json()["item_count"] == 1
