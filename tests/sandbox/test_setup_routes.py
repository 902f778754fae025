"""The merchant's routes: keys that open the shop until they are revoked, origins, and who may do it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.sandbox import (
    DEMO_API_KEY,
    DEMO_BASE_URL,
    DEMO_BUSINESS_KEY,
    DEMO_BUSINESS_READ_KEY,
    DEMO_STORE_ID,
    merchant,
)
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp

Json = dict[str, Any]
KEYS, ORIGINS = "/public-api-keys", "/storefront/allowed-origins"
HEADER = "X-Scalev-Storefront-Api-Key"


@pytest.fixture(params=[DEMO_STORE_ID, "1"], ids=["unique id", "number"])
async def business(sandbox: CheckedApp, request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    """A bare HTTP client on the store's own routes, with the merchant's key."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox),
        base_url=f"{DEMO_BASE_URL}/v3/stores/{request.param}",
        headers={"Authorization": f"Bearer {DEMO_BUSINESS_KEY}"},
    ) as client:
        yield client


async def opened_by(shop: httpx.AsyncClient, token: str) -> int:
    return (await shop.get("/items/count", headers={HEADER: token})).status_code


async def test_a_key_opens_the_shop_until_it_is_revoked(
    business: httpx.AsyncClient, sandbox_http: httpx.AsyncClient
) -> None:
    first = (await business.get(KEYS)).json()["data"]
    assert [(key["token"], key["status"]) for key in first] == [(DEMO_API_KEY, "active")]
    made = await business.post(KEYS)
    assert made.status_code == 200
    key = made.json()
    assert await opened_by(sandbox_http, key["token"]) == await opened_by(sandbox_http, DEMO_API_KEY) == 200
    for _ in range(2):
        assert (await business.delete(f"{KEYS}/{key['id']}")).status_code == 204
    assert await opened_by(sandbox_http, key["token"]) == 404
    listed = (await business.get(KEYS)).json()["data"]
    assert [(one["id"], one["token"], one["status"]) for one in listed] == [
        (key["id"], None, "revoked"),
        (first[0]["id"], DEMO_API_KEY, "active"),
    ]
    # The first one is a key like any other.
    await business.delete(f"{KEYS}/{first[0]['id']}")
    assert await opened_by(sandbox_http, DEMO_API_KEY) == 404


async def test_origins_are_registered_once_and_kept_when_revoked(
    business: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    assert (await business.get(ORIGINS)).json() == {"data": [], "is_paginated": False}
    origin = "https://toko.example.com"
    one, other = [(await business.post(ORIGINS, json={"origin": origin})).json() for _ in range(2)]
    assert one == other and (one["origin"], one["status"]) == (origin, "active")
    assert merchant.is_registered(sandbox_store, origin)
    assert (await business.delete(f"{ORIGINS}/{one['id']}")).status_code == 204
    assert not merchant.is_registered(sandbox_store, origin)
    assert [one["status"] for one in (await business.get(ORIGINS)).json()["data"]] == ["revoked"]


@pytest.mark.parametrize(
    "origin",
    [
        "", "toko.example.com", "https://toko.example.com/", "https://toko.example.com/a", "ftp://a.example.com",
        "https://a.example.com?x=1", "https://a.example.com#x", "https://me@a.example.com", 5, None,
    ],
)  # fmt: skip
async def test_what_is_no_origin_is_refused(
    business: httpx.AsyncClient, sandbox: CheckedApp, origin: Any
) -> None:
    sandbox.strict_requests = False
    reply = await business.post(ORIGINS, json={"origin": origin})
    assert (reply.status_code, list(reply.json()["errors"])) == (400, ["origin"])


async def test_who_may_not(business: httpx.AsyncClient) -> None:
    id = (await business.get(KEYS)).json()["data"][0]["id"]
    origin = {"origin": "https://a.example.com"}
    for key, read, write in (
        (f"Bearer {DEMO_BUSINESS_READ_KEY}", 200, 403),
        (DEMO_BUSINESS_KEY, 200, None),
        ("Bearer wrong", 401, 401),
        (f"Bearer {DEMO_API_KEY}", 401, 401),
        ("", 401, 401),
    ):
        business.headers["Authorization"] = key
        for path in (KEYS, ORIGINS):
            assert (await business.get(path)).status_code == read
        if write is not None:
            assert (await business.post(KEYS)).status_code == write
            assert (await business.post(ORIGINS, json=origin)).status_code == write
            assert (await business.delete(f"{KEYS}/{id}")).status_code == write
    business.headers["Authorization"] = f"Bearer {DEMO_BUSINESS_KEY}"
    assert len((await business.get(KEYS)).json()["data"]) == 1
    for path in (KEYS, ORIGINS):
        assert (await business.delete(f"{path}/nothing")).status_code == 404
    url = str(business.base_url.copy_with(path="/v3/stores/store_other/public-api-keys"))
    assert (await business.get(url)).status_code == 404
