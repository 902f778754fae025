"""The subscriptions the first customer of the demo store has: one that runs, one about to end, two that are over."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from app.sandbox import subscriptions

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

SLUG = "langganan-kopi"
RUNNING = "350 g sebulan / Biji utuh"
ENDING = "200 g sebulan / Bubuk halus"
_STOPPED = "200 g sebulan / Biji utuh"
_OLD = "500 g sebulan / Bubuk kasar"
RUNNING_DAYS, ENDING_DAYS = 128, 75
"""So long ago those two were ordered."""
_TERMS = ("month", 1)


def subscribe(sandbox: Sandbox, customer: Customer, now: datetime, chance: Random) -> None:
    """Those with an order came with it; the rest is older than the orders the store has kept."""
    old, stopped, ending = (sandbox.catalogue.named(SLUG, name) for name in (_OLD, _STOPPED, ENDING))
    if old is None or stopped is None or ending is None:
        return
    with sandbox.as_of(now - timedelta(days=168), chance):
        # What was taken over from another system has no dates.
        record = subscriptions.new(
            sandbox, _TERMS, [subscriptions.item_of(sandbox, sandbox.new_token(), old)]
        )
        subscriptions.insert(sandbox, customer.id, record | {"status": "expired"})
    with sandbox.as_of(now - timedelta(days=160), chance):
        record = subscriptions.new(
            sandbox, _TERMS, [subscriptions.item_of(sandbox, sandbox.new_token(), stopped, 2)]
        )
        record |= {"number": "SUB-00017", "stops": True}
        subscriptions.activate(record, sandbox.now())
        subscriptions.insert(sandbox, customer.id, record)
    with sandbox.as_of(now - timedelta(days=4), chance):
        for record in subscriptions.all_of(sandbox, customer):
            if record["status"] == "active" and record["items"][0]["variant_id"] == ending:
                with subscriptions.changing(sandbox, customer, record["id"]) as changed:
                    subscriptions.cancel(sandbox, changed)
