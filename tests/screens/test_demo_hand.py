"""The demo's own actions: only where an order is in front, only what is possible, only in the demo store."""

from __future__ import annotations

import pytest

from app.config import DEMO, StoreConfig
from screens.demo_hand import ACTS
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.served import plain_session, served
from widgets.palette import commands_on
from widgets.pick_list import PickList

STILL = StoreConfig(DEMO, demo_autopay=False)


def acts(buyer: Buyer) -> set[str]:
    """What the palette would let happen to the order in front."""
    ids = {command.id for command in commands_on(buyer.screen)}
    return {id.partition(".")[2] for id in ids if id.startswith("demo.")} & ACTS


def status(buyer: Buyer, slug: str) -> tuple[str, str]:
    order = buyer.shop.orders.known[slug]
    return order.status, order.payment_status


async def choose(buyer: Buyer, words: str) -> None:
    """By name, in the palette."""
    await buyer.press("ctrl+p")
    await buyer.on_screen("Palette")
    await buyer.type(words)
    await buyer.until(lambda: len(buyer.screen.query_one(PickList).rows) == 1, words)
    await buyer.press("enter")


async def test_from_the_payment_to_the_door() -> None:
    async with start_shop(size=(80, 24), store=STILL) as buyer:
        assert acts(buyer) == set()
        slug = await place_order(buyer, method="va_bca")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: buyer.shop.orders.known[slug].pg_payment_info, "the account")
        assert acts(buyer) == {"paid", "expire", "cancel"}
        await choose(buyer, "money arrives")
        await buyer.until(lambda: status(buyer, slug) == ("confirmed", "paid"), "paid")
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        assert acts(buyer) == {"ship", "cancel"}
        await choose(buyer, "parcel is shipped")
        await buyer.until(lambda: status(buyer, slug)[0] == "shipped", "shipped")
        await buyer.reads("● shipped")
        assert acts(buyer) == {"deliver"}
        await buyer.press("alt+d")
        await buyer.until(lambda: status(buyer, slug)[0] == "completed", "arrived")
        assert acts(buyer) == set()


@pytest.mark.parametrize("act", ["expire", "cancel"])
async def test_an_order_comes_to_nothing(act: str) -> None:
    async with start_shop(size=(80, 24), store=STILL) as buyer:
        slug = await place_order(buyer, method="qris")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: buyer.shop.orders.known[slug].pg_payment_info, "the code")
        await buyer.press({"expire": "alt+e", "cancel": "alt+x"}[act])
        await buyer.until(lambda: status(buyer, slug)[0] == "canceled", act)
        assert acts(buyer) == set()


async def test_help_names_them_where_they_are() -> None:
    async with start_shop(store=STILL) as buyer:
        slug = await place_order(buyer)
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        await buyer.press("question_mark")
        await buyer.on_screen("HelpScreen")
        await buyer.reads("whoever shows the demo")


async def test_a_real_store_has_none_of_it() -> None:
    async with served() as store, start_shop(store=store.config, session=plain_session()) as buyer:
        slug = await place_order(buyer)
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        assert buyer.shop.demo is None
        assert not [command.id for command in commands_on(buyer.screen) if command.id.startswith("demo.")]
        assert acts(buyer) == set()
        await buyer.press(*(f"alt+{letter}" for letter in "psdex"))
        assert status(buyer, slug)[1] == "unpaid" and status(buyer, slug)[0] != "canceled"
        order = await buyer.shop.orders.fetch(slug)
        assert (order.payment_status, order.status) == ("unpaid", "pending")
