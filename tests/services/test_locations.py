"""The area lists: asked once each, all pages where all are wanted, and places used before."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.api.errors import ServerFault
from app.records import Place
from app.services.shop import Shop
from tests.services.shelf import FakeClient, make_shop


@pytest.fixture
def client() -> FakeClient:
    return FakeClient()


@pytest.fixture
def shop(client: FakeClient) -> Shop:
    return make_shop(client)


def place(number: int, code: str = "") -> Place:
    return Place(number, f"Kecamatan {number}", "Kota", "Provinsi", code)


async def test_search_gives_the_first_page(shop: Shop, client: FakeClient) -> None:
    found = await shop.locations.search("  Men TENG ")
    assert [p.display for p in found] == [
        "Menteng, Jakarta Pusat, DKI Jakarta",
        "Daerah 2, Jakarta Pusat, DKI Jakarta",
    ]
    await shop.locations.search("men teng")
    assert client.calls == ["locations men teng"]


async def test_two_letters_are_not_searched(shop: Shop, client: FakeClient) -> None:
    assert await shop.locations.search(" me ") == []
    assert client.calls == []


async def test_subdistricts_are_read_to_the_end(shop: Shop, client: FakeClient) -> None:
    assert [p.subdistrict for p in await shop.locations.subdistricts(5)] == ["Menteng", "Gambir", "Senen"]


async def test_each_list_is_asked_once(shop: Shop, client: FakeClient) -> None:
    for _ in range(2):
        await shop.locations.provinces()
        await shop.locations.cities(31)
        await shop.locations.cities(32)
        await shop.locations.subdistricts(1)
        assert await shop.locations.postal_codes(7) == ["10310", "10320"]
    assert client.calls == [
        "provinces",
        "cities 31",
        "cities 32",
        "subdistricts 1 0",
        "subdistricts 1 1",
        "postal_codes 7",
    ]


async def test_a_list_that_failed_is_asked_again(shop: Shop, client: FakeClient) -> None:
    client.fail["provinces"].append(ServerFault(500))
    with pytest.raises(ServerFault):
        await shop.locations.provinces()
    assert [p.province_name for p in await shop.locations.provinces()] == ["DKI Jakarta"]


def test_places_used_before_come_newest_first_and_survive(tmp_path: Path, client: FakeClient) -> None:
    shop = make_shop(client, tmp_path)
    for number in (1, 2, 3, 4, 5, 6, 2):
        shop.locations.remember(place(number))
    shop.locations.remember(place(4, "10310"))
    expected = [4, 2, 6, 5, 3]
    assert [p.location_id for p in shop.locations.recent] == expected
    later = make_shop(client, tmp_path)
    assert [p.location_id for p in later.locations.recent] == expected
    assert later.locations.recent[0].postal_code == "10310"
