"""What a demo can make happen to an order: the money arrives, the parcel leaves, the time runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox import orders
from app.sandbox.orders import Record

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox


def mark_paid(sandbox: Sandbox, secret_slug: str) -> bool:
    """The money arrived. False when there is no such order or it can no longer be paid; so for all below."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not orders.is_open(record):
            return False
        orders.set_paid(record, sandbox.now())
        return True


def ship(sandbox: Sandbox, secret_slug: str) -> bool:
    """The parcel leaves, with a tracking number; only once paid, or when it is paid on delivery."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or record["destination"] is None or not _may_leave(record):
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
        if record is None or record["status"] != "shipped":
            return False
        _note(sandbox, record, "delivered", f"Paket diterima oleh {record['contact']['name']}")
        orders.set_paid(record, sandbox.now())
        orders.set_status(record, "completed", sandbox.now())
        return True


def cancel(sandbox: Sandbox, secret_slug: str) -> bool:
    """The store cancels it; not once it has left."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or record["status"] in ("shipped", "completed", "canceled"):
            return False
        orders.cancel(sandbox, record, sandbox.now(), "Canceled by the store")
        return True


def expire(sandbox: Sandbox, secret_slug: str) -> bool:
    """The time to pay is over, now."""
    with orders.changing(sandbox, secret_slug) as record:
        if record is None or not orders.is_open(record) or record["method"] == "cod":
            return False
        record["expires"] = orders.stamp(sandbox.now())
        orders.cancel(sandbox, record, sandbox.now(), "Payment time is over")
        return True


def _may_leave(record: Record) -> bool:
    paid = record["payment_status"] == "paid" or record["method"] == "cod"
    return paid and record["status"] in ("pending", "confirmed", "in_process", "ready")


def _note(sandbox: Sandbox, record: Record, status: str, description: str) -> None:
    entry = {"timestamp_source": orders.stamp(sandbox.now()), "status": status, "description": description}
    record["shipments"].append(entry)
