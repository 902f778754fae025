"""A watched payment over a real socket, with every fault in either of its two questions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

import pytest

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
from app.i18n import set_language
from app.sandbox import control
from app.services.shop import Shop
from app.services.watch import PaymentWatch
from app.wording import explain
from tests.faults import Fault
from tests.served import Served, plain_session, served
from tests.services.buying import place, something

FASTER = 100
"""Pauses, but not the network, are so much shorter here."""

ORDER, PAYMENT = ("GET", r"/orders/[^/]+$"), ("POST", r"/payment$")

PASSING: list[tuple[Fault, type[ShopError], int, str]] = [
    # what it is to us, how often a question is sent, what the buyer reads
    ("timeout", Unreachable, 2, "takes too long"),
    ("reset", Unreachable, 3, "broke off"),
    ("s429_text", RateLimited, 3, "short break"),
    ("s500_html", ServerFault, 1, "having trouble"),
    ("s502", ServerFault, 3, "having trouble"),
    ("cut", Unreachable, 3, "broke off"),
    ("cut_json", BrokenReply, 1, "could not be understood"),
    ("wrong_types", BrokenReply, 1, "could not be understood"),
    ("nulls", BrokenReply, 1, "could not be understood"),
    ("wrong_top", BrokenReply, 1, "could not be understood"),
    ("html", BrokenReply, 1, "could not be understood"),
    ("empty", BrokenReply, 1, "could not be understood"),
]
FINAL: list[tuple[Fault, type[ShopError], str]] = [
    ("s401", Refused, "does not allow"),
    ("s403", Refused, "does not allow"),
    ("s404", NotFound, "cannot be found"),
    ("s422", Rejected, "could not accept"),
]


@dataclass
class Watched:
    """An order and who watches it."""

    behind: Served
    shop: Shop
    slug: str
    watch: PaymentWatch

    def count(self, question: tuple[str, str]) -> int:
        return self.behind.server.count(*question)

    @property
    def is_paid(self) -> bool:
        """And nothing is wrong any more."""
        view = self.watch.view
        return view is not None and view.paid and self.watch.error is None

    async def until_error(self) -> None:
        """The next answer that is none."""
        said = asyncio.Event()

        def changed() -> None:
            if self.watch.error is not None:
                said.set()

        stop = self.watch.changed.subscribe(changed)
        await asyncio.wait_for(said.wait(), 20)
        stop()


async def faster(seconds: float) -> None:
    await asyncio.sleep(seconds / FASTER)


@asynccontextmanager
async def watched(*, read_timeout: float = 15.0) -> AsyncIterator[Watched]:
    """A QRIS order whose payment has not been made yet."""
    set_language("en")
    async with served(read_timeout=read_timeout) as behind:
        behind.server.reset_after = 3.0
        shop = Shop(behind.config, plain_session())
        slug = await place(shop, await something(shop), "qris")
        wire = (await shop.client()).wire
        wire._sleep = wire._gate._sleep = faster
        wire._gate._clock = shop.orders.clock = lambda: monotonic() * FASTER
        yield Watched(behind, shop, slug, PaymentWatch(shop, slug, sleep=faster, clock=shop.orders.clock))
        await shop.close()


@pytest.mark.parametrize(("fault", "error", "sent", "words"), PASSING)
@pytest.mark.parametrize("question", [ORDER, PAYMENT], ids=["order", "payment"])
async def test_what_passes_is_said_and_the_watch_goes_on(
    question: tuple[str, str], fault: Fault, error: type[ShopError], sent: int, words: str
) -> None:
    async with watched(read_timeout=0.25 if fault == "timeout" else 15.0) as here:
        here.behind.server.arm(*question, fault, times=sent)
        running = asyncio.create_task(here.watch.run())
        await here.until_error()
        problem = here.watch.error
        assert isinstance(problem, error)
        assert words in explain(problem, "order").title
        assert here.count(question) == sent
        assert here.watch.view is not None
        assert here.watch.view.waiting_for_info is (question == PAYMENT)
        assert here.watch.view.ended is None
        assert control.mark_paid(here.behind.sandbox, here.slug)
        await asyncio.wait_for(running, 20)
        assert here.is_paid
        asked = here.count(ORDER) + here.count(PAYMENT)
        assert asked <= sent + 3


@pytest.mark.parametrize(("fault", "error", "words"), FINAL)
@pytest.mark.parametrize("question", [ORDER, PAYMENT], ids=["order", "payment"])
async def test_a_no_is_said_and_ends_the_watch_until_the_buyer_asks_again(
    question: tuple[str, str], fault: Fault, error: type[ShopError], words: str
) -> None:
    async with watched() as here:
        here.behind.server.arm(*question, fault)
        await asyncio.wait_for(here.watch.run(), 20)
        problem = here.watch.error
        assert isinstance(problem, error)
        assert words in explain(problem, "order").title
        assert here.count(question) == 1
        # Once more by hand: what the store says now counts.
        assert control.mark_paid(here.behind.sandbox, here.slug)
        await asyncio.wait_for(here.watch.run(), 20)
        assert here.is_paid


@pytest.mark.parametrize("question", [ORDER, PAYMENT], ids=["order", "payment"])
async def test_left_in_the_middle_of_a_fault_nothing_more_is_asked(question: tuple[str, str]) -> None:
    """Even while a question waits for the pause the store has asked for."""
    async with watched() as here:
        closed: list[float] = []
        gate = (await here.shop.client()).wire._gate
        gate._on_wait = closed.append
        here.behind.server.arm(*question, "s429_text", times=None)
        running = asyncio.create_task(here.watch.run())
        while not closed:
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait((running,))
        asked = len(here.behind.server.requests)
        while 0 not in closed:  # the pause is over: now it would be sent
            await asyncio.sleep(0)
        await faster(20)
        assert len(here.behind.server.requests) == asked
