"""However it is asked for, and whatever becomes of the answer: one order leaves, and the buyer knows what is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.sandbox import orders
from app.session import Session
from screens.outcome import OutcomeScreen
from tests.faults import Fault
from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer, start_shop
from tests.screens.buying import ready_to_order, says
from tests.served import Served, plain_session, served

CHECKOUT = "/public/checkout$"


@asynccontextmanager
async def at_the_button(
    size: tuple[int, int] = (80, 24), *, session: Session | None = None, read_timeout: float = 15.0
) -> AsyncIterator[tuple[Buyer, Served]]:
    """At the order button, everything filled in."""
    async with (
        served(read_timeout=read_timeout) as store,
        start_shop(size=size, store=store.config, session=session or plain_session()) as buyer,
    ):
        await ready_to_order(buyer)
        await focus(buyer, "order")
        yield buyer, store


def folder_session(folder: Path) -> Session:
    """The session kept in a folder, as a start finds it."""
    session = Session(folder / "state", folder / "settings.json", folder / "cache")
    session.load()
    session.settings.language = "en"
    session.settings.pictures = "off"
    return session


async def ten_enters(buyer: Buyer) -> None:
    burst(buyer, *["enter"] * 10)
    await buyer.reads("Sending your order")
    burst(buyer, *["enter"] * 10)


async def double_click(buyer: Buyer) -> None:
    await buyer.pilot.double_click("#order")
    await buyer.reads("Sending your order")


async def palette_and_enter(buyer: Buyer) -> None:
    burst(buyer, "ctrl+p")
    await buyer.on_screen("Palette")
    burst(buyer, *"place the order")
    await buyer.reads("Place the order")
    burst(buyer, "enter", "enter", "enter")
    await buyer.reads("Sending your order")
    burst(buyer, "ctrl+p", *"place the order", "enter")
    await buyer.reads("Nothing here by that name.")
    burst(buyer, "escape")
    await buyer.on_screen("CheckoutScreen")


async def key_and_click(buyer: Buyer) -> None:
    burst(buyer, "ctrl+s")
    await buyer.click("#order")
    burst(buyer, "f10", "enter")
    await buyer.reads("Sending your order")


async def smaller_and_larger(buyer: Buyer) -> None:
    burst(buyer, "ctrl+s")
    await buyer.reads("Sending your order")
    for size in ((40, 12), (120, 40), (80, 24)):
        await buyer.pilot.resize_terminal(*size)
        burst(buyer, "enter", "ctrl+s")
        await buyer.reads("Sending your order")


async def another_language(buyer: Buyer) -> None:
    burst(buyer, "ctrl+s")
    await buyer.reads("Sending your order")
    burst(buyer, "f2", "f2", "ctrl+s", "enter")
    await buyer.reads("Sending your order")


async def away_and_back(buyer: Buyer) -> None:
    burst(buyer, "ctrl+s")
    await buyer.reads("Sending your order")
    burst(buyer, "ctrl+o", "c")
    await buyer.on_screen("CartScreen")
    burst(buyer, "enter")
    await buyer.on_screen("OutcomeScreen")
    burst(buyer, "enter", "ctrl+s", "r")


@pytest.mark.parametrize(
    "press",
    [
        ten_enters,
        double_click,
        palette_and_enter,
        key_and_click,
        smaller_and_larger,
        another_language,
        away_and_back,
    ],
    ids=lambda press: press.__name__,
)
async def test_one_order_leaves(press: Callable[[Buyer], Awaitable[None]]) -> None:
    async with at_the_button() as (buyer, store):
        store.server.arm("POST", CHECKOUT, "hold", times=None)
        await press(buyer)
        await buyer.taken()  # or they would be meant for the page that comes next
        await store.server.received("POST", CHECKOUT)
        store.server.release()
        await buyer.on_screen("PaymentScreen")
        assert store.server.count("POST", CHECKOUT) == 1
        [record] = orders.newest(store.sandbox)
        assert [one.secret_slug for one in buyer.shop.orders.placed] == [record["secret_slug"]]
        burst(buyer, "ctrl+o", "c")
        await buyer.reads("Your cart is empty.")


async def test_who_has_left_the_screen_hears_of_it_and_orders_nothing_twice() -> None:
    async with at_the_button() as (buyer, store):
        store.server.arm("POST", CHECKOUT, "hold")
        burst(buyer, "ctrl+s", "ctrl+o")
        await buyer.on_screen("CatalogScreen")
        await store.server.received("POST", CHECKOUT)
        store.server.release()
        await says(buyer, "Your order is placed.")
        assert store.server.count("POST", CHECKOUT) == 1
        assert len(orders.newest(store.sandbox)) == 1


LOST = [
    pytest.param(fault, processed, id=f"{fault}-{'made' if processed else 'not-made'}")
    for fault in ("timeout", "reset", "s502", "cut", "cut_json", "s500_html", "empty")
    for processed in (True, False)
    if processed or fault not in ("cut", "cut_json")  # these need the store's own answer
]


@pytest.mark.parametrize(("fault", "processed"), LOST)
async def test_a_lost_answer_is_said_to_be_lost_and_found_out_about(fault: Fault, processed: bool) -> None:
    async with at_the_button() as (buyer, store):
        await _answers_within(buyer, 0.4)
        store.server.arm("POST", CHECKOUT, fault, processed=processed)
        store.server.arm("GET", "/public/cart$", "s500_html")  # it cannot be found out at once either
        burst(buyer, "enter")
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "We do not know yet whether your order arrived.")
        await says(buyer, "The shop could not be asked yet.")
        asked = store.server.count("GET", "/public/cart$")
        burst(buyer, "r")
        verdict = "almost certainly made" if processed else "most likely not made"
        await says(buyer, verdict)
        assert store.server.count("GET", "/public/cart$") == asked + 1
        burst(buyer, "escape", "ctrl+s", "enter")
        await buyer.on_screen("OutcomeScreen")
        burst(buyer, "ctrl+o", "c")
        await buyer.on_screen("CartScreen")
        assert store.server.count("POST", CHECKOUT) == 1
        assert len(orders.newest(store.sandbox)) == processed


async def _answers_within(buyer: Buyer, seconds: float) -> None:
    """Lose patience with the store after this long, from now on."""
    from app.api.wire import Timeouts

    (await buyer.shop.client()).wire._timeouts = Timeouts(connect=5.0, read=seconds)


async def test_after_a_restart_it_is_still_not_known_and_nothing_is_ordered_until_the_buyer_says_so(
    tmp_path: Path,
) -> None:
    async with served() as store:
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as buyer:
            await ready_to_order(buyer)
            store.server.arm("POST", CHECKOUT, "reset")
            burst(buyer, "ctrl+s")
            await buyer.on_screen("OutcomeScreen")
            await says(buyer, "most likely not made")
        for _start in range(2):
            await _look_in(store, tmp_path)
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as last:
            await last.on_screen("OutcomeScreen")
            await says(last, "most likely not made")
            burst(last, "end", "enter")
            await says(last, "Yes, I have checked: order again")
            assert store.server.count("POST", CHECKOUT) == 1
            burst(last, "down", "enter")
            await last.on_screen("CheckoutScreen")
            await last.until(lambda: not last.shop.checkout.missing(), "the draft as it was")
            assert store.server.count("POST", CHECKOUT) == 1
            burst(last, "ctrl+s")
            await last.on_screen("PaymentScreen")
            assert store.server.count("POST", CHECKOUT) == 2
            assert len(orders.newest(store.sandbox)) == 1


async def _look_in(store: Served, folder: Path) -> None:
    """Start, see what is said of the order, try to order again, and leave."""
    async with start_shop(size=(80, 24), store=store.config, session=folder_session(folder)) as buyer:
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "We do not know yet whether your order arrived.")
        burst(buyer, "escape")
        await buyer.on_screen("CatalogScreen")
        assert buyer.shop.cart.count == 1
        burst(buyer, "c", "enter")
        await buyer.on_screen("OutcomeScreen")
        burst(buyer, "ctrl+s", "escape")
        await buyer.until(lambda: not isinstance(buyer.screen, OutcomeScreen), "a way back")
    assert store.server.count("POST", CHECKOUT) == 1


async def test_closing_the_shop_while_the_order_is_out_leaves_it_unknown(tmp_path: Path) -> None:
    async with served() as store:
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as buyer:
            await ready_to_order(buyer)
            store.server.arm("POST", CHECKOUT, "hold", times=None)
            burst(buyer, "ctrl+s")
            await store.server.received("POST", CHECKOUT)
            burst(buyer, "ctrl+q")
            await says(buyer, "press again to leave now")
            burst(buyer, "ctrl+q")
            await buyer.until(lambda: buyer.app._exit, "the end")
        store.server.release()
        async with asyncio.timeout(10):
            while not orders.newest(store.sandbox):
                await asyncio.sleep(0.01)
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as again:
            await again.on_screen("OutcomeScreen")
            await says(again, "We do not know yet whether your order arrived.")
            await says(again, "almost certainly made")
            burst(again, "ctrl+s", "enter", "escape", "c")
            await again.on_screen("CartScreen")
            assert store.server.count("POST", CHECKOUT) == 1
