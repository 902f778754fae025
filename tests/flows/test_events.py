"""What advertisers hear of a purchase, over a real socket: told once, behind the buyer's back, whatever becomes of it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.config import StoreConfig
from app.event_config import read_events
from app.links import Link, read_link
from app.sandbox import control, relayed
from app.services.shop import Shop
from app.session import Session
from tests.contract.checker import check_request
from tests.faults import Fault
from tests.flows import keyboard as hands
from tests.flows.test_once import folder_session
from tests.pilot import start_shop
from tests.served import Served, served
from tests.services.buying import fill_in, something
from tests.services.customers import on_disk
from tests.services.telling import PAGE, time_flies, tracking_of
from tests.terminal import ROOT, home

RELAY = "/analytics/"
NAMES = {"ViewContent": "LIHAT", "AddToCart": "KERANJANG", "InitiateCheckout": "KASIR", "Purchase": "BELI"}
CLICK = "?fbclid=IwAR0abc&ttclid=E.C.P.tik&click_id=kwai-1"


def telling(store: Served, **raw: Any) -> StoreConfig:
    """The store with all its advertisers on."""
    on = {"meta": True, "tiktok": True, "snackvideo": NAMES, "page": PAGE, **raw}
    return replace(store.config, pages=PAGE, events=read_events(on, "test"))


def told(store: Served, relay: str) -> list[str]:
    """The names of the events a relay has taken, in order."""
    bodies = [one.body for one in relayed.received(store.sandbox, relay)]
    return [event.get("event_name") or event["event"] for body in bodies for event in body["events"]]


def hold_to_the_contract(store: Served) -> None:
    for one in store.server.seen("POST", RELAY):
        check_request(one.method, one.path, one.headers, one.body)


async def test_a_buyer_who_came_by_an_advertisement(tmp_path: Path) -> None:
    async with served() as store:
        config = telling(store, purchase="paid")
        async with start_shop(store=config, session=folder_session(tmp_path)) as buyer:
            link = read_link(f"{PAGE}/products/kopi-gayo{CLICK}", ["toko.example"])
            assert isinstance(link, Link)
            buyer.app.follow_link(link)
            await buyer.on_screen("ProductScreen")
            await buyer.until(lambda: told(store, "meta") == ["ViewContent"], "the visit told")
            hands.burst(buyer, "r", "right", "down", "right")
            await hands.add(buyer, 1)
            await hands.to_the_checkout(buyer)
            await hands.introduce(buyer)
            await hands.deliver(buyer)
            await hands.take(buyer, "couriers", "")
            await hands.take(buyer, "methods", "qris")
            await hands.order(buyer)
            before = ["ViewContent", "AddToCart", "InitiateCheckout"]
            await buyer.until(
                lambda: told(store, "snackvideo") == ["LIHAT", "KERANJANG", "KASIR"], "the rest"
            )
            assert told(store, "meta") == told(store, "tiktok") == before
            [placed] = buyer.shop.orders.placed
            assert control.mark_paid(store.sandbox, placed.secret_slug)
            hands.burst(buyer, "r")
            await buyer.reads("Paid. Thank you!")
            await buyer.until(lambda: told(store, "snackvideo")[3:] == ["BELI"], "the purchase told")
            assert told(store, "meta") == [*before, "Purchase"]
            assert told(store, "tiktok") == [*before, "CompletePayment"]
            last = relayed.received(store.sandbox, "meta")[-1].body
            assert last["events"][0]["event_id"] == f"{placed.order_id}-Purchase-FORM"
            assert last["events"][0]["parameters"]["value"] == placed.total
            assert last["user_data"]["fbc"].endswith(".IwAR0abc")
            assert {one.body["user"]["ttclid"] for one in relayed.received(store.sandbox, "tiktok")} == {
                "E.C.P.tik"
            }
            assert tracking_of(buyer.shop).queue.entries() == []
        hold_to_the_contract(store)
        # The same shop tomorrow, and a buyer who has had enough of it.
        async with start_shop(store=config, session=folder_session(tmp_path)) as buyer:
            await buyer.until(lambda: not buyer.shop.catalog.busy, "the shop window at rest")
            buyer.app.action_open_settings()
            await buyer.on_screen("SettingsScreen")
            buyer.shop.allow_events(False)
            buyer.app.action_go_home()
            sent = store.server.count("POST", RELAY)
            await hands.look_at(buyer, "gayo", "kopi-gayo")
            await hands.add(buyer, 1)
            assert store.server.count("POST", RELAY) == sent
            assert b"IwAR0abc" not in on_disk(tmp_path)


@asynccontextmanager
async def shop_at(config: StoreConfig, folder: Path, waits: list[float]) -> AsyncIterator[Shop]:
    session = Session(folder / "state", folder / "settings.json")
    session.load()
    shop = Shop(config, session, on_wait=waits.append)
    shop.restore()
    try:
        yield shop
    finally:
        await shop.close()


FAULTS: list[Fault] = ["timeout", "hold", "reset", "cut", "s500_html", "s502", "s429_text", "s422", "html"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_dead_relay_changes_nothing_for_the_buyer(fault: Fault, tmp_path: Path) -> None:
    waits: list[float] = []
    async with served() as store:
        store.server.arm("POST", RELAY, fault, None)
        config = telling(store)
        async with shop_at(config, tmp_path, waits) as shop:
            tracking = tracking_of(shop)
            tracking.attribution.take(CLICK.removeprefix("?"), ("meta", "tiktok", "snackvideo"))
            what = await something(shop)
            tracking.viewed(what)
            await shop.cart.add(what)
            assert shop.orders.own.rows == []
            await order_at_last(shop, store)
            await store.server.received("POST", RELAY)
            [placed] = shop.orders.placed
            asked = Counter(call for call in store.calls() if RELAY not in call)
        assert waits == []
        hold_to_the_contract(store)
        # Nothing but what a buyer of a store without advertisers asks.
        async with shop_at(store.config, tmp_path / "other", waits) as quiet:
            before = len(store.calls())
            what = await something(quiet)
            await quiet.cart.add(what)
            await order_at_last(quiet, store)
            assert Counter(store.calls()[before:]) == asked
        # The relay is well again at the next start.
        store.server.disarm()
        store.server.release()
        async with shop_at(config, tmp_path, waits) as shop:
            clock = time_flies(tracking_of(shop))
            shop.resume_events()
            while shop._tasks:
                await asyncio.wait(tuple(shop._tasks))
            assert clock.slept == []
        for relay, name in (("meta", "Purchase"), ("tiktok", "CompletePayment"), ("snackvideo", "BELI")):
            given_up = fault in ("s422", "html")  # a no; or a yes of a store that kept nothing
            times = told(store, relay).count(name)
            assert times == 1 or (given_up and times == 0)
            bodies = [one.json() for one in store.server.seen("POST", f"/{relay}/events")]
            if relay != "snackvideo" and fault not in ("s500_html", "s502", "s429_text"):
                ids = [body["events"][0]["event_id"] for body in bodies]
                assert len(ids) == len(set(ids))
            if relay == "meta" and not given_up:
                assert bodies[-1]["events"][0]["event_id"] == f"{placed.order_id}-Purchase-FORM"


async def order_at_last(shop: Shop, store: Served) -> None:
    """Order one thing directly. Nothing of it waits for a relay: one that never answers would hold it up for good."""
    checkout = shop.checkout
    await fill_in(shop)
    checkout.begin_direct(await something(shop), 1)
    await checkout.load()
    checkout.set_courier(checkout.options[0])
    checkout.set_method("qris")
    await checkout.load()
    assert checkout.missing() == []
    before, orders = store.server.count("POST", "/public/checkout$"), shop.orders
    assert orders.place()
    while orders.attempt is None or orders.attempt.state == "submitting":
        await asyncio.sleep(0.001)
    assert orders.attempt.state == "placed"
    assert store.server.count("POST", "/public/checkout$") == before + 1


KILLED = """
import asyncio, sys
from pathlib import Path
from app.config import StoreConfig
from app.event_config import EventConfig
from app.records import LineSnapshot
from app.services.shop import Shop
from app.session import Session

async def run():
    base, store_id, key, folder = sys.argv[1:]
    session = Session(Path(folder) / "state", None)
    session.load()
    shop = Shop(StoreConfig("toko", base_url=base, store_id=store_id, api_key=key, events=EventConfig(meta=True)), session)
    for name in ("satu", "dua"):
        shop.tracking.viewed(LineSnapshot("variant", 1, "Kopi", unique_id=name))
    await asyncio.Event().wait()

asyncio.run(run())
"""


OFF = """
import asyncio, sys
from app.config import StoreConfig, load_store
from app.records import LineSnapshot
from app.services.shop import Shop
from app.session import Session

OURS = ("app.attribution", "app.event_config", "app.api.analytics", "app.services.tracking")

async def run(store):
    shop = Shop(store, Session(None, None))
    shop.restore()
    shop.resume_events()
    shop.checkout, shop.orders
    shop.count(lambda tracking: tracking.viewed(LineSnapshot("variant", 1, "Kopi")))
    await shop.close()

environ = {"SCALEV_STORE_UNIQUE_ID": "store_a", "SCALEV_STOREFRONT_API_KEY": "sfpk_a"}
for store in (load_store(None, {}), load_store(None, environ)):
    asyncio.run(run(store))
    print([name for name in sys.modules if name.startswith(OURS)])
off = load_store(None, environ | {"SCALEV_EVENTS": "meta", "DO_NOT_TRACK": "1"})
asyncio.run(run(off))
print([name for name in sys.modules if name.startswith(OURS[2:])])
on = Shop(load_store(None, environ | {"SCALEV_EVENTS": "meta"}), Session(None, None))
on.restore()
print([name for name in sys.modules if name.startswith(OURS[2:])])
"""


async def test_where_it_is_off_none_of_it_is_imported_and_where_it_is_on_not_for_the_first_frame(
    tmp_path: Path,
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OFF, cwd=ROOT, env=home(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert output.decode().split() == ["[]"] * 4


async def test_killed_while_a_relay_takes_its_time(tmp_path: Path) -> None:
    async with served() as store:
        store.server.arm("POST", RELAY, "hold")
        config = telling(store, tiktok=False, snackvideo={})
        arguments = (config.base_url, config.store_id, config.api_key, str(tmp_path))
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, *arguments, cwd=ROOT)
        try:
            await store.server.received("POST", RELAY)
            # Another window is there, and leaves the sending to the one that lives.
            async with shop_at(config, tmp_path, []) as other:
                other.resume_events()
                await asyncio.sleep(0)
            assert store.server.count("POST", RELAY) == 1
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()
        async with shop_at(config, tmp_path, []) as shop:
            shop.resume_events()
            while shop._tasks:
                await asyncio.wait(tuple(shop._tasks))
        # The one on its way may have arrived; the one behind it has not been told yet.
        sent = [one.json()["variants"][0]["variant_unique_id"] for one in store.server.seen("POST", RELAY)]
        assert sent == ["satu", "dua"]
