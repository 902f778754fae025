"""What follows from someone signing in or out: carts that come together, and nothing left for the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from app.services.buy_again import Outcome
from app.services.shop import Shop
from tests.sandbox.signing_in import BAYU, SARI
from tests.served import served
from tests.services.buying import fill_in
from tests.services.customers import in_memory, on_disk, shop_at, sign_in, something
from tests.services.till import settle

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MERGE = "/cart/merge$"


def merge_state(shop: Shop) -> str:
    return shop.identity.merge.state


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Both the store's and ours; it stands."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


async def test_nothing_of_one_customer_is_left_for_the_next(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        await shop.account.load_profile()
        await shop.account.addresses.load()
        await shop.account.orders.load()
        assert shop.account.profile is not None
        assert shop.account.addresses.rows
        assert shop.account.orders.rows
        await shop.cart.add(await something(shop), 2)
        await fill_in(shop)
        shop.signing.email = SARI.email
        first = shop.account.orders.rows[0].secret_slug
        shop.notes.write(first, "Titip di pos satpam")
        shop.proofs.of(first)
        shop.again.outcomes[first] = Outcome()
        await settle(shop)
        address = shop.account.addresses.rows[0]
        marks = {
            SARI.email,
            SARI.password,
            "Titip di pos satpam",
            "Jl. Melati 5",
            "Budi Santoso",
            "budi@example.com",
        }
        marks |= {shop.account.profile.customer.name, address.address, address.name}
        marks |= {order.secret_slug for order in shop.account.orders.rows}
        before = in_memory(shop)
        assert marks - {SARI.password} <= before, marks - before

        await shop.auth.sign_out()
        await settle(shop)
        assert not marks & in_memory(shop)
        left = on_disk(tmp_path)
        assert [mark for mark in marks if mark.encode() in left] == []
        assert (shop.cart.count, shop.session.guest_token) == (0, None)

        await sign_in(shop, store, BAYU)
        await shop.account.addresses.load()
        assert not marks & in_memory(shop)
        assert (shop.cart.count, shop.account.addresses.rows) == (0, [])


async def test_the_next_customer_after_a_session_that_ended_finds_nothing_either(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with served(access_ttl=2) as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        await shop.cart.add(await something(shop), 2)
        await fill_in(shop)
        await settle(shop)
        store.sandbox.database.run("UPDATE token_families SET revoked = 1")
        clock.shift(3)
        await shop.account.load_profile()
        assert shop.identity.left_behind
        await sign_in(shop, store, BAYU)
        marks = {SARI.email, "Jl. Melati 5", "Budi Santoso", "budi@example.com"}
        assert not marks & in_memory(shop)
        left = on_disk(tmp_path)
        assert [mark for mark in marks if mark.encode() in left] == []
        assert shop.cart.count == 0


async def test_a_guest_instead_of_signing_in_again_begins_with_nothing(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        await shop.cart.add(await something(shop), 2)
        store.sandbox.database.run("UPDATE token_families SET revoked = 1")
        await shop.account.load_profile()
        await settle(shop)
        assert shop.identity.left_behind
        shop.identity.go_on_as_guest()
        assert (shop.cart.count, shop.identity.left_behind) == (0, False)


async def test_what_the_guest_chose_comes_along(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        for slug in ("lampu-bambu", "kopi-gayo"):
            await shop.cart.add(await something(shop, slug))
        await shop.auth.sign_out()
        await settle(shop)
        for slug, pieces in (("lampu-bambu", 1), ("kemeja-batik-parang", 2), ("wedang-uwuh", 1)):
            await shop.cart.add(await something(shop, slug), pieces)
        assert shop.cart.count == 4
        await sign_in(shop, store)
        assert merge_state(shop) == "done"
        assert (shop.cart.count, len(shop.cart.lines)) == (6, 4)
        assert shop.identity.merge.came_along == 4
        assert shop.session.guest_token is None
        named = {line.snapshot.name for line in shop.cart.lines if line.snapshot is not None}
        assert (
            len(named) == 3
        )  # what was chosen here; the fourth was chosen by one whose things are gone from here


async def test_a_merge_that_failed_keeps_both_and_can_be_run_again_even_after_a_restart(
    tmp_path: Path,
) -> None:
    async with served(read_timeout=0.3) as store:
        async with shop_at(store, tmp_path) as shop:
            await shop.cart.add(await something(shop), 2)
            store.server.arm("POST", MERGE, "s500_html", times=None)
            await sign_in(shop, store)
            assert merge_state(shop) == "failed"
            assert shop.session.guest_token is not None
        async with shop_at(store, tmp_path) as shop:
            assert shop.identity.merge.waiting
            await shop.identity.merge.run()
            assert merge_state(shop) == "failed"
            store.server.disarm()
            await shop.identity.merge.run()
            assert merge_state(shop) == "done"
            assert shop.cart.count == 2
            assert not shop.identity.merge.waiting
