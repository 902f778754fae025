"""Subscriptions of customers: begun by a paid order, renewed by time, changed when a period ends (NOTES section 12)."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from app.sandbox import orders
from app.sandbox.bodies import Invalid, Unknown
from app.sandbox.orders import stamp

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

Record = dict[str, Any]
"""A subscription as stored: JSON types only, moments as ISO 8601 text in UTC."""

STATUSES = ("unactivated", "active", "canceled", "expired", "failed")
UPGRADE, DOWNGRADE = "upgrade", "downgrade"
_PENDING = {UPGRADE: "pending_upgrade", DOWNGRADE: "pending_downgrade"}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def begin(sandbox: Sandbox, customer_id: int, order: orders.Record) -> None:
    """What an order holds of things that recur waits for its payment from now on."""
    items, terms = [], None
    for line, facts in enumerate(order["line_facts"]):
        found = None if facts["variant"] is None else sandbox.catalogue.variant(facts["variant"])
        if found is None or found[1].get("pricing_type") != "recurring":
            continue
        terms = terms or (found[1]["interval"], found[1]["interval_count"])
        items.append(_item(sandbox, order, line, facts["variant"]))
    if terms is not None:
        insert(sandbox, customer_id, new(sandbox, terms, items, order))


def new(
    sandbox: Sandbox, terms: tuple[str, int], items: list[Record], order: orders.Record | None = None
) -> Record:
    """A subscription that has not begun; `terms`: interval and how many of it a period has."""
    now = stamp(sandbox.now())
    return {
        "id": sandbox.new_order_uuid(),
        "order_slug": order and order["secret_slug"],
        "order_id": order and order["id"],
        "number": order and f"SUB-{order['order_id']}",
        "status": "unactivated",
        "interval": terms[0],
        "interval_count": terms[1],
        "items": items,
        "activated": None,
        "period": 0,
        "starts": None,
        "ends": None,
        "stops": False,
        "lapses": False,
        "canceled": None,
        "expired": None,
        "invoice": None,
        "inserted": now,
        "updated": now,
    }


def item_of(sandbox: Sandbox, id: str, variant_id: int, quantity: int = 1) -> Record:
    """One thing that recurs, at the price of today."""
    return {"id": id, "orderline": None, "quantity": quantity, "change": None} | _terms(sandbox, variant_id)


def _item(sandbox: Sandbox, order: orders.Record, line: int, variant_id: int) -> Record:
    id = str(uuid5(NAMESPACE_URL, f"{order['id']}/{line}/subscription"))
    made = item_of(sandbox, id, variant_id, order["lines"][line]["quantity"])
    return made | {"orderline": orders.line_id(order, line)}


def _terms(sandbox: Sandbox, variant_id: int) -> Record:
    """What an item is, of the variant it is of now."""
    product, variant = sandbox.catalogue.recurring(variant_id)
    return {
        "variant_id": variant_id,
        "product_name": product["name"],
        "name": variant["name"],
        "price": int(variant["price"]),
    }


def insert(sandbox: Sandbox, customer_id: int, record: Record) -> None:
    sandbox.database.run(
        "INSERT INTO subscriptions (id, customer_id, record) VALUES (?, ?, ?)",
        record["id"], customer_id, json.dumps(record),
    )  # fmt: skip


def all_of(sandbox: Sandbox, customer: Customer) -> list[Record]:
    """The customer's subscriptions as of now, the newest first: their ids begin with the time."""
    rows = sandbox.database.rows(
        "SELECT id FROM subscriptions WHERE customer_id = ? ORDER BY id DESC", customer.id
    )
    found = []
    for row in rows:
        with changing(sandbox, customer, str(row[0])) as record:
            found.append(record)
    return found


@contextmanager
def changing(sandbox: Sandbox, customer: Customer, id: str) -> Iterator[Record]:
    """One of the customer's subscriptions to change in place, as of now. Raises Unknown."""
    with sandbox.database.transaction():
        rows = sandbox.database.rows(
            "SELECT record FROM subscriptions WHERE id = ? AND customer_id = ?", id, customer.id
        )
        if not rows:
            raise Unknown("Subscription not found")
        before = str(rows[0][0])
        record: Record = json.loads(before)
        _catch_up(sandbox, record)
        yield record
        after = json.dumps(record)
        if after != before:
            sandbox.database.run("UPDATE subscriptions SET record = ? WHERE id = ?", after, id)


@contextmanager
def changing_item(sandbox: Sandbox, customer: Customer, item_id: str) -> Iterator[tuple[Record, Record]]:
    """One item of the customer's subscriptions, with the subscription it belongs to. Raises Unknown."""
    owner = next(
        (
            record["id"]
            for record in all_of(sandbox, customer)
            if any(item["id"] == item_id for item in record["items"])
        ),
        None,
    )
    if owner is None:
        raise Unknown("Subscription item not found")
    with changing(sandbox, customer, owner) as record:
        yield record, next(item for item in record["items"] if item["id"] == item_id)


def cancel(sandbox: Sandbox, record: Record) -> None:
    """It ends with its period. Raises Unknown when it cannot: the contract has no other refusal here."""
    if record["status"] != "active" or record["stops"]:
        raise Unknown("Only an active subscription that is not being canceled can be canceled")
    record["stops"] = True
    record["updated"] = stamp(sandbox.now())


def resume(sandbox: Sandbox, record: Record) -> None:
    """It does not end with its period after all. Raises Unknown as `cancel`."""
    if record["status"] != "active" or not record["stops"]:
        raise Unknown("Only a subscription that is being canceled can be resumed")
    record["stops"] = False
    record["updated"] = stamp(sandbox.now())


def options(sandbox: Sandbox, record: Record, item: Record, direction: str) -> list[int]:
    """The variants an item can change to, the nearest price first.

    Raises Unknown for an item that is not active, is being cancelled, or already waits for a change.
    """
    if record["status"] != "active" or record["stops"] or item["change"] is not None:
        raise Unknown("Only an active subscription item that is not being canceled can be changed")
    offered = [
        (int(variant["price"]), variant["id"])
        for variant in sandbox.catalogue.siblings(item["variant_id"])
        if (variant["interval"], variant["interval_count"]) == (record["interval"], record["interval_count"])
    ]
    if direction == UPGRADE:
        return [id for price, id in sorted(offered) if price > item["price"]]
    return [id for price, id in sorted(offered, key=lambda one: (-one[0], one[1])) if price < item["price"]]


def change(sandbox: Sandbox, record: Record, item: Record, direction: str, variant_id: int) -> None:
    """The item becomes another variant when the period ends. Raises Invalid for one that is not offered."""
    if variant_id not in options(sandbox, record, item, direction):
        words = "is not one of the variants offered"
        raise Invalid("This variant is not offered for the change", {"variant_id": [words]})
    now = stamp(sandbox.now())
    item["change"] = {"id": sandbox.new_token(), "to": variant_id, "direction": direction, "asked": now}
    record["updated"] = now


def item_status(record: Record, item: Record) -> str:
    """As the subscription, unless a change waits."""
    waits = record["status"] == "active" and item["change"] is not None
    return _PENDING[item["change"]["direction"]] if waits else str(record["status"])


def _catch_up(sandbox: Sandbox, record: Record) -> None:
    """The order may have been paid, and periods may have ended."""
    if record["status"] == "unactivated" and record["order_slug"]:
        order = orders.find(sandbox, record["order_slug"])
        if order is not None and order["payment_status"] == "paid":
            activate(record, datetime.fromisoformat(order["paid_time"]))
        elif order is not None and not orders.is_open(order):
            record["status"] = "failed"
            record["updated"] = order["history"][-1]["timestamp"]
    while record["status"] == "active" and datetime.fromisoformat(record["ends"]) <= sandbox.now():
        _end_period(sandbox, record)


def activate(record: Record, when: datetime) -> None:
    """The first period begins."""
    record["status"] = "active"
    record["activated"] = record["updated"] = stamp(when)
    _set_period(record, 0)


def _end_period(sandbox: Sandbox, record: Record) -> None:
    ended = record["ends"]
    record["updated"] = ended
    if record["stops"]:
        record["status"], record["canceled"] = "canceled", ended
        return
    for item in record["items"]:
        asked, item["change"] = item["change"], None
        # Another catalogue may not have it.
        if asked is not None and sandbox.catalogue.variant(asked["to"]) is not None:
            item |= _terms(sandbox, asked["to"])
    paid = not record["lapses"]
    record["invoice"] = {
        "id": str(uuid5(NAMESPACE_URL, f"{record['id']}/invoice/{record['period'] + 1}")),
        "amount": sum(item["price"] * item["quantity"] for item in record["items"]),
        "created": ended,
        "due": stamp(datetime.fromisoformat(ended) + timedelta(days=3)),
        "paid": ended if paid else None,
        "status": "completed" if paid else "failed",
    }
    if not paid:
        record["status"], record["expired"] = "expired", ended
        return
    _set_period(record, record["period"] + 1)


def _set_period(record: Record, number: int) -> None:
    """Counted from the first day, so that the end of January comes back after February."""
    start = datetime.fromisoformat(record["activated"])
    record["period"] = number
    record["starts"] = stamp(_later(start, record, number))
    record["ends"] = stamp(_later(start, record, number + 1))


def _later(start: datetime, record: Record, periods: int) -> datetime:
    count = record["interval_count"] * periods
    if record["interval"] in _DAYS:
        return start + timedelta(days=_DAYS[record["interval"]] * count)
    years, month = divmod(start.month - 1 + _MONTHS[record["interval"]] * count, 12)
    year = start.year + years
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))
