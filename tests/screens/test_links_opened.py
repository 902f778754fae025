"""Links pasted into the shop or given at the start: orders, things, bundles, and those of other shops."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from app.main import Etalase
from app.session import Session
from tests.flows.keyboard import burst
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.screens.buying import says
from tests.served import plain_session, served


async def paste(buyer: Buyer, text: str) -> None:
    """Open the dialog, put a link into its field and press Enter."""
    burst(buyer, "l")
    await buyer.on_screen("LinkScreen")
    field = buyer.screen.query_one("#link-field", Input)
    field.value = text
    await buyer.pilot.pause()
    burst(buyer, "enter")
    await buyer.taken()


@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
async def test_an_order_of_another_machine_opens_and_may_be_kept(
    size: tuple[int, int], tmp_path: object
) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    async with served() as store:
        async with start_shop(store=store.config, session=plain_session()) as first:
            secret = await place_order(first)
            page = str(first.shop.orders.known[secret].public_order_url)
        session = Session(tmp_path / "store", tmp_path / "settings.json", None)
        session.settings.language = "en"
        session.settings.pictures = "off"
        async with start_shop(size=size, store=store.config, session=session) as buyer:
            await paste(buyer, page)
            await buyer.on_screen("OrderScreen")
            await says(buyer, "not kept on this machine")
            assert not buyer.shop.orders.placed
            burst(buyer, "s")
            await buyer.until(lambda: buyer.shop.orders.is_kept(secret), "the order kept")
            await buyer.until(lambda: "not kept on this machine" not in buyer.text(), "no offer any more")
        again = Session(tmp_path / "store", tmp_path / "settings.json", None)
        again.load()
        assert [order.secret_slug for order in again.orders] == [secret]
        assert again.orders[0].summary


async def test_in_a_private_session_keeping_is_not_offered() -> None:
    async with served() as store:
        async with start_shop(store=store.config, session=plain_session()) as first:
            secret = await place_order(first)
        async with start_shop(store=store.config, session=plain_session()) as buyer:
            await paste(buyer, secret)
            await buyer.on_screen("OrderScreen")
            await buyer.reads("ITEMS")
            assert "not kept on this machine" not in buyer.text()
            burst(buyer, "s")
            await buyer.taken()
            assert not buyer.shop.orders.placed


@pytest.mark.parametrize(
    ("path", "screen"),
    [
        ("/products/kopi-gayo", "ProductScreen"),
        ("/bundles/paket-pagi", "BundleScreen"),
        ("/paket-pagi", "BundleScreen"),
        ("/lampu-bambu", "ProductScreen"),
    ],
)
async def test_things_open_by_their_link(path: str, screen: str) -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await paste(buyer, store.config.base_url + path)
        await buyer.on_screen(screen)
        assert getattr(buyer.screen, "slug", "") == path.rpartition("/")[2]


async def test_other_shops_are_refused_and_nothing_is_asked_of_anyone() -> None:
    async with (
        served() as store,
        start_shop(size=(40, 12), store=store.config, session=plain_session()) as buyer,
    ):
        await buyer.until(lambda: not buyer.shop.catalog.busy, "the shop window at rest")
        before = len(store.server.requests)
        await paste(buyer, "https://elsewhere.example/orders/abc")
        await says(buyer, "This link belongs to another shop.")
        await buyer.reads("⏎ open")
        buyer.screen.query_one("#link-field", Input).value = "https://x@127.0.0.1/reset-password?token=a"
        burst(buyer, "enter")
        await says(buyer, "This link belongs to another shop.")
        burst(buyer, "escape")
        await buyer.on_screen("CatalogScreen")
        assert len(store.server.requests) == before


async def test_an_order_nobody_knows_says_so_and_there_is_a_way_on() -> None:
    async with (
        served() as store,
        start_shop(size=(40, 12), store=store.config, session=plain_session()) as buyer,
    ):
        await paste(buyer, "nosuchorderanywhere")
        await buyer.on_screen("OrderScreen")
        await says(buyer, "This order cannot be found.")
        await says(buyer, "try again")


async def test_a_link_given_at_the_start_is_gone_to_and_back_leads_to_the_shop() -> None:
    from app.config import DEMO, StoreConfig
    from app.links import Link

    app = Etalase(StoreConfig(DEMO), plain_session(), link=Link("name", "kopi-gayo"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        buyer = Buyer(app, pilot, [])
        await buyer.on_screen("ProductScreen")
        burst(buyer, "escape")
        await buyer.on_screen("CatalogScreen")
