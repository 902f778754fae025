"""Leave, or be torn away, at any step, and start again: cart, draft, language, theme and orders are there."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.i18n import _
from app.money import format_money
from app.session import Session
from styles.themes import LIGHT
from tests.flows import keyboard as hands
from tests.pilot import Buyer, start_shop
from tests.screens.buying import says
from tests.served import Served, served
from widgets.totals import Totals

SIZE = (80, 24)
COFFEE, EBOOK = "kopi-gayo", "ebook-resep-nusantara"
Seen = Callable[[Buyer], Awaitable[None]]


def session_in(folder: Path) -> Session:
    """What a start finds in this folder; pictures are requests of their own."""
    session = Session(folder / "state", folder / "settings.json", folder / "cache")
    session.load()
    session.settings.pictures = "off"
    return session


async def in_the_cart(buyer: Buyer) -> Seen:
    """Two of a thing with options."""
    await hands.look_at(buyer, "gayo", COFFEE)
    await hands.choose(buyer, "200 g", "Bubuk halus")
    hands.burst(buyer, "plus")
    await hands.add(buyer, 2)
    [line] = buyer.shop.cart.lines
    paid = format_money(line.total)

    async def seen(again: Buyer) -> None:
        assert again.shop.cart.count == 2
        hands.burst(again, "c")
        await again.on_screen("CartScreen")
        for words in ("Kopi Gayo Arabika", "200 g, Bubuk halus", paid):
            await again.reads(words)

    return seen


async def half_introduced(buyer: Buyer) -> Seen:
    """In the middle of a word of the second field."""
    await in_the_cart(buyer)
    await hands.to_the_checkout(buyer)
    hands.burst(buyer, *hands.NAME, "tab", *"budi@con")
    await buyer.until(lambda: buyer.shop.checkout.draft.email == "budi@con", "half an address")

    async def seen(again: Buyer) -> None:
        hands.burst(again, "c", "enter")
        await again.on_screen("CheckoutScreen")
        await again.reads(hands.NAME)
        await again.reads("budi@con")

    return seen


async def courier_chosen(buyer: Buyer) -> Seen:
    """Up to the way to pay; the second courier was taken."""
    await in_the_cart(buyer)
    await hands.to_the_checkout(buyer)
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.focus(buyer, "couriers")
    option = buyer.shop.checkout.options[1]
    await hands.take(buyer, "couriers", str(option.courier_service_id))

    async def seen(again: Buyer) -> None:
        hands.burst(again, "c", "enter")
        await again.on_screen("CheckoutScreen")
        await hands.focus(again, "methods")
        hands.burst(again, "f7")
        await says(again, f"● {option.name}")
        hands.burst(again, "f7")
        await again.reads(hands.ADDRESS)
        await again.reads(hands.AREA)
        assert again.shop.locations.recent[0].postal_code == hands.POSTAL_CODE

    return seen


async def all_but_the_last_press(buyer: Buyer) -> Seen:
    """Everything, with a code and notes: only the order button is left."""
    await in_the_cart(buyer)
    await hands.to_the_checkout(buyer)
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.take(buyer, "couriers", "")
    await hands.take(buyer, "methods", "qris")
    await hands.focus(buyer, "order")
    buyer.screen.query_one("#code").focus()
    hands.burst(buyer, *"hemat10", "enter", *"lekas ya", "enter")
    await buyer.taken()
    await buyer.until(lambda: buyer.shop.checkout.discount is not None, "the discount")
    total = await hands.total_known(buyer)
    rows = buyer.screen.query_one("#check-totals", Totals).rows

    async def seen(again: Buyer) -> None:
        hands.burst(again, "c", "enter")
        await again.on_screen("CheckoutScreen")
        assert await hands.total_known(again) == total
        assert again.screen.query_one("#check-totals", Totals).rows == rows
        assert again.shop.checkout.draft.notes == "lekas ya"
        await hands.order(again)

    return seen


async def bought_directly(buyer: Buyer) -> Seen:
    """Something is in the cart, another thing is being bought now."""
    await in_the_cart(buyer)
    hands.burst(buyer, "escape", "escape", "escape")
    await buyer.on_screen("CatalogScreen")
    await hands.look_at(buyer, "ebook", EBOOK)
    hands.burst(buyer, "b")
    await buyer.on_screen("CheckoutScreen")
    await hands.focus(buyer, "name")
    hands.burst(buyer, *hands.NAME, "enter")
    await buyer.until(lambda: buyer.shop.checkout.draft.name == hands.NAME, "a name")

    async def seen(again: Buyer) -> None:
        assert again.shop.cart.count == 2
        hands.burst(again, "c", "enter")
        await again.on_screen("CheckoutScreen")
        await again.reads(hands.NAME)
        assert not again.shop.checkout.direct

    return seen


async def ordered(buyer: Buyer) -> Seen:
    """At the page that says how to pay."""
    await in_the_cart(buyer)
    await hands.to_the_checkout(buyer)
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.take(buyer, "couriers", "")
    await hands.take(buyer, "methods", "qris")
    total = await hands.order(buyer)
    number = buyer.shop.orders.placed[0].order_id

    async def seen(again: Buyer) -> None:
        assert again.shop.cart.count == 0
        hands.burst(again, "o")
        await again.on_screen("OrdersScreen")
        await again.reads(number)
        await again.reads(total)
        hands.burst(again, "enter")
        await again.on_screen("OrderScreen")
        await again.reads(_("Pay"))
        hands.burst(again, "enter")
        await again.on_screen("PaymentScreen")
        await again.reads(total)
        draft = again.shop.session.draft
        assert (draft.name, draft.email, draft.courier) == (hands.NAME, hands.EMAIL, None)

    return seen


@pytest.mark.parametrize(
    "step",
    [in_the_cart, half_introduced, courier_chosen, bought_directly, ordered],
    ids=lambda step: step.__name__,
)
async def test_starting_again(step: Callable[[Buyer], Awaitable[Seen]], tmp_path: Path) -> None:
    """Torn away and left: the first is what a process leaves behind that is killed at that moment."""
    async with served() as store:
        async with start_shop(size=SIZE, store=store.config, session=session_in(tmp_path / "left")) as buyer:
            await prefer(buyer)
            seen = await step(buyer)
            shutil.copytree(tmp_path / "left", tmp_path / "torn")
            await leave(buyer)
        for folder in ("torn", "left"):
            await look(store, tmp_path / folder, seen)


@pytest.mark.parametrize("torn_away", [False, True], ids=["left", "torn-away"])
async def test_starting_again_with_one_press_to_go(torn_away: bool, tmp_path: Path) -> None:
    """Then the order is placed, which can be done once."""
    async with served() as store:
        async with start_shop(size=SIZE, store=store.config, session=session_in(tmp_path / "left")) as buyer:
            await prefer(buyer)
            seen = await all_but_the_last_press(buyer)
            if torn_away:
                shutil.copytree(tmp_path / "left", tmp_path / "torn")
            else:
                await leave(buyer)
        await look(store, tmp_path / ("torn" if torn_away else "left"), seen)


async def leave(buyer: Buyer) -> None:
    hands.burst(buyer, "ctrl+q")
    await buyer.until(lambda: buyer.app._exit, "the end")


async def prefer(buyer: Buyer) -> None:
    """English and the light theme, by their keys."""
    for _press in range(2):
        if buyer.app.session.settings.language != "en":
            hands.burst(buyer, "f2")
            await buyer.taken()
    hands.burst(buyer, "f3")
    await buyer.until(lambda: buyer.app.theme == LIGHT, "the light theme")


async def look(store: Served, folder: Path, seen: Seen) -> None:
    """Start in that folder: the same language and theme, no complaints, and what `seen` looks for."""
    session = session_in(folder)
    assert not session.notices
    async with start_shop(size=SIZE, store=store.config, session=session) as again:
        assert again.app.theme == LIGHT
        await again.reads("/ find")
        await seen(again)
