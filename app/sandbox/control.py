"""What a demo can make happen to an order: the money arrives, the parcel leaves, the time runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox import links, orders
from app.sandbox.orders import Record

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox


def mark_paid(sandbox: Sandbox, secret_slug: str) -> bool:
    """The money arrived. False when there is no such order or it can no longer be paid; so for all below."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not _may_be_paid(record):
            return False
        if links.is_undecided(record):
            links.choose(sandbox, record, links.USUAL)
        orders.set_paid(record, sandbox.now())
        return True


def ship(sandbox: Sandbox, secret_slug: str) -> bool:
    """The parcel leaves, with a tracking number; only once paid, or when it is paid on delivery."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not _may_leave(record):
            return False
        now = sandbox.now()
        for status in ("in_process", "ready", "shipped"):
            orders.set_status(record, status, now)
        record["receipt"] = "WN" + sandbox.new_digits(12)
        _note(sandbox, record, "shipped", "Paket diserahkan ke kurir di Jakarta Selatan")
        return True


def deliver(sandbox: Sandbox, secret_slug: str) -> bool:
    """The parcel arrives; cash on delivery is paid now."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not _may_arrive(record):
            return False
        _note(sandbox, record, "delivered", f"Paket diterima oleh {record['contact']['name']}")
        orders.set_paid(record, sandbox.now())
        orders.set_status(record, "completed", sandbox.now())
        return True


def cancel(sandbox: Sandbox, secret_slug: str) -> bool:
    """The store cancels it; not once it has left."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not _may_be_cancelled(record):
            return False
        orders.cancel(sandbox, record, sandbox.now(), "Canceled by the store")
        return True


def expire(sandbox: Sandbox, secret_slug: str) -> bool:
    """The time to pay is over, now."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not _may_lapse(record):
            return False
        record["expires"] = orders.stamp(sandbox.now())
        orders.cancel(sandbox, record, sandbox.now(), "Payment time is over")
        return True


def _may_be_paid(record: Record) -> bool:
    return orders.is_open(record)


def _may_leave(record: Record) -> bool:
    paid = record["payment_status"] == "paid" or record["method"] == "cod"
    on_shelf = record["status"] in ("pending", "confirmed", "in_process", "ready")
    return paid and on_shelf and record["destination"] is not None


def _may_arrive(record: Record) -> bool:
    return bool(record["status"] == "shipped")


def _may_be_cancelled(record: Record) -> bool:
    return record["status"] not in ("shipped", "completed", "canceled")


def _may_lapse(record: Record) -> bool:
    return orders.is_open(record) and record["method"] != "cod"


def _note(sandbox: Sandbox, record: Record, status: str, description: str) -> None:
    entry = {"timestamp_source": orders.stamp(sandbox.now()), "status": status, "description": description}
    record["shipments"].append(entry)


ACTS = {
    "paid": (_may_be_paid, mark_paid),
    "expire": (_may_lapse, expire),
    "ship": (_may_leave, ship),
    "deliver": (_may_arrive, deliver),
    "cancel": (_may_be_cancelled, cancel),
}
"""Each with what tells whether it is possible, as an order was last stored."""


def possible(sandbox: Sandbox, secret_slug: str) -> frozenset[str]:
    """Which of `ACTS` can happen to an order now."""
    record = orders.glance(sandbox, secret_slug)
    return (
        frozenset() if record is None else frozenset(name for name, (may, _) in ACTS.items() if may(record))
    )


def act(sandbox: Sandbox, name: str, secret_slug: str) -> bool:
    """Make one of `ACTS` happen; False when it cannot."""
    return ACTS[name][1](sandbox, secret_slug)
