"""The services of browsing against the demo store, through the wire."""

from __future__ import annotations

import asyncio
import gc

import pytest

from app.config import StoreConfig
from app.services.options import OptionMatrix
from app.services.shop import Shop
from app.session import Session


@pytest.fixture
def shop() -> Shop:
    return Shop(StoreConfig("demo"), Session(None, None))


async def test_from_the_first_look_to_a_priced_variant(shop: Shop) -> None:
    shop.catalog.restore()
    before = list(shop.catalog.items)
    assert before
    await shop.catalog.refresh()
    # What ships for the first frame is what the store then says: nothing on the screen changes.
    assert shop.catalog.items[: len(before)] == before
    assert shop.catalog.state == "fresh"
    assert all(category.count for category in shop.catalog.categories)

    item = shop.catalog.view("gayo arabika")[0]
    product = await shop.catalog.product(item.slug)
    pricing = await shop.catalog.pricing([variant.id for variant in product.variants])
    matrix = OptionMatrix(product, pricing)
    assert tuple(axis.name for axis in matrix.axes) == item.option_names
    chosen = matrix.variant(matrix.first_choice())
    assert chosen is not None
    assert not matrix.sold_out(chosen)
    assert pricing[chosen.id].price == item.price_min
    await shop.close()


async def test_every_listed_thing_opens(shop: Shop) -> None:
    await shop.catalog.refresh()
    for item in shop.catalog.items:
        detail = shop.catalog.bundle if item.kind == "bundle" else shop.catalog.product
        assert (await detail(item.slug)).name == item.name
    await shop.close()


async def test_pictures_come_through_the_same_door(shop: Shop) -> None:
    await shop.catalog.refresh()
    urls = [item.picture for item in shop.catalog.items[:5]]
    come = asyncio.Event()
    shop.pictures.changed.subscribe(come.set)
    for url in urls:
        shop.pictures.request(url, 16, 12)
    while any(shop.pictures.get(url, 16, 12) is None for url in urls):
        await asyncio.wait_for(come.wait(), 20)
        come.clear()
    await shop.close()


async def test_an_area_by_search_and_step_by_step(shop: Shop) -> None:
    found = next(p for p in await shop.locations.search("cempaka putih") if p.city == "Kota Jakarta Pusat")
    province = next(p for p in await shop.locations.provinces() if p.province_name == found.province)
    cities = await shop.locations.cities(province.province_id)
    city = next(c for c in cities if c.city_name == found.city)
    assert found in await shop.locations.subdistricts(city.city_id)
    assert await shop.locations.postal_codes(found.location_id)
    await shop.close()


async def test_ten_thousand_things() -> None:
    shop = Shop(StoreConfig("demo", demo_items=10_000), Session(None, None))
    await shop.catalog.refresh()
    assert (shop.catalog.state, shop.catalog.total, shop.catalog.loaded) == ("partial", 10_000, 100)
    await shop.catalog.load_to(250)
    assert shop.catalog.loaded == 300
    await shop.close()


async def test_a_catalogue_read_to_its_end_is_not_looked_through_for_garbage() -> None:
    shop = Shop(StoreConfig("demo", demo_items=300), Session(None, None))
    await shop.catalog.load_to(None)
    assert shop.catalog.state == "fresh"
    watched = {id(one) for one in gc.get_objects()}
    assert not any(id(item) in watched for item in shop.catalog.items)
    gc.unfreeze()
    await shop.close()
