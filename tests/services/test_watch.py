"""Watching a payment: how often the store is asked, and when no longer. Time is a number here: sleeping adds to it."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from app.api.errors import (
    BrokenReply,
    Conflict,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
    Unreachable,
)
from tests.services.till import order
from tests.services.watching import DETAILS, INFO, Bench


async def test_created_once_then_polled_until_paid() -> None:
    bench = Bench({"pg_payment_info": INFO}, {"pg_payment_info": INFO}, {"payment_status": "paid"}, known={})
    await bench.watch.run()
    assert bench.till.times == [("create_payment", 0), ("order", 5), ("order", 10)]
    assert bench.watch.view is not None
    assert bench.watch.view.paid


async def test_an_order_not_seen_yet_is_read_first() -> None:
    bench = Bench({"payment_status": "paid"})
    await bench.watch.run()
    assert bench.names == ["order"]


@pytest.mark.parametrize("method", sorted(DETAILS))
async def test_details_are_waited_for_fifteen_times_and_then_it_says_so(method: str) -> None:
    bench = Bench({"payment_method": method}, known={"payment_method": method})
    await bench.watch.run()
    assert bench.till.at("create_payment") == [0]
    assert bench.till.at("order") == [1.5 * n for n in range(1, 16)]
    assert isinstance(bench.watch.error, BrokenReply)
    bench.till.orders = [order(payment_method=method, pg_payment_info=DETAILS[method], payment_status="paid")]
    await bench.watch.run()
    assert bench.till.count("create_payment") == 2
    assert bench.watch.error is None


@pytest.mark.parametrize("method", ["bank_transfer", "cod", "payment_link", *sorted(DETAILS), "bayar_nanti"])
async def test_a_minute_of_every_method_costs_what_the_contract_says(method: str) -> None:
    """NOTES section 8: which methods wait for details, and which are then asked about every 5 seconds."""
    facts = {"payment_method": method, "redirect_url": "https://bayar/1"}
    bare = order(**facts)
    ready = order(**facts, pg_payment_info=DETAILS.get(method, {}))
    bench = Bench(known=facts, until=60)
    bench.till.orders = [bare, bare, bare, ready] if method in DETAILS else [bare]
    await bench.watch.run()
    waits = method in DETAILS
    polled = method not in ("cod", "payment_link", "va", "va_bca", "ovo", "bayar_nanti")
    assert bench.till.at("create_payment") == ([0] if waits else [])
    details = [1.5, 3.0, 4.5] if waits else []
    first = 4.5 if waits else 0.0
    polls = [first + 5 * n for n in range(1, 12) if first + 5 * n < 60] if polled else []
    assert bench.till.at("order") == details + polls
    assert bench.watch.error is None


@pytest.mark.parametrize("method", ["cod", "payment_link"])
async def test_nothing_to_ask_for(method: str) -> None:
    bench = Bench(known={"payment_method": method})
    await bench.watch.run()
    assert bench.till.calls == []


async def test_an_order_the_seller_has_taken_up_is_not_asked_about_every_five_seconds() -> None:
    facts = {"payment_method": "bank_transfer", "status": "confirmed"}
    bench = Bench(facts, known=facts)
    await bench.watch.run()
    assert bench.till.calls == []
    assert bench.watch.view is not None
    assert bench.watch.view.manual_check


async def test_a_payment_link_that_became_a_method_is_followed_as_that() -> None:
    bench = Bench(
        {"pg_payment_info": INFO}, {"payment_status": "paid"}, known={"payment_method": "payment_link"}
    )
    await bench.watch.run()
    bench.till.orders.insert(0, order())
    await bench.watch.run(seen_again=True)
    assert bench.names == ["order", "create_payment", "order"]


# Errors


async def test_errors_make_it_slower_and_a_reply_makes_it_usual_again() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO}, until=95)
    bench.till.fail["order"] = [ServerFault(500), ServerFault(500), ServerFault(502), RateLimited(42.0)]
    await bench.watch.run()
    assert bench.till.at("order") == [5, 10, 20, 40, 82, 87, 92]
    assert bench.watch.error is None


@pytest.mark.parametrize(
    "error",
    [Unreachable("timeout", sent=True), Unreachable("reset", sent=True), ServerFault(500), BrokenReply()],
)
async def test_what_may_pass_does_not_end_the_watch(error: ShopError) -> None:
    for name in ("create_payment", "order"):
        bench = Bench(
            {"pg_payment_info": INFO}, {"pg_payment_info": INFO, "payment_status": "paid"}, known={}
        )
        bench.till.fail[name] = [error]
        seen: list[ShopError | None] = []
        bench.watch.changed.subscribe(lambda bench=bench, seen=seen: seen.append(bench.watch.error))  # type: ignore[misc]
        await bench.watch.run()
        assert error in seen, "it was said"
        assert bench.watch.view is not None
        assert bench.watch.view.paid
        assert bench.watch.error is None


@pytest.mark.parametrize(
    "error", [NotFound(), Refused(401), Refused(403), Rejected("tidak bisa"), Conflict()]
)
async def test_a_no_of_the_store_ends_it(error: ShopError) -> None:
    bench = Bench(known={"pg_payment_info": INFO})
    bench.till.fail["order"] = [error]
    await bench.watch.run()
    assert bench.watch.error is error
    assert bench.till.times == [("order", 5)]


@pytest.mark.parametrize("error", [Rejected("sudah dibayar"), Conflict()])
async def test_a_payment_refused_because_the_order_has_changed_shows_the_order(error: ShopError) -> None:
    bench = Bench({"payment_status": "paid"}, known={})
    bench.till.fail["create_payment"] = [error]
    await bench.watch.run()
    assert bench.names == ["create_payment", "order"]
    assert bench.watch.error is None
    assert bench.watch.view is not None
    assert bench.watch.view.paid

    same = Bench({}, known={})
    same.till.fail["create_payment"] = [error]
    await same.watch.run()
    assert same.names == ["create_payment", "order"]
    assert same.watch.error is error


async def test_an_answer_that_lost_the_details_makes_no_second_payment() -> None:
    bench = Bench({"pg_payment_info": INFO}, {}, {}, {"payment_status": "paid"}, known={})
    await bench.watch.run()
    assert bench.names == ["create_payment", "order", "order", "order"]


# Leaving, coming back, looking elsewhere


async def test_stopped_or_cancelled_it_asks_no_more() -> None:
    for leave in ("stop", "cancel"):
        bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO})
        task = asyncio.create_task(bench.watch.run())
        bench.moments[12] = bench.watch.stop if leave == "stop" else task.cancel
        await asyncio.wait((task,))
        assert bench.till.at("order") == [5, 10]


async def test_a_question_still_waiting_for_its_turn_is_not_asked_once_the_screen_is_left() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO})
    turn = bench.till.holds["order"] = asyncio.Event()
    task = asyncio.create_task(bench.watch.run())
    while not bench.till.count("order"):
        await asyncio.sleep(0)
    question = bench.shop.orders._fetches._asking["rahasia1"]
    task.cancel()
    await asyncio.wait((task, question))
    assert question.cancelled()
    turn.set()
    assert await bench.shop.orders.fetch("rahasia1") is bench.till.orders[0]


async def test_seen_again_it_asks_at_once_and_goes_on_without_asking_for_the_details_anew() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={}, until=7)
    await bench.watch.run()
    bench.until, bench.time = 100, 60
    bench.till.orders = [order(pg_payment_info=INFO), order(payment_status="paid")]
    await bench.watch.run(seen_again=True)
    assert bench.till.times == [("create_payment", 0), ("order", 5), ("order", 60), ("order", 65)]


@pytest.mark.parametrize("method", ["va_bca", "ovo", "payment_link"])
async def test_what_is_not_polled_is_asked_about_when_seen_again(method: str) -> None:
    facts: dict[str, Any] = {
        "payment_method": method,
        "pg_payment_info": DETAILS.get(method, {}),
        "redirect_url": "https://b/1",
    }
    bench = Bench(facts, known=facts)
    await bench.watch.run()
    assert bench.till.calls == []
    bench.till.orders = [order(**facts, payment_status="paid")]
    await bench.watch.run(seen_again=True)
    assert bench.names == ["order"]
    assert bench.watch.view is not None
    assert bench.watch.view.paid


async def test_an_order_known_for_long_is_read_again_first() -> None:
    facts = {"payment_method": "va_bca", "pg_payment_info": DETAILS["va_bca"]}
    bench = Bench({**facts, "payment_status": "paid"}, known=facts, age=3600)
    await bench.watch.run()
    assert bench.till.times == [("order", 0)]


async def test_without_the_focus_it_asks_every_twenty_seconds_and_again_as_usual_with_it() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO}, until=71)

    def focus(there: bool) -> None:
        bench.watch.unfocused = not there

    bench.moments = {7: lambda: focus(False), 57: lambda: focus(True)}
    await bench.watch.run()
    assert bench.till.at("order") == [5, 25, 45, 57, 62, 67]


async def test_losing_and_gaining_the_focus_many_times_asks_no_more_often() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO}, until=21)
    for tenth in range(200):
        away = tenth % 2 == 0
        bench.moments[tenth / 10] = lambda away=away: setattr(bench.watch, "unfocused", away)
    await bench.watch.run()
    asked = bench.till.at("order")
    assert len(asked) == 4
    assert all(later - earlier >= 5 for earlier, later in pairwise([0, *asked]))


async def test_a_check_by_hand_asks_once_and_the_next_question_waits_its_time() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO}, until=13)
    checks: list[asyncio.Task[None]] = []
    bench.moments[3] = lambda: checks.append(asyncio.create_task(bench.watch.check()))

    async def patient(seconds: float) -> None:
        await Bench._sleep(bench, seconds)
        await asyncio.wait(checks) if checks else None

    bench.watch._sleep = patient
    await bench.watch.run()
    assert len(bench.till.at("order")) == 2


async def test_a_check_honours_the_pause_the_store_asked_for() -> None:
    bench = Bench({}, known={"payment_method": "va_bca", "pg_payment_info": {"va_number": "1"}})
    bench.till.fail["order"] = [RateLimited(30.0)]
    await bench.watch.check()
    assert isinstance(bench.watch.error, RateLimited)
    bench.time = 29
    await bench.watch.check()
    assert bench.till.count("order") == 1
    bench.time = 30
    await bench.watch.check()
    assert bench.till.count("order") == 2
    assert bench.watch.error is None
