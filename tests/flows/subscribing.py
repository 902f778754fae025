"""A customer at their subscriptions: one that runs (350 g, with more and with less beside it), one that ends."""

from __future__ import annotations

from app.sandbox import accounts
from app.sandbox import subscriptions as made
from app.sandbox.state import Sandbox
from tests.flows.keyboard import burst
from tests.pilot import Buyer
from tests.sandbox.signing_in import SARI
from widgets.subscription_list import SubscriptionList

SUBS = "/customers/me/subscriptions"
ITEMS = "/customers/me/subscription-items"


async def to_the_list(buyer: Buyer) -> SubscriptionList:
    """By keys, from anywhere; signed in already."""
    burst(buyer, "u")
    await buyer.on_screen("AccountScreen")
    burst(buyer, "s")
    await buyer.on_screen("SubscriptionsScreen")
    rows = buyer.screen.query_one(SubscriptionList)
    await buyer.until(lambda: rows.rows and not buyer.shop._tasks, "the subscriptions")
    return rows


async def open_one(buyer: Buyer, *, ends: bool) -> str:
    """From the list to the one that ends, or to that which runs; gives its id."""
    rows = buyer.screen.query_one(SubscriptionList)
    at = next(
        index
        for index, one in enumerate(rows.rows)
        if one.status == "active" and one.is_cancel_at_period_end == ends
    )
    burst(buyer, "home", *["down"] * at, "enter")
    await buyer.on_screen("SubscriptionScreen")
    await buyer.until(lambda: not any(worker.is_running for worker in buyer.app.workers), "the subscription")
    await buyer.reads("LATEST INVOICE" if buyer.app.size.width >= 70 else "active")
    return rows.rows[at].id


def as_it_was(sandbox: Sandbox, subscription_id: str, *, ends: bool = False) -> None:
    """Nothing has been asked for about it, or that it ends."""
    sari = accounts.by_email(sandbox, SARI.email)
    assert sari is not None
    with made.changing(sandbox, sari, subscription_id) as record:
        record["stops"] = ends
        for item in record["items"]:
            item["change"] = None


def fill(sandbox: Sandbox, count: int) -> None:
    """So many more, not active yet."""
    sari = accounts.by_email(sandbox, SARI.email)
    assert sari is not None
    variant = made.all_of(sandbox, sari)[0]["items"][0]["variant_id"]
    for _number in range(count):
        item = made.item_of(sandbox, sandbox.new_token(), variant)
        made.insert(sandbox, sari.id, made.new(sandbox, ("month", 1), [item]))
