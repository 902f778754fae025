"""Watching a payment: how often the store is asked, and when no longer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.api.errors import BrokenReply, NotFound, RateLimited, ServerFault
from app.services.watch import PaymentWatch
from tests.services.till import FakeClient, open_till, order

INFO = {"qr_string": "000201"}


class Bench:
    """A watch whose sleeps pass at once and are counted."""

    def __init__(self, *orders: dict[str, Any], known: dict[str, Any] | None = None) -> None:
        self.shop, till = open_till()
        self.till: FakeClient = till
        till.orders = [order(**facts) for facts in orders]
        if known is not None:
            self.shop.orders.known["rahasia1"] = order(**known)
        self.sleeps: list[float] = []
        self.stop_after = 100
        self.watch = PaymentWatch(
            self.shop, "rahasia1", sleep=self._sleep, now=lambda: datetime(2026, 11, 20, tzinfo=UTC)
        )

    async def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        if len(self.sleeps) >= self.stop_after:
            self.watch.stop()


async def test_created_once_then_polled_until_paid() -> None:
    bench = Bench({"pg_payment_info": INFO}, {"pg_payment_info": INFO}, {"payment_status": "paid"}, known={})
    await bench.watch.run()
    assert [call[0] for call in bench.till.calls] == ["create_payment", "order", "order"]
    assert bench.sleeps == [5, 5]
    assert bench.watch.view is not None
    assert bench.watch.view.paid


async def test_an_order_not_seen_yet_is_read_first() -> None:
    bench = Bench({"payment_status": "paid"})
    await bench.watch.run()
    assert [call[0] for call in bench.till.calls] == ["order"]


async def test_details_are_waited_for_fifteen_times_and_then_it_says_so() -> None:
    bench = Bench({}, known={})
    await bench.watch.run()
    assert bench.till.count("create_payment") == 1
    assert bench.till.count("order") == 15
    assert bench.sleeps == [1.5] * 15
    assert isinstance(bench.watch.error, BrokenReply)
    bench.till.orders = [order(pg_payment_info=INFO, payment_status="unpaid"), order(payment_status="paid")]
    await bench.watch.run()
    assert bench.till.count("create_payment") == 2
    assert bench.watch.error is None


@pytest.mark.parametrize("method", ["cod", "payment_link"])
async def test_nothing_to_ask_for(method: str) -> None:
    bench = Bench(known={"payment_method": method})
    await bench.watch.run()
    assert bench.till.calls == []


async def test_virtual_accounts_are_not_polled() -> None:
    bench = Bench(
        {"payment_method": "va_bca", "pg_payment_info": {"va_number": "1"}},
        known={"payment_method": "va_bca"},
    )
    await bench.watch.run()
    assert [call[0] for call in bench.till.calls] == ["create_payment"]
    assert bench.sleeps == []


async def test_bank_transfer_is_polled_without_creating_anything() -> None:
    bench = Bench({"payment_method": "bank_transfer"}, known={"payment_method": "bank_transfer"})
    bench.stop_after = 4
    await bench.watch.run()
    assert [call[0] for call in bench.till.calls] == ["order"] * 3


async def test_errors_make_it_slower_and_a_reply_makes_it_usual_again() -> None:
    bench = Bench({"pg_payment_info": INFO}, known={"pg_payment_info": INFO})
    bench.till.fail["order"] = [ServerFault(500), ServerFault(500), ServerFault(502), RateLimited(42.0)]
    bench.stop_after = 7
    await bench.watch.run()
    assert bench.sleeps == [5, 5, 10, 20, 42, 5, 5]
    assert bench.watch.error is None


async def test_a_payment_that_cannot_be_created_yet_is_tried_again() -> None:
    bench = Bench({"pg_payment_info": INFO, "payment_status": "paid"}, known={})
    bench.till.fail["create_payment"] = [ServerFault(500)]
    await bench.watch.run()
    assert bench.till.count("create_payment") == 2
    assert bench.sleeps == [5]


async def test_an_order_that_is_gone_ends_it() -> None:
    bench = Bench()
    bench.till.fail["order"] = [NotFound()]
    await bench.watch.run()
    assert isinstance(bench.watch.error, NotFound)
    assert bench.sleeps == []


async def test_an_expired_payment_is_not_asked_about() -> None:
    bench = Bench(known={"payment_expiration_at": "2026-11-19T00:00:00Z", "payment_status": "expired"})
    await bench.watch.run()
    assert bench.till.calls == []


async def test_what_only_our_clock_calls_expired_is_asked_about_once() -> None:
    late = {"payment_expiration_at": "2026-11-19T00:00:00Z"}
    bench = Bench(late, known=late)
    await bench.watch.run()
    assert [call[0] for call in bench.till.calls] == ["order"]

    paid = Bench({**late, "payment_status": "paid"}, known=late)
    await paid.watch.run()
    assert paid.watch.view is not None
    assert paid.watch.view.paid


async def test_seen_again_it_goes_on_without_asking_for_the_details_anew() -> None:
    bench = Bench({"pg_payment_info": INFO}, {"pg_payment_info": INFO}, {"payment_status": "paid"}, known={})
    bench.stop_after = 1
    await bench.watch.run()
    bench.stop_after = 100
    await bench.watch.run(seen_again=True)
    assert [call[0] for call in bench.till.calls] == ["create_payment", "order", "order"]
    assert bench.watch.view is not None
    assert bench.watch.view.paid
