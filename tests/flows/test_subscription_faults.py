"""Each question and each change of subscriptions x every fault, where the customer meets it, over a real socket."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from app.api import gate
from tests.customers import customer
from tests.faults import Fault
from tests.flows.keyboard import burst
from tests.flows.places import Place, Step
from tests.flows.subscribing import SUBS, as_it_was, fill, open_one, to_the_list
from tests.flows.test_faults import FAULTS, _hurry, _meets, words_for
from tests.pilot import Buyer
from widgets.choice_list import ChoiceList


async def _from_the_shop(buyer: Buyer) -> None:
    buyer.app.action_go_home()
    await buyer.on_screen("CatalogScreen")
    buyer.shop.subscriptions.forget()


async def _list(buyer: Buyer) -> None:
    burst(buyer, "e")
    await buyer.on_screen("SubscriptionsScreen")


def _listed(count: int) -> Callable[[Buyer], object]:
    return lambda buyer: len(buyer.shop.subscriptions.listed().rows) == count and _well(buyer)


def _well(buyer: Buyer) -> bool:
    return "try again" not in buyer.text()


async def _first_page(buyer: Buyer) -> None:
    await _from_the_shop(buyer)
    await _list(buyer)
    await buyer.until(lambda: buyer.shop.subscriptions.listed().state == "partial", "the first page")


async def _to_the_end(buyer: Buyer) -> None:
    burst(buyer, "end")
    await buyer.taken()


def _opens(*keys: str) -> Step:
    """From its page, by this key; then back to it."""

    async def press(buyer: Buyer) -> None:
        burst(buyer, *keys)
        await buyer.taken()

    return press


async def _back(buyer: Buyer) -> None:
    burst(buyer, "escape")
    await buyer.on_screen("SubscriptionScreen")
    buyer.shop.orders.known.clear()


def _offered(buyer: Buyer) -> object:
    options = buyer.screen.query("#options").results(ChoiceList)
    return any(one.rows for one in options) and _well(buyer)


def _figures(buyer: Buyer) -> object:
    return "SUB-" in buyer.text() and _well(buyer)


def _its_order(buyer: Buyer) -> object:
    return type(buyer.screen).__name__ == "OrderScreen" and "ITEMS" in buyer.text()


LISTS = [
    Place("list", "GET", f"{SUBS}$", _list, _listed(25), leave=_from_the_shop),
    Place("more", "GET", f"{SUBS}$", _to_the_end, _listed(34), arrive=_first_page, leave=_first_page),
]
PAGES = [
    Place("one", "GET", f"{SUBS}/", _opens("r"), _figures),
    Place("upgrades", "GET", "/upgrade$", _opens("g"), _offered, leave=_back),
    Place("downgrades", "GET", "/downgrade$", _opens("d"), _offered, leave=_back),
    Place("order", "GET", "/customers/me/orders/", _opens("p"), _its_order, leave=_back, again=("p",),
          tolerated=frozenset(("wrong_types", "nulls"))),
]  # fmt: skip


ALIKE = ("downgrades", "downgrade", "resume")
"""The pages of upgrade and cancel in other words."""
SOME: tuple[Fault, ...] = ("reset", "s422", "nulls")


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)


async def test_every_fault_of_what_is_asked() -> None:
    async with customer() as (buyer, store):
        await _hurry(buyer, store)
        await to_the_list(buyer)
        await open_one(buyer, ends=False)
        for place in PAGES:
            for fault in SOME if place.name in ALIKE else FAULTS:
                await _meets(buyer, store, place, fault)
        fill(store.sandbox, 30)
        for place in LISTS:
            await _from_the_shop(buyer)
            await place.arrive(buyer)
            for fault in FAULTS:
                await _meets(buyer, store, place, fault)


LOST = ("timeout", "reset", "s500_html", "cut_json", "wrong_types", "nulls")
"""The store may have done it: it is asked how things are now, and nothing is sent again."""
TELLS = {
    "cancel": ("It is cancelled.", "It is not cancelled."),
    "resume": ("It goes on.", "It is not resumed."),
    "upgrade": ("The shop has taken the change.", "It is not upgraded."),
    "downgrade": ("The shop has taken the change.", "It is not downgraded."),
}
KEY = {"cancel": "x", "resume": "z", "upgrade": "g", "downgrade": "d"}


async def test_every_fault_of_what_is_changed() -> None:
    async with customer() as (buyer, store):
        await _hurry(buyer, store)
        await to_the_list(buyer)
        one = await open_one(buyer, ends=False)
        for kind in TELLS:
            for fault in SOME if kind in ALIKE else FAULTS:
                as_it_was(store.sandbox, one, ends=kind == "resume")
                await buyer.shop.subscriptions.fetch(one)
                await buyer.until(lambda: not buyer.shop.subscriptions.inert(one), "at rest")
                store.server.requests.clear()
                store.server.arm("POST", f"/{kind}$", fault, times=None)
                await _ask(buyer, kind)
                await buyer.until(partial(_says, buyer, kind, fault), f"words for {kind} under {fault}")
                store.server.disarm()
                # A bearer that is refused is renewed, and what it was for sent once more.
                assert store.server.count("POST", f"/{kind}$") == (2 if fault == "s401" else 1), fault
                assert store.server.count("GET", f"{SUBS}/") == (fault in LOST or fault in ("s404", "s422"))
                if TELLS[kind][0] not in buyer.text():
                    if fault in LOST:
                        await _ask(buyer, kind)
                    else:
                        burst(buyer, "ctrl+s")  # where it was asked for
                    await buyer.reads(TELLS[kind][0])
                buyer.shop.subscriptions.read(one)
                await buyer.on_screen("SubscriptionScreen")


async def _ask(buyer: Buyer, kind: str) -> None:
    burst(buyer, KEY[kind])
    if kind in ("cancel", "resume"):
        await buyer.on_screen("EndingScreen")
    else:
        await buyer.on_screen("StepScreen")
        await buyer.until(partial(_offered, buyer), "what is offered")
        await buyer.until(lambda: buyer.screen.query_one("#options").has_focus, "the options")
        burst(buyer, "enter")
    burst(buyer, "ctrl+s")
    await buyer.taken()


def _says(buyer: Buyer, kind: str, fault: Fault) -> bool:
    text = " ".join(buyer.text().split())
    if fault in LOST:
        return type(buyer.screen).__name__ == "SubscriptionScreen" and any(w in text for w in TELLS[kind])
    words = [*words_for(fault), "Something changed in the meantime."]
    return any(word in text for word in words) and (fault == "s401" or "try again" in text)


async def test_an_outcome_that_cannot_be_looked_up_is_said_and_one_key_looks_again() -> None:
    async with customer(size=(40, 12)) as (buyer, store):
        await _hurry(buyer, store)
        await to_the_list(buyer)
        await open_one(buyer, ends=False)
        store.server.arm("POST", "/cancel$", "reset", processed=True)
        store.server.arm("GET", f"{SUBS}/", "s500_html", times=None)
        await _ask(buyer, "cancel")
        await buyer.on_screen("SubscriptionScreen")
        await buyer.reads("The shop's answer was lost.")
        await buyer.reads("looks how")
        burst(buyer, "x", "z", "g", "ctrl+s", "escape")
        await buyer.on_screen("SubscriptionsScreen")
        burst(buyer, "enter")
        await buyer.on_screen("SubscriptionScreen")
        await buyer.reads("The shop's answer was lost.")
        store.server.disarm()
        burst(buyer, "r")
        await buyer.reads("It is cancelled.")
        assert store.server.count("POST", "/cancel$") == 1
