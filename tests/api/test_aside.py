"""A POST for which nobody waits: it heeds the gate, and never closes it for those who shop."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.api.analytics import TIMEOUTS, send_events
from app.api.errors import RateLimited, Rejected, ServerFault, Unreachable
from app.api.gate import Gate
from app.api.reply import Reply
from app.api.request_log import RequestLog
from app.api.wire import Wire
from tests.api.wires import FakeClock, Script

LIMITED = Reply(429, {"Retry-After": "30"}, b"")
FINE = Reply(200, {}, b"{}")


async def test_its_429_stops_nobody_and_shows_nobody_a_countdown() -> None:
    waits: list[float] = []
    clock = FakeClock()
    transport = Script([LIMITED, FINE])
    wire = Wire(transport, "https://x.example", gate=Gate(waits.append, clock=clock, sleep=clock.sleep))
    with pytest.raises(RateLimited) as limited:
        await wire.post_aside("/e", {"a": 1}, {}, TIMEOUTS)
    assert limited.value.wait == 30
    await wire.call("GET", "/items", repeatable=True)
    assert waits == []
    assert clock.slept == []
    assert len(transport.sent) == 2


async def test_a_pause_the_store_asks_of_all_is_kept_here_too() -> None:
    gate = Gate()
    transport = Script([FINE])
    wire = Wire(transport, "https://x.example", gate=gate)
    gate.shut(60)
    sending = asyncio.ensure_future(wire.post_aside("/e", {}, {}, TIMEOUTS))
    for _turn in range(5):
        await asyncio.sleep(0)
    assert transport.sent == []
    gate.dispose()
    await sending
    assert len(transport.sent) == 1


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_2xx_will_do_whatever_is_in_it(status: int) -> None:
    wire = Wire(Script([Reply(status, {}, b"<html>")]), "https://x.example")
    await wire.post_aside("/e", {}, {}, TIMEOUTS)


@pytest.mark.parametrize(
    "answer", [Reply(422, {}, b"{}"), Reply(503, {}, b""), Unreachable("reset", sent=True)]
)
async def test_it_leaves_once_whatever_comes_of_it(answer: Reply | Unreachable) -> None:
    transport = Script([answer])
    wire = Wire(transport, "https://x.example")
    with pytest.raises((Rejected, ServerFault, Unreachable)):
        await wire.post_aside("/e", {}, {}, TIMEOUTS)
    assert len(transport.sent) == 1


async def test_the_log_says_where_and_how_it_went_and_nothing_of_what(tmp_path: Path) -> None:
    from app.api.client import StorefrontClient

    log = RequestLog(tmp_path / "log")
    wire = Wire(Script([Reply(202, {}, b"")]), "https://x.example", log=log)
    client = StorefrontClient(
        wire,
        store_id="store_a1",
        api_key="sfpk_geheim",
        guest_token=lambda: None,
        on_guest_token=lambda _: None,
    )
    await send_events(client, "snackvideo", {"click_id": "kwai-geheim", "events": []})
    log.close()
    line = (tmp_path / "log").read_text()
    assert "POST /v3/stores/store_a1/public/analytics/snackvideo/events 202 " in line
    assert "geheim" not in line
