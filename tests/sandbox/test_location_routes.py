"""From province to postal code, and by search."""

from __future__ import annotations

import httpx

from tests.sandbox.buying import TEBET


async def test_the_way_down(sandbox_http: httpx.AsyncClient) -> None:
    provinces = (await sandbox_http.get("/locations/provinces")).json()["data"]
    assert len(provinces) == 38
    jakarta = next(p["province_id"] for p in provinces if "Jakarta" in p["province_name"])
    cities = (await sandbox_http.get("/locations/cities", params={"province_id": jakarta})).json()["data"]
    south = next(c["city_id"] for c in cities if "Selatan" in c["city_name"])
    districts = (await sandbox_http.get("/locations/subdistricts", params={"city_id": south})).json()
    assert districts["is_paginated"] is False
    assert TEBET in [row["id"] for row in districts["data"]]
    codes = (await sandbox_http.get(f"/locations/{TEBET}/postal-codes")).json()["data"]
    assert {"postal_code": "12810"} in codes


async def test_subdistricts_come_in_pages_when_asked(sandbox_http: httpx.AsyncClient) -> None:
    whole = (await sandbox_http.get("/locations/subdistricts", params={"city_id": "3174"})).json()["data"]
    page = (
        await sandbox_http.get("/locations/subdistricts", params={"city_id": "3174", "page_size": "2"})
    ).json()
    assert page["is_paginated"] is True and page["has_next"] is True
    assert page["data"] == whole[:2]


async def test_search_is_paged(sandbox_http: httpx.AsyncClient) -> None:
    reply = (await sandbox_http.get("/locations", params={"search": "tebet", "page_size": "1"})).json()
    assert reply["data"][0]["id"] == TEBET
    assert reply["data"][0]["display"].startswith("Tebet, ")
    nothing = (await sandbox_http.get("/locations", params={"search": "zzzz"})).json()
    assert (nothing["data"], nothing["has_next"]) == ([], False)


async def test_lists_can_be_narrowed(sandbox_http: httpx.AsyncClient) -> None:
    rows = (await sandbox_http.get("/locations/provinces", params={"search": "papua"})).json()["data"]
    assert len(rows) == 6


async def test_the_unknown_is_empty_or_not_found(sandbox_http: httpx.AsyncClient) -> None:
    assert (await sandbox_http.get("/locations/cities")).json()["data"] == []
    assert (await sandbox_http.get("/locations/subdistricts", params={"city_id": "x"})).json()["data"] == []
    assert (await sandbox_http.get("/locations/999999999/postal-codes")).status_code == 404
