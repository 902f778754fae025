"""The catalogue service: paging, refreshing in place, errors, the snapshot, answers shared."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.api.errors import Rejected, ServerFault, Unreachable
from app.config import StoreConfig
from app.services import feed_file
from app.services.catalog import CatalogService
from app.services.prices import KEPT, PriceBook
from app.services.shop import Shop
from tests.services.shelf import FakeClient, card, make_shop, settled


@pytest.fixture
def client() -> FakeClient:
    found = FakeClient()
    found.cards = [card(number) for number in range(1, 8)]
    return found


@pytest.fixture
def shop(client: FakeClient) -> Shop:
    return make_shop(client)


def ids(catalog: CatalogService) -> list[int]:
    return [item.id for item in catalog.items]


async def test_one_page_costs_two_requests(shop: Shop, client: FakeClient) -> None:
    await shop.catalog.refresh()
    assert sorted(client.calls) == ["categories", "items 0 100"]
    assert (shop.catalog.state, shop.catalog.total, ids(shop.catalog)) == ("fresh", 7, [1, 2, 3, 4, 5, 6, 7])
    assert [(c.name, c.count) for c in shop.catalog.categories] == [("Rak 0", 3), ("Rak 1", 4)]


async def test_a_card_becomes_a_row(shop: Shop, client: FakeClient) -> None:
    client.cards = [
        card(
            5,
            entity_type="bundle_price_option",
            bundle_price_option_id=55,
            name="Paket\x1b[31m Pagi",
            description="<p>Kopi <b>dan</b> gula</p>",
            images=["javascript:x", "https://a.id/1.jpg"],
            option1_name="Ukuran",
            price_range=None,
            taxonomy=None,
        ),
        card(6, price_range={"min": None, "max": "15000.00"}, description="&lt;b&gt; 5 < 6"),
    ]
    await shop.catalog.refresh()
    bundle, product = shop.catalog.items
    assert (bundle.key, bundle.name, bundle.item_type) == ("bundle:55", "Paket[31m Pagi", "bundle")
    assert (bundle.blurb, bundle.picture, bundle.price_min) == ("Kopi dan gula", "https://a.id/1.jpg", None)
    assert (bundle.option_names, bundle.category_id, bundle.category) == (("Ukuran",), None, "")
    assert str(product.price_min) == "15000.00"
    assert product.blurb == "<b> 5 < 6"


async def test_longer_feeds_load_page_by_page(shop: Shop, client: FakeClient) -> None:
    client.per_page = 3
    await shop.catalog.refresh()
    assert (shop.catalog.state, shop.catalog.total, ids(shop.catalog)) == ("partial", 7, [1, 2, 3])
    assert "item_count" in client.calls
    await shop.catalog.load_to(4)
    assert (shop.catalog.state, ids(shop.catalog)) == ("partial", [1, 2, 3, 4, 5, 6])
    await shop.catalog.load_to(None)
    assert (shop.catalog.state, ids(shop.catalog)) == ("fresh", [1, 2, 3, 4, 5, 6, 7])
    asked = len(client.calls)
    await shop.catalog.load_to(None)
    assert len(client.calls) == asked


async def test_loaders_share_their_pages(shop: Shop, client: FakeClient) -> None:
    client.per_page = 1
    await shop.catalog.refresh()
    await asyncio.gather(*(shop.catalog.load_to(count) for count in (2, 4, 3, 4)))
    assert len(shop.catalog.items) == 4
    pages = [call for call in client.calls if call.startswith("items")]
    assert len(pages) == len(set(pages)) == 4


async def test_loading_goes_on_where_it_failed(shop: Shop, client: FakeClient) -> None:
    client.per_page = 3
    await shop.catalog.refresh()
    client.fail["items"].append(Unreachable("timeout", sent=True))
    await shop.catalog.load_to(None)
    assert shop.catalog.state == "failed"
    assert isinstance(shop.catalog.error, Unreachable)
    assert ids(shop.catalog) == [1, 2, 3]
    await shop.catalog.load_to(None)
    assert [shop.catalog.state, shop.catalog.error, len(shop.catalog.items)] == ["fresh", None, 7]
    assert client.calls.count("items 0 100") == 1


async def test_loading_stops_when_nobody_waits(shop: Shop, client: FakeClient) -> None:
    client.per_page = 1
    await shop.catalog.refresh()
    client.hold = asyncio.Event()
    waiting = asyncio.create_task(shop.catalog.load_to(None))
    while not client.calls[-1].startswith("items 1"):
        await asyncio.sleep(0)
    assert shop.catalog.busy
    waiting.cancel()
    await asyncio.wait({waiting})
    client.hold.set()
    await settled(shop)
    assert len(shop.catalog.items) == 2
    assert not shop.catalog.busy


async def test_loading_before_any_refresh_refreshes(shop: Shop, client: FakeClient) -> None:
    client.per_page = 3
    await shop.catalog.load_to(5)
    assert len(shop.catalog.items) == 6


async def test_a_store_that_refuses_a_page_size_is_asked_without(shop: Shop, client: FakeClient) -> None:
    client.fail["items"].append(Rejected("page_size"))
    await shop.catalog.refresh()
    assert [call for call in client.calls if call.startswith("items")] == ["items 0 100", "items 0 None"]
    assert shop.catalog.state == "fresh"


async def test_refreshing_callers_share_it(shop: Shop, client: FakeClient) -> None:
    await asyncio.gather(shop.catalog.refresh(), shop.catalog.refresh())
    assert client.calls.count("categories") == 1


async def test_a_failed_refresh_keeps_what_was_there(shop: Shop, client: FakeClient) -> None:
    await shop.catalog.refresh()
    client.fail["items"].append(ServerFault(502))
    await shop.catalog.refresh()
    assert (shop.catalog.state, len(shop.catalog.items)) == ("failed", 7)
    assert isinstance(shop.catalog.error, ServerFault)
    await shop.catalog.refresh()
    assert [shop.catalog.state, shop.catalog.error] == ["fresh", None]


async def test_categories_that_fail_are_taken_from_the_items(shop: Shop, client: FakeClient) -> None:
    client.fail["categories"].append(ServerFault(500))
    await shop.catalog.refresh()
    assert shop.catalog.state == "fresh"
    assert [(c.name, c.count) for c in shop.catalog.categories] == [("Rak 1", 4), ("Rak 0", 3)]


async def test_refreshing_the_same_again_changes_nothing(shop: Shop) -> None:
    await shop.catalog.refresh()
    rows = list(shop.catalog.items)
    told: list[str] = []
    shop.catalog.changed.subscribe(lambda: told.append(shop.catalog.state))
    await shop.catalog.refresh()
    assert told == []
    assert all(one is other for one, other in zip(rows, shop.catalog.items, strict=True))


async def test_refreshing_replaces_rows_in_place(shop: Shop, client: FakeClient) -> None:
    client.per_page = 3
    await shop.catalog.load_to(None)
    rows = list(shop.catalog.items)
    # Barang 1 gone, 2 dearer, a new one first: later rows stay until their page is read again.
    client.cards = [card(9), card(2, price_range={"min": 1, "max": 2}), *(card(n) for n in range(3, 8))]
    await shop.catalog.refresh()
    assert ids(shop.catalog) == [9, 2, 3, 4, 5, 6, 7]
    assert str(shop.catalog.items[1].price_max) == "2"
    assert shop.catalog.items[2] is rows[2]
    assert shop.catalog.state == "partial"
    client.cards = [card(9), card(2), card(3), card(4)]
    await shop.catalog.refresh()
    await shop.catalog.load_to(None)
    assert (ids(shop.catalog), shop.catalog.total) == ([9, 2, 3, 4], 4)


async def test_a_thing_on_two_pages_is_listed_once(shop: Shop, client: FakeClient) -> None:
    client.per_page = 2
    client.cards = [card(1), card(2), card(2), card(3)]
    await shop.catalog.load_to(None)
    assert ids(shop.catalog) == [1, 2, 3]


async def test_the_snapshot_is_there_at_the_next_start(tmp_path: Path, client: FakeClient) -> None:
    client.cards = [card(number) for number in range(1, 101)]
    client.per_page = 30
    first = make_shop(client, tmp_path)
    await first.catalog.load_to(None)
    await settled(first)

    later = make_shop(client, tmp_path)
    client.calls.clear()
    later.catalog.restore()
    assert (later.catalog.state, later.catalog.total) == ("cached", 100)
    assert later.catalog.items == first.catalog.items[: feed_file.HEAD_ROWS]
    assert later.catalog.categories == first.catalog.categories
    await later.catalog.restore_rest()
    assert later.catalog.items == first.catalog.items
    assert later.catalog.state == "cached"
    assert [item.id for item in later.catalog.view("barang 77")] == [77]
    assert client.calls == []

    await later.catalog.refresh()
    assert (later.catalog.state, len(later.catalog.items), later.catalog.loaded) == ("partial", 100, 30)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[1]", b"\xff\xfe", b'{"items": [{"kind": 3}, null]}', b"[" * 9999]
)
async def test_a_damaged_snapshot_is_no_snapshot(tmp_path: Path, client: FakeClient, damage: bytes) -> None:
    first = make_shop(client, tmp_path)
    first.session.write_blob(feed_file.HEAD, damage)
    first.session.write_blob(feed_file.ROWS, damage)
    first.catalog.restore()
    await first.catalog.restore_rest()
    assert (first.catalog.state, first.catalog.items) == ("empty", [])


def test_good_rows_of_a_damaged_file_are_kept() -> None:
    rows = b'{"kind":"product","id":1,"slug":"a","name":"A\\u001b[1m","price_min":"9"}\n{"kind":\nnull\n'
    (only,) = feed_file.read_rows(rows)
    assert (only.name, str(only.price_min), only.in_stock) == ("A[1m", "9", False)


async def test_nothing_is_written_in_private(client: FakeClient, shop: Shop) -> None:
    written: list[str] = []
    shop.session.write_blob = lambda name, data: written.append(name)  # type: ignore[method-assign]
    await shop.catalog.refresh()
    await settled(shop)
    assert written == []


async def test_the_demo_has_a_first_look(
    tmp_path: Path, client: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tmp_path / "first_look.json"
    look.write_text(
        '{"total": 1, "categories": [{"id": 1, "name": "Kopi", "count": 1}],'
        ' "items": [{"kind": "product", "id": 1, "slug": "kopi", "name": "Kopi", "picture": "https://a.id/1"}],'
        ' "thumbs": {"https://a.id/1": {"w": 1, "h": 2, "rgb": "AAECAwQF"}, "bad": {"w": 9, "h": 9, "rgb": "AA"}}}'
    )
    monkeypatch.setattr(feed_file, "_FIRST_LOOK", look)
    demo = make_shop(client, store=StoreConfig("demo"))
    demo.catalog.restore()
    assert ids(demo.catalog) == [1]
    raster = demo.pictures.get("https://a.id/1", 1, 2)
    assert raster is not None
    assert raster.rgb == bytes(range(6))

    generated = make_shop(client, store=StoreConfig("demo", demo_items=100))
    generated.catalog.restore()
    assert generated.catalog.items == []


async def test_a_product_is_asked_for_once(shop: Shop, client: FakeClient) -> None:
    one, other = await asyncio.gather(shop.catalog.product("kopi"), shop.catalog.product("kopi"))
    assert one is other is await shop.catalog.product("kopi")
    assert client.calls == ["product kopi"]
    await shop.catalog.product("kopi", fresh=True)
    await shop.catalog.bundle("kopi")
    assert client.calls == ["product kopi", "product kopi", "bundle kopi"]


async def test_a_product_that_failed_is_asked_for_again(shop: Shop, client: FakeClient) -> None:
    client.fail["product"].append(ServerFault(500))
    with pytest.raises(ServerFault):
        await shop.catalog.product("kopi")
    assert (await shop.catalog.product("kopi")).slug == "kopi"


async def test_leaving_a_product_page_does_not_stop_others_from_seeing_it(
    shop: Shop, client: FakeClient
) -> None:
    client.hold = asyncio.Event()
    gone = asyncio.create_task(shop.catalog.product("kopi"))
    stays = asyncio.create_task(shop.catalog.product("kopi"))
    while not client.calls:
        await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait({gone})
    client.hold.set()
    assert (await stays).slug == "kopi"
    assert client.calls == ["product kopi"]


async def test_prices_are_kept_for_half_a_minute(shop: Shop, client: FakeClient) -> None:
    now = [1000.0]
    book = PriceBook(shop, clock=lambda: now[0])
    assert sorted(await book.get([1, 2, 2, 900])) == [1, 2]
    await book.get([2, 1, 900])
    assert client.calls == ["pricing 1 2 900"]
    await book.get([2, 3])
    now[0] += KEPT
    await book.get([2])
    await book.get([2], fresh=True)
    assert client.calls[1:] == ["pricing 3", "pricing 2", "pricing 2"]
    assert await book.get([]) == {}


async def test_prices_on_their_way_are_not_asked_for_again(shop: Shop, client: FakeClient) -> None:
    client.hold = asyncio.Event()
    first = asyncio.create_task(shop.catalog.pricing([1, 2]))
    second = asyncio.create_task(shop.catalog.pricing([2, 3], fresh=True))
    while len(client.calls) < 2:
        await asyncio.sleep(0)
    client.hold.set()
    assert sorted(await first) == [1, 2]
    assert sorted(await second) == [2, 3]
    assert sorted(client.calls) == ["pricing 1 2", "pricing 3"]


async def test_prices_that_failed_are_asked_for_again(shop: Shop, client: FakeClient) -> None:
    client.fail["pricing"].append(ServerFault(500))
    with pytest.raises(ServerFault):
        await shop.catalog.pricing([1])
    assert sorted(await shop.catalog.pricing([1])) == [1]


async def test_closing_stops_the_pages(shop: Shop, client: FakeClient) -> None:
    client.per_page = 1
    await shop.catalog.refresh()
    client.hold = asyncio.Event()
    waiting = asyncio.create_task(shop.catalog.load_to(None))
    while not client.calls[-1].startswith("items 1"):
        await asyncio.sleep(0)
    await shop.close()
    assert not shop.catalog.busy
    with pytest.raises(asyncio.CancelledError):
        await waiting
