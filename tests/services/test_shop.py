"""One shop: one client, made when first needed; writes that are let end, reads that are not waited for."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest

from app.api.errors import Unreachable
from app.config import StoreConfig
from app.services.placing import PlacingLock
from app.services.shop import Shop
from app.session import Session


async def test_one_client_for_all_who_ask_at_once() -> None:
    shop = Shop(StoreConfig("demo"), Session(None, None))
    clients = await asyncio.gather(*(shop.client() for _ in range(5)))
    assert len({id(client) for client in clients}) == 1
    await shop.close()


async def test_a_client_that_cannot_be_made_is_a_store_out_of_reach_until_the_next_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(*_args: object, **_kwargs: object) -> None:
        raise OSError("no")

    shop = Shop(StoreConfig("demo"), Session(None, None))
    with monkeypatch.context() as patch:
        patch.setattr("app.services.connect.connect", broken)
        with pytest.raises(Unreachable) as failed:
            await shop.client()
    assert not failed.value.sent
    assert await shop.client()
    await shop.close()


async def test_closing_lets_writes_end_and_drops_reads() -> None:
    shop = Shop(StoreConfig("demo"), Session(None, None))
    gate = asyncio.Event()
    ended: list[str] = []

    async def write() -> None:
        await gate.wait()
        ended.append("write")

    async def read() -> None:
        await asyncio.Event().wait()

    shop.spawn(write, "write")
    reading = shop.spawn(read, "read", wait=False)
    closing = asyncio.ensure_future(shop.close())
    while not reading.done():
        await asyncio.sleep(0)
    assert reading.cancelled()
    assert not closing.done()
    gate.set()
    await closing
    assert ended == ["write"]


async def test_closing_does_not_wait_for_a_write_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.shop.WRITES_MAY_TAKE", 0)
    shop = Shop(StoreConfig("demo"), Session(None, None))
    stuck = shop.spawn(asyncio.Event().wait, "stuck")
    await asyncio.sleep(0)
    await shop.close()
    assert stuck.cancelled()


async def test_what_a_closing_shop_stops_has_given_its_lock_back_by_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.services.shop.LAST_WORDS_MAY_TAKE", 0)
    shop, lock = Shop(StoreConfig("demo"), Session(None, None)), PlacingLock(tmp_path, "some.lock")

    async def read() -> None:
        assert lock.take()
        try:
            await asyncio.Event().wait()
        finally:
            for _turn in range(50):
                await asyncio.sleep(0)
            lock.release()

    shop.spawn(read, "read", wait=False)
    while not lock.held:
        await asyncio.sleep(0)
    await shop.close()
    assert PlacingLock(tmp_path, "some.lock").take()


async def test_closing_does_not_wait_forever_for_what_will_not_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.shop.WRITES_MAY_TAKE", 0)
    monkeypatch.setattr("app.services.shop.LAST_WORDS_MAY_TAKE", 0)
    shop, may_end = Shop(StoreConfig("demo"), Session(None, None)), asyncio.Event()

    async def read() -> None:
        while not may_end.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await may_end.wait()

    deaf = shop.spawn(read, "deaf", wait=False)
    await asyncio.sleep(0)
    await shop.close()
    assert not deaf.done()
    may_end.set()
    await deaf


@pytest.mark.parametrize("wait", [False, True], ids=["while it is made", "just after"])
async def test_a_client_nobody_waits_for_any_more_is_closed_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wait: bool
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    shop = Shop(StoreConfig("demo"), Session(tmp_path / "state", None))
    asking = asyncio.ensure_future(shop.client())
    while shop._connecting is None:
        await asyncio.sleep(0)
    asking.cancel()
    if wait:
        await asyncio.wait((shop._connecting,))
    await shop.close()
    # The demo store's file stands alone: what SQLite keeps beside it while it is open is gone.
    assert [file.name for file in tmp_path.rglob("*.sqlite*")] == ["demo.sqlite"]


async def test_the_next_buyer_has_services_of_their_own_and_screens_go_on_watching() -> None:
    shop = Shop(StoreConfig("demo"), Session(None, None))
    seen: list[str] = []
    shop.cart.changed.subscribe(lambda: seen.append("screen"))
    before = shop.checkout
    await shop.begin_again()
    assert shop.checkout is not before
    listeners = shop.cart.changed._listeners
    assert not any(getattr(one, "__self__", None) is before for one in listeners)
    assert any(getattr(one, "__self__", None) is shop.checkout for one in listeners)
    seen.clear()
    shop.cart.changed.emit()
    assert seen == ["screen"]
    await shop.close()


FROM_THE_START = {"auth", "identity", "catalog", "cart", "orders"}


async def test_a_service_is_made_when_it_is_asked_for_and_never_to_be_told_that_all_is_over() -> None:
    shop = Shop(StoreConfig("toko"), Session(None, None))
    shop.restore()
    assert set(shop.made()) <= FROM_THE_START
    notes = shop.notes
    assert shop.notes is notes
    assert set(shop.made()) - FROM_THE_START == {"notes"}
    heard: list[object] = []
    notes.changed.subscribe(lambda: heard.append(shop.notes))
    await shop.begin_again()
    assert set(shop.made()) - FROM_THE_START == {"notes"}
    assert shop.notes is not notes
    assert heard == [shop.notes]
    await shop.close()
    assert set(shop.made()) - FROM_THE_START == {"notes"}


async def test_who_leaves_is_forgotten_by_every_service_there_is_and_no_other_is_made_for_it() -> None:
    shop = Shop(StoreConfig("toko"), Session(None, None))
    told: list[str] = []

    class Kept:
        def forget(self) -> None:
            told.append("forget")

        def begin_again(self) -> None:
            told.append("begin again")

        def close(self) -> None:
            told.append("close")

    vars(shop)["proofs"] = Kept()
    shop.identity._login, shop.auth.ended = "sari", False
    shop.auth.changed.emit()
    assert told == ["forget", "begin again"]
    shop.identity._login, shop.auth.ended = "sari", True
    shop.auth.changed.emit()
    assert told == ["forget", "begin again", "forget"]
    await shop.close()
    assert told[-1] == "close"
    assert set(shop.made()) <= {*FROM_THE_START, "proofs"}
