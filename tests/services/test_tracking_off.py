"""Stores and buyers who do not want it: nothing is told, nothing is kept, and a fault in it is nobody's concern."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.api.errors import Unreachable
from tests.services.customers import on_disk
from tests.services.telling import (
    all_told,
    buy,
    came_from_everywhere,
    fill_in,
    open_telling,
    tracking_of,
)
from tests.services.till import order, settle, thing

KOPI = thing(1, unique_id="var_kopi")


async def test_a_store_that_turns_nothing_on_tells_nothing(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s", meta=False, tiktok=False, snackvideo={})
    assert shop.tracking is None
    await fill_in(shop, KOPI)
    assert shop.orders.place()
    await settle(shop)
    assert till.count("checkout") == 1
    assert relays.sent == []
    assert not (tmp_path / "s" / "events").exists()


async def test_turned_off_nothing_is_told_and_nothing_stays(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s", purchase="paid")
    came_from_everywhere(shop)
    await fill_in(shop, KOPI)
    await buy(shop, till)
    relays.errors = {
        name: [Unreachable("dns", sent=False)] * 1000 for name in ("meta", "tiktok", "snackvideo")
    }
    tracking_of(shop).viewed(KOPI)
    assert list((tmp_path / "s/events/queue").iterdir())
    shop.allow_events(False)
    assert shop.tracking is None
    await settle(shop)
    assert not (tmp_path / "s" / "events").exists()
    told = len(relays.sent)
    await shop.cart.add(KOPI)
    till.orders = [order(payment_status="paid")]
    await shop.orders.fetch("rahasia1")
    await settle(shop)
    assert len(relays.sent) == told
    assert not (tmp_path / "s" / "events").exists()
    again, _till, _relays = open_telling(tmp_path / "s", relays)
    assert again.tracking is None  # it is remembered
    again.allow_events(True)
    tracking_of(again).viewed(KOPI)
    assert list((tmp_path / "s/events/queue").iterdir())
    await again.close()


async def test_a_run_with_events_off_removes_what_an_earlier_one_left(tmp_path: Path) -> None:
    shop, _till, _relays = open_telling(tmp_path / "s")
    came_from_everywhere(shop)
    tracking_of(shop).viewed(KOPI)
    await shop.close()
    assert (tmp_path / "s/events/attribution.json").exists()
    off, _till, relays = open_telling(tmp_path / "s", meta=False, tiktok=False, snackvideo={})
    off.resume_events()
    await settle(off)
    assert relays.sent == []
    assert not (tmp_path / "s" / "events").exists()


@pytest.mark.parametrize("forget", ["everything", "account"])
async def test_nothing_of_a_buyer_is_left_for_the_next_one(forget: str, tmp_path: Path) -> None:
    shop, _till, relays = open_telling(tmp_path / "s", purchase="paid")
    relays.hold = asyncio.Event()
    came_from_everywhere(shop)
    tracking = tracking_of(shop)
    tracking.viewed(KOPI)
    tracking.queue.wait_for("261120A", {"items": []})
    assert b"kwai-1" in on_disk(tmp_path)
    if forget == "everything":
        await shop.begin_again()
    else:
        shop.identity._forget()
        await settle(shop)
    assert not (tmp_path / "s" / "events").exists()
    assert relays.told == []
    now = tracking_of(shop)
    assert now.attribution.ids("snackvideo") == {}
    assert now.queue.entries() == []
    assert now.queue.arrived("261120A") is None
    await shop.close()


async def test_in_a_private_session_all_of_it_is_in_memory(tmp_path: Path) -> None:
    shop, till, relays = open_telling(purchase="paid")
    came_from_everywhere(shop)
    relays.errors = {"meta": [Unreachable("dns", sent=False)]}
    await fill_in(shop, KOPI)
    await buy(shop, till)
    till.orders = [order(payment_status="paid")]
    await shop.orders.fetch("rahasia1")
    await shop.orders.fetch("rahasia1")
    await all_told(shop)
    assert sorted(relays.events("meta")) == ["meta AddToCart", "meta InitiateCheckout", "meta Purchase"]
    assert tracking_of(shop).queue.entries() == []


async def test_whatever_breaks_in_counting_the_buyer_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, till, relays = open_telling()
    tracking = tracking_of(shop)

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(tracking, "_queue_up", broken)
    await fill_in(shop, KOPI)
    till.made = order()
    assert shop.orders.place()
    await settle(shop)
    assert shop.orders.attempt is not None
    assert shop.orders.attempt.state == "placed"
    assert isinstance(tracking.fault, RuntimeError)
    assert relays.sent == []
