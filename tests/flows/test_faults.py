"""Every question the shop asks x every fault, at the screen where a buyer meets it, over a real socket.

The shop lives, says there what is wrong and what to do, and one key asks again.
"""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from app.api import gate
from app.api.errors import (
    BrokenReply,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
    Unreachable,
)
from app.api.gate import RetryPolicy
from app.api.transport import Timeouts
from app.i18n import _
from app.wording import About, explain
from tests.faults import Fault
from tests.flows.account_places import ACCOUNT_PLACES
from tests.flows.customer_places import CUSTOMER_PLACES
from tests.flows.keyboard import burst
from tests.flows.places import PLACES, Place
from tests.pilot import Buyer, start_shop
from tests.served import Served, plain_session, served
from widgets.wait_bar import WaitBar

FAULTS: dict[Fault, ShopError] = {
    "timeout": Unreachable("timeout", sent=True),
    "reset": Unreachable("reset", sent=True),
    "s401": Refused(401),
    "s404": NotFound(),
    "s422": Rejected(),
    "s429_text": RateLimited(1.0),
    "s500_html": ServerFault(500),
    "cut_json": BrokenReply(),
    "wrong_types": BrokenReply(),
    "nulls": BrokenReply(),
}
"""What each means to a buyer."""
ABOUT: tuple[About, ...] = ("", "item", "order")


def words_for(fault: Fault) -> list[str]:
    """What may be said of a fault: in the shop window, that what it knew before is still for sale; of a payment that
    cannot be read, that it has not come."""
    titles = [explain(FAULTS[fault], about).title for about in ABOUT]
    elsewhere = [_("The store does not answer just now"), _("The payment details have not come yet.")]
    return [*titles, *elsewhere]


@pytest.mark.parametrize("place", [*PLACES, *ACCOUNT_PLACES, *CUSTOMER_PLACES], ids=lambda place: place.name)
async def test_every_fault(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served(items=place.items) as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await buyer.until(lambda: not buyer.shop.catalog.busy, "the shop window at rest")
        await place.arrive(buyer)
        await _hurry(buyer, store)
        for fault in FAULTS:
            await _meets(buyer, store, place, fault)


async def test_a_pause_the_store_asks_for_is_counted_down_and_ends_by_itself() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await buyer.until(lambda: not buyer.shop.catalog.busy, "the shop window at rest")
        gate, now, over = (await buyer.shop.client()).wire._gate, [0.0], asyncio.Event()
        gate._clock, gate._sleep = lambda: now[0], lambda _seconds: over.wait()
        store.server.arm("GET", "/products/", "s429_text")  # which asks for half a minute
        for _time in range(2):  # a page opened during the pause counts as well
            burst(buyer, "enter")
            await buyer.on_screen("ProductScreen")
            bar = buyer.screen.query_one(WaitBar)
            await buyer.until(partial(_counts, buyer, bar), "the countdown")
            burst(buyer, "escape")
            await buyer.on_screen("CatalogScreen")
        burst(buyer, "enter")
        await buyer.on_screen("ProductScreen")
        assert store.server.count("GET", "/products/") == 1
        now[0] = 60.0
        over.set()
        await buyer.reads("10 left")
        bar = buyer.screen.query_one(WaitBar)
        await buyer.until(lambda: not bar.display, "no countdown any more")
        assert store.server.count("GET", "/products/") == 2


def _counts(buyer: Buyer, bar: WaitBar) -> bool:
    return bar.has_class("-waiting") and bar.render().plain in buyer.text()


async def _meets(buyer: Buyer, store: Served, place: Place, fault: Fault) -> None:
    """Ask under this fault, read what is said, ask again without it, and go back."""
    before = store.server.count(place.method, place.path)
    store.server.arm(place.method, place.path, fault, times=None)
    await place.ask(buyer)
    await buyer.until(lambda: store.server.count(place.method, place.path) > before, f"asking under {fault}")
    if not place.silent and fault not in place.tolerated:
        await _says_one_of(buyer, fault)
    store.server.disarm()
    if not place.silent:
        burst(buyer, *place.again)
        await buyer.taken()
    await buyer.until(lambda: place.well(buyer), f"{place.name} well again after {fault}")
    await place.leave(buyer)


async def _says_one_of(buyer: Buyer, fault: Fault) -> None:
    words = words_for(fault)

    def said() -> bool:
        text = " ".join(buyer.text().split())
        return any(word in text for word in words)

    await buyer.until(said, f"words for {fault}")


async def _hurry(buyer: Buyer, store: Served) -> None:
    """From now on patience is short, so that faults that are waited for cost little."""
    store.server.reset_after = 0.0
    wire = (await buyer.shop.client()).wire
    wire._timeouts = Timeouts(connect=5.0, read=0.3)
    wire._policy = RetryPolicy(first_delay=0.01)
