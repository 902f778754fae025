"""The pause a 429 asks for, and the gate that keeps it."""

from __future__ import annotations

import asyncio

import pytest

from app.api.errors import BrokenReply, NotFound, RateLimited, Rejected, ServerFault, ShopError, Unreachable
from app.api.gate import Gate, RetryPolicy, pause_asked
from tests.api.wires import FakeClock, reply

NOON = 1795262400.0  # Sat, 21 Nov 2026 12:00:00 GMT
DATE = "Sat, 21 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, 10),
        ({"x_ratelimit_reset": str(int(NOON) + 30)}, 30),
        ({"x_ratelimit_reset": str(int(NOON) - 5)}, 1),
        ({"x_ratelimit_reset": str(int(NOON) + 9999)}, 120),
        ({"x_ratelimit_reset": str(int(NOON * 1000))}, 120),
        ({"x_ratelimit_reset": "7"}, 7),
        ({"x_ratelimit_reset": "soon"}, 10),
        ({"x_ratelimit_reset": "nan"}, 10),
        ({"x_ratelimit_reset": "inf"}, 10),
        ({"x_ratelimit_reset": "-1e300"}, 10),
        ({"retry_after": "20"}, 20),
        ({"retry_after": "3600"}, 120),
        ({"retry_after": "Sat, 21 Nov 2026 12:00:40 GMT"}, 40),
        ({"retry_after": "later"}, 10),
        ({"retry_after": "99", "x_ratelimit_reset": str(int(NOON) + 3)}, 3),
    ],
)
@pytest.mark.parametrize("skew", [0.0, 86_400.0, -86_400.0])
def test_the_pause_is_read_by_the_clock_of_the_store(
    headers: dict[str, str], pause: float, skew: float
) -> None:
    assert pause_asked(reply(429, b"", date=DATE, **headers), NOON + skew) == pause


def test_without_a_date_our_own_clock_must_do() -> None:
    assert pause_asked(reply(429, b"", x_ratelimit_reset=str(int(NOON) + 30)), NOON + 10) == 20


async def test_a_closed_gate_holds_everyone_and_opens_for_everyone() -> None:
    waits: list[float] = []
    release = asyncio.Event()
    clock = FakeClock()

    async def sleep(seconds: float) -> None:
        await release.wait()
        clock.now += seconds

    gate = Gate(waits.append, clock=clock, sleep=sleep)
    await gate.passed()
    gate.shut(30)
    waiting = [asyncio.create_task(gate.passed()) for _ in range(3)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting) and waits == [30]
    release.set()
    await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert waits == [30, 0]
    await asyncio.wait_for(gate.passed(), 5)


async def test_a_second_429_prolongs_but_never_shortens() -> None:
    waits: list[float] = []
    clock = FakeClock()
    gate = Gate(waits.append, clock=clock, sleep=clock.sleep)
    gate.shut(10)
    gate.shut(5)
    gate.shut(25)
    await gate.passed()
    assert clock.now == 1025
    assert waits == [10, 25, 0]


async def test_a_cancelled_waiter_leaves_the_gate_working() -> None:
    clock = FakeClock()
    gate = Gate(clock=clock, sleep=clock.sleep)
    gate.shut(10)
    impatient = asyncio.create_task(gate.passed())
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    await asyncio.wait_for(gate.passed(), 5)
    gate.shut(10)
    await asyncio.wait_for(gate.passed(), 5)
    assert clock.slept == [10, 10]


async def test_a_disposed_gate_holds_nobody() -> None:
    async def for_ever(_: float) -> None:
        await asyncio.Event().wait()

    gate = Gate(sleep=for_ever)
    gate.shut(10)
    waiter = asyncio.create_task(gate.passed())
    await asyncio.sleep(0)
    gate.dispose()
    await asyncio.wait_for(waiter, 5)


@pytest.mark.parametrize(
    ("error", "repeats"),
    [
        (Unreachable("reset", sent=True), 2),
        (Unreachable("connect", sent=False), 2),
        (Unreachable("dns", sent=False), 2),
        (Unreachable("timeout", sent=True), 1),
        (Unreachable("tls", sent=False), 0),
        (ServerFault(502), 2),
        (ServerFault(503), 2),
        (ServerFault(504), 2),
        (ServerFault(500), 0),
        (ServerFault(501), 0),
        (BrokenReply(), 0),
        (Rejected(), 0),
        (NotFound(), 0),
        (RateLimited(1), 0),
    ],
)
def test_only_what_may_pass_by_itself_is_tried_again(error: ShopError, repeats: int) -> None:
    policy = RetryPolicy()
    assert [policy.again(error, tries) for tries in range(4)] == [tries < repeats for tries in range(4)]


@pytest.mark.parametrize("luck", [0.0, 0.5, 0.999])
def test_repeats_wait_longer_each_time_and_not_in_step(luck: float) -> None:
    policy = RetryPolicy(jitter=lambda: luck)
    first, second = policy.delay(0), policy.delay(1)
    assert 0.375 <= first < 0.625 and second == 2 * first
