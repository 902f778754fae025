"""A payment that runs out while it is watched: told at that moment, with one question more and no flood of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.api.errors import RateLimited
from tests.services.watching import DETAILS, INFO, START, Bench, at


@pytest.mark.parametrize(
    ("method", "asked"),
    [("qris", [5, 10, 12]), ("va_bca", [12]), ("ovo", [12]), ("bank_transfer", [5, 10, 12])],
)
async def test_it_expires_at_the_moment_it_expires_with_one_question_more(
    method: str, asked: list[float]
) -> None:
    facts = {
        "payment_method": method,
        "pg_payment_info": DETAILS.get(method, {}),
        "payment_expiration_at": at(12),
    }
    bench = Bench(facts, known=facts)
    ended: list[tuple[float, str | None]] = []
    bench.watch.changed.subscribe(
        lambda: ended.append((bench.time, bench.watch.view.ended if bench.watch.view else None))
    )
    await bench.watch.run()
    assert bench.till.at("order") == asked
    assert next(time for time, state in ended if state == "expired") == 12
    assert bench.watch.view is not None
    assert (bench.watch.view.ended, bench.watch.view.by_clock, bench.watch.view.polls) == (
        "expired",
        True,
        False,
    )


async def test_paid_in_the_last_second_is_seen() -> None:
    facts = {
        "payment_method": "va_bca",
        "pg_payment_info": {"va_number": "1"},
        "payment_expiration_at": at(90),
    }
    bench = Bench({**facts, "payment_status": "paid"}, known=facts)
    await bench.watch.run()
    assert bench.till.times == [("order", 90)]
    assert bench.watch.view is not None
    assert bench.watch.view.paid


async def test_a_machine_that_slept_notices_that_the_time_is_over() -> None:
    """The clock of the day went on while the seconds did not."""
    facts = {
        "payment_method": "va_bca",
        "pg_payment_info": {"va_number": "1"},
        "payment_expiration_at": at(86_400),
    }
    bench = Bench(facts, known=facts)
    bench.watch._now = lambda: START + timedelta(seconds=bench.time, hours=24 * (bench.time > 300))
    await bench.watch.run()
    [asked] = bench.till.at("order")
    assert 300 < asked <= 360


async def test_a_pause_the_store_asked_for_outlasts_the_expiry() -> None:
    facts = {"pg_payment_info": INFO, "payment_expiration_at": at(12)}
    bench = Bench(facts, known=facts)
    bench.till.fail["order"] = [RateLimited(30.0)]
    flipped: list[float] = []
    bench.watch.changed.subscribe(
        lambda: flipped.append(bench.time) if bench.watch.view and bench.watch.view.ended else None
    )
    await bench.watch.run()
    assert bench.till.at("order") == [5, 35]
    assert flipped[0] == 12


async def test_an_expired_payment_is_not_asked_about() -> None:
    bench = Bench(known={"payment_expiration_at": at(-86400), "payment_status": "expired"})
    await bench.watch.run()
    assert bench.till.calls == []


async def test_what_only_our_clock_calls_expired_is_asked_about_once() -> None:
    late = {"payment_expiration_at": at(-86400)}
    bench = Bench(late, known=late, age=100_000)
    await bench.watch.run()
    assert bench.names == ["order"]
    await bench.watch.run(seen_again=True)
    assert bench.names == ["order"] * 2

    paid = Bench({**late, "payment_status": "paid"}, known=late, age=100_000)
    await paid.watch.run()
    assert paid.watch.view is not None
    assert paid.watch.view.paid


async def test_a_conflict_is_not_polled_but_can_be_asked_about() -> None:
    facts = {"pg_payment_info": INFO, "payment_status": "conflict"}
    bench = Bench({**facts, "payment_status": "paid"}, known=facts)
    await bench.watch.run()
    assert bench.till.calls == []
    assert bench.watch.view is not None
    assert bench.watch.view.manual_check
    await bench.watch.check()
    assert bench.watch.view.paid
