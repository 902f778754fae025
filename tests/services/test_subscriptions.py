"""Subscriptions over a real socket: lists, changes sent once, answers that are lost, and nothing left of who leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.api.errors import BrokenReply, Conflict, NotFound, RateLimited, ServerFault, ShopError, SignedOut
from app.api.models.subscription import Subscription, VariantOption
from app.api.subscriptions import SubscriptionClient
from app.sandbox import accounts
from app.sandbox import subscriptions as made
from app.services.shop import Shop
from app.services.subscription_change import Change, happened, may_cancel, may_resume, may_step
from tests.faults import Fault
from tests.sandbox.signing_in import SARI
from tests.served import Served, served
from tests.services.customers import in_memory, shop_at, sign_in
from tests.services.till import settle

SUBS = "/customers/me/subscriptions"
WRITES = "/(cancel|resume|upgrade|downgrade)$"


@pytest.fixture
async def store() -> AsyncIterator[Served]:
    async with served(otp="never") as store:
        yield store


@pytest.fixture
async def shop(store: Served) -> AsyncIterator[Shop]:
    async with shop_at(store, None) as shop:
        await sign_in(shop, store)
        store.server.requests.clear()
        yield shop


async def running(shop: Shop) -> Subscription:
    """Sari's subscription that does not end; read alone."""
    listed = shop.subscriptions.listed()
    await listed.load()
    row = next(one for one in listed.rows if may_cancel(one))
    return await shop.subscriptions.fetch(row.id)


async def dearer(shop: Shop, subscription: Subscription) -> tuple[str, VariantOption]:
    item = subscription.subscription_items[0].id
    return item, (await shop.subscriptions.options("upgrade", item))[0]


def fill(store: Served, count: int) -> None:
    """So many more, not active yet."""
    sari = accounts.by_email(store.sandbox, SARI.email)
    assert sari is not None
    variant = made.all_of(store.sandbox, sari)[0]["items"][0]["variant_id"]
    for _number in range(count):
        item = made.item_of(store.sandbox, store.sandbox.new_token(), variant)
        made.insert(store.sandbox, sari.id, made.new(store.sandbox, ("month", 1), [item]))


def change_of(shop: Shop, subscription: Subscription) -> tuple[str, str]:
    """How far the last change is, and what went wrong."""
    change = shop.subscriptions.changes[subscription.id]
    return change.state, change.error.code if change.error is not None else ""


# Reading


async def test_lists_by_state_come_page_by_page(store: Served, shop: Shop) -> None:
    fill(store, 30)
    every, waiting = shop.subscriptions.listed(), shop.subscriptions.listed("unactivated")
    await every.load()
    assert (len(every.rows), every.state) == (25, "partial")
    await every.more()
    assert (len({row.id for row in every.rows}), every.state) == (34, "whole")
    await waiting.load()
    await waiting.more()
    assert (len(waiting.rows), waiting.state) == (30, "whole")
    queries = [one.query for one in store.server.seen("GET", f"{SUBS}$")]
    assert queries[0] == "page_size=25"
    assert queries[1].startswith("page_size=25&next_cursor=")
    assert queries[2] == "page_size=25&status=unactivated"
    assert queries[3].startswith("page_size=25&status=unactivated&next_cursor=")


async def test_a_page_that_fails_is_asked_for_again_from_where_it_was(store: Served, shop: Shop) -> None:
    fill(store, 30)
    every = shop.subscriptions.listed()
    await every.load()
    store.server.arm("GET", f"{SUBS}$", "s500_html", times=None)
    await every.more()
    assert (len(every.rows), every.state, type(every.error)) == (25, "failed", ServerFault)
    store.server.disarm()
    await every.load()
    assert (len({row.id for row in every.rows}), every.state) == (34, "whole")


async def test_what_is_known_of_one_is_there_before_it_is_read_alone(shop: Shop) -> None:
    await shop.subscriptions.listed().load()
    row = shop.subscriptions.listed().rows[0]
    assert shop.subscriptions.find(row.id) is row and shop.subscriptions.find("nothing") is None
    assert row.latest_renewal_invoice is None
    one = await shop.subscriptions.fetch(row.id)
    assert one.latest_renewal_invoice is not None and one.latest_renewal_invoice.amount == 79000
    assert shop.subscriptions.find(row.id) is one
    assert row.subscription_items[0].each == one.subscription_items[0].each == 79000


async def test_one_that_is_gone(shop: Shop) -> None:
    with pytest.raises(NotFound):
        await shop.subscriptions.fetch("01a07a09-0000-0000-0000-000000000000")


async def test_an_order_of_a_subscription_is_found_by_its_id(shop: Shop) -> None:
    one = await running(shop)
    slug = await shop.subscriptions.order_slug(str(one.order_id))
    assert shop.orders.known[slug].orderlines[0].product_name == "Langganan Kopi Bulanan"


# What may be asked for


def of(status: str = "active", ends: bool = False, **item: Any) -> Subscription:
    line = {"id": "i", "status": "active"} | item
    body = {"id": "s", "status": status, "is_cancel_at_period_end": ends, "subscription_items": [line]}
    return Subscription.model_validate(body)


@pytest.mark.parametrize(
    ("subscription", "cancel", "resume", "step"),
    [
        (of(), True, False, True),
        (of(ends=True), False, True, False),
        (of("unactivated"), False, False, False),
        (of("canceled", ends=True), False, False, False),
        (of("expired"), False, False, False),
        (of("on_hold"), False, False, False),
        (of(is_cancel_at_period_end=True), True, False, False),
        (of(id="j", quantity=1), True, False, True),
    ],
)
def test_what_may_be_asked_for(subscription: Subscription, cancel: bool, resume: bool, step: bool) -> None:
    assert may_cancel(subscription) == cancel
    assert may_resume(subscription) == resume
    assert may_step(subscription, subscription.subscription_items[0]) == step


@pytest.mark.parametrize("status", ["pending_upgrade", "pending_downgrade", "canceled", "failed", ""])
def test_an_item_that_is_not_active_is_not_changed(status: str) -> None:
    subscription = Subscription.model_validate(
        {"id": "s", "status": "active", "subscription_items": [{"id": "i", "status": status}]}
    )
    assert not may_step(subscription, subscription.subscription_items[0])


TO = VariantOption.model_validate({"id": 9, "name": "500 g"})


def stepped(now: Subscription, before: Subscription | None = None) -> bool:
    return happened(Change("upgrade", "i", TO, before or of(variant_id=1)), now)


def test_a_step_is_seen_by_what_waits_or_by_what_the_item_is_of() -> None:
    pending = {"id": "a", "action_type": "upgrade", "status": "scheduled"}
    assert not stepped(of(variant_id=1))
    assert stepped(of(variant_id=9))
    assert stepped(of(variant={"id": 9}))
    assert stepped(of(variant_id=1, pending_action=pending))
    assert not stepped(of(variant_id=1, pending_action=pending | {"action_type": "downgrade"}))
    assert not stepped(of(variant_id=1, pending_action=pending | {"status": "failed"}))
    waiting = of(variant_id=1, pending_action=pending)
    assert not stepped(waiting, before=waiting)
    assert stepped(of(variant_id=1, pending_action=pending | {"id": "b"}), before=waiting)
    assert stepped(of(id="j", variant_id=9)) and not stepped(of(id="j", variant_id=2))


# Changing


async def test_cancel_and_resume_and_the_lists_follow(store: Served, shop: Shop) -> None:
    one, service = await running(shop), shop.subscriptions
    assert service.cancel(one.id)
    assert not service.cancel(one.id) and not service.resume(one.id) and service.inert(one.id)
    await settle(shop)
    assert change_of(shop, one) == ("done", "")
    now = service.find(one.id)
    assert now is not None and now.is_cancel_at_period_end and may_resume(now)
    assert next(row for row in service.listed().rows if row.id == one.id) is now
    assert service.resume(one.id)
    await settle(shop)
    assert change_of(shop, one) == ("done", "")
    assert may_cancel(service.known[one.id])
    assert [call for call in store.calls() if call.startswith("POST")] == [
        f"POST /me/subscriptions/{one.id}/{kind}" for kind in ("cancel", "resume")
    ]
    service.read(one.id)
    assert one.id not in service.changes


async def test_an_item_changes_to_one_that_is_offered(store: Served, shop: Shop) -> None:
    one, service = await running(shop), shop.subscriptions
    item, option = await dearer(shop, one)
    assert option.price == 165000
    for _press in range(3):
        service.step(one.id, "upgrade", item, option)
    await settle(shop)
    [sent] = store.server.seen("POST", WRITES)
    assert json.loads(sent.body) == {"variant_id": option.id}
    assert change_of(shop, one) == ("done", "")
    pending = service.known[one.id].subscription_items[0].pending
    assert pending is not None and pending.action_type == "upgrade"
    assert service.offered[option.id] == option


async def test_one_that_leaves_a_state_leaves_its_list(shop: Shop) -> None:
    active = shop.subscriptions.listed("active")
    await active.load()
    one = active.rows[0]
    shop.subscriptions._learned(one.model_copy(update={"status": "canceled"}))
    assert one.id not in {row.id for row in active.rows}


LOST: list[Fault] = ["reset", "timeout", "s500_html", "cut_json", "nulls", "html"]


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "lost"])
async def test_a_lost_answer_is_looked_up_and_nothing_is_sent_twice(
    store: Served, shop: Shop, arrived: bool
) -> None:
    one, service = await running(shop), shop.subscriptions
    item, option = await dearer(shop, one)
    wire = (await shop.client()).wire
    wire._timeouts = type(wire._timeouts)(connect=5.0, read=0.3)
    sari = accounts.by_email(store.sandbox, SARI.email)
    assert sari is not None
    for fault in LOST:
        if not arrived and fault in ("cut_json", "nulls"):
            continue  # those spoil the answer to what has happened
        with made.changing(store.sandbox, sari, one.id) as record:
            record["items"][0]["change"] = None
        await service.fetch(one.id)
        store.server.requests.clear()
        store.server.arm("POST", WRITES, fault, processed=arrived)
        assert service.step(one.id, "upgrade", item, option)
        await settle(shop)
        assert change_of(shop, one) == ("done" if arrived else "not_done", ""), fault
        assert [one.method for one in store.server.requests] == ["POST", "GET"], fault
        assert not service.inert(one.id)


async def test_what_cannot_be_looked_up_stays_unknown_and_asks_for_nothing(store: Served, shop: Shop) -> None:
    one, service = await running(shop), shop.subscriptions
    store.server.arm("POST", WRITES, "reset", processed=True)
    store.server.arm("GET", f"{SUBS}/", "s500_html", times=None)
    assert service.cancel(one.id)
    await settle(shop)
    assert change_of(shop, one) == ("unknown", "server")
    assert service.inert(one.id) and not service.resume(one.id) and not service.cancel(one.id)
    service.read(one.id)
    with pytest.raises(ServerFault):
        await service.fetch(one.id)
    assert change_of(shop, one) == ("unknown", "server")
    store.server.disarm()
    await service.fetch(one.id)
    assert change_of(shop, one) == ("done", "")
    assert store.server.count("POST", WRITES) == 1 and service.resume(one.id)


@pytest.mark.parametrize(
    ("fault", "kind", "looked"),
    [("s429_text", RateLimited, 0), ("s403", ShopError, 0), ("s409", Conflict, 1), ("s404", Conflict, 1)],
)
async def test_what_the_store_does_not_take_is_said_and_may_be_asked_again(
    store: Served, shop: Shop, fault: Fault, kind: type[ShopError], looked: int
) -> None:
    one, service = await running(shop), shop.subscriptions
    store.server.reset_after = 0.0
    store.server.requests.clear()
    store.server.arm("POST", WRITES, fault)
    assert service.cancel(one.id)
    await settle(shop)
    change = service.changes[one.id]
    assert change.state == "failed" and isinstance(change.error, kind)
    assert store.server.count("GET", f"{SUBS}/") == looked
    assert service.cancel(one.id)
    await settle(shop)
    assert change_of(shop, one) == ("done", "")


async def test_an_answer_about_another_subscription_is_none(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await running(shop)
    other = next(row for row in shop.subscriptions.listed().rows if row.id != one.id)

    async def wrong(_self: object, _id: str) -> Subscription:
        return other

    monkeypatch.setattr(SubscriptionClient, "cancel", wrong)
    assert shop.subscriptions.cancel(one.id)
    await settle(shop)
    assert change_of(shop, one) == ("not_done", "")


async def test_a_yes_that_changed_nothing_is_not_believed(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await running(shop)
    monkeypatch.setattr(SubscriptionClient, "cancel", SubscriptionClient.subscription)
    assert shop.subscriptions.cancel(one.id)
    await settle(shop)
    assert change_of(shop, one) == ("not_done", "")


async def test_what_was_asked_before_a_change_is_old(store: Served, shop: Shop) -> None:
    one, service = await running(shop), shop.subscriptions
    store.server.arm("GET", f"{SUBS}/", "hold")
    reading = asyncio.ensure_future(service.fetch(one.id))
    await store.server.received("GET", f"{SUBS}/", 2)
    assert service.cancel(one.id)
    await store.server.received("POST", WRITES)
    async with asyncio.timeout(10):
        while service.inert(one.id):
            await asyncio.sleep(0)
    assert service.known[one.id].is_cancel_at_period_end
    service.known[one.id] = service.known[one.id].model_copy(update={"status": "seen"})
    store.server.release()
    await reading
    assert service.known[one.id].status == "seen"


async def test_options_of_which_none_can_be_chosen_are_no_answer(store: Served, shop: Shop) -> None:
    one = await running(shop)
    store.server.arm("GET", "/upgrade$", "nulls")
    with pytest.raises(BrokenReply):
        await shop.subscriptions.options("upgrade", one.subscription_items[0].id)


# Leaving


async def test_nothing_is_left_of_who_signs_out(store: Served, shop: Shop) -> None:
    one, service = await running(shop), shop.subscriptions
    await dearer(shop, one)
    service.cancel(one.id)
    await settle(shop)
    assert "Langganan Kopi Bulanan" in in_memory(service)
    await shop.auth.sign_out()
    await settle(shop)
    assert not any("Langganan" in text or text == one.id for text in in_memory(service))
    assert not service.known and not service.changes and not service.offered and not service._lists
    with pytest.raises(SignedOut):
        await service.fetch(one.id)


async def test_an_answer_that_comes_after_its_customer_left_is_nobodys(store: Served, shop: Shop) -> None:
    one, service = await running(shop), shop.subscriptions
    store.server.arm("POST", WRITES, "hold")
    service.cancel(one.id)
    await store.server.received("POST", WRITES)
    await shop.auth.sign_out()
    store.server.release()
    await settle(shop)
    assert not service.known and not service.changes
